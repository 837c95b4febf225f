"""What people call themselves, and what lies in their cookies, is text and nothing else."""

import pytest

NAME = """'"><b id=pwned>林</b>"""
"""As long as a name may be."""
SCRIPT = """'"><script>window.pwned=1</script><img src=x onerror=window.pwned=1>"""


def is_clean(visitor):
    return visitor.page.evaluate(
        "!window.pwned && !document.querySelector('main img, main script')"
    )


@pytest.mark.parametrize("provider", ["qq", "wechat"])
def test_a_name_full_of_script_is_shown_as_it_is(town, visit, provider):
    here = visit()
    here.sign_in_by(provider, town.somebody(NAME))
    here.reads("bind_lead_code", nickname=NAME, provider=here.say(f"provider_{provider}"))
    assert is_clean(here)
    here.prove(town.number())
    here.press("bind_and_sign_in")
    assert here.page.locator("h1").text_content() == NAME
    assert is_clean(here)


def test_cookies_full_of_script_change_no_page(visit):
    here = visit()
    names = ("browser", "lang", "ticket", "session", "refresh")
    here.carry({f"guiyi-{name}": SCRIPT.replace(" ", "/") for name in names})
    for path in ("/sign-in", "/bind", "/account", "/merge", "/nothing"):
        here.go(path)
        assert is_clean(here)


def test_parameters_and_fields_full_of_script_change_no_page(town, visit):
    here = visit()
    for name in ("tab", "done", "lang", "return_to", "other"):
        here.page.goto(f"{town.url}/sign-in?{name}=%22%3E%3Cscript%3Ewindow.pwned=1%3C/script%3E")
        assert is_clean(here)
    here.go("/sign-in")
    here.fill(phone=SCRIPT[:24])
    here.press("send_code")
    assert here.page.locator("input[name=phone]").input_value() == SCRIPT[:24]
    assert is_clean(here)
