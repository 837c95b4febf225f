"""Other sites cannot act for whoever is signed in: not by forms, not by scripts (bar 14)."""

from itertools import cycle

import pytest

FORMS = ("/account/profile", "/account/sign-out", "/account/bind", "/account/password", "/merge")
CALLS = ("/v1/logout", "/v1/me/step-up", "/v1/merges", "/v1/session/refresh")
TYPES = ("application/x-www-form-urlencoded", "text/plain", "multipart/form-data")
SITES = pytest.mark.parametrize("site", ["shop.guiyi.test", "evil.test"])

SUBMIT = """([url, type]) => {
  const form = document.createElement("form");
  Object.assign(form, {method: "post", action: url, enctype: type});
  form.innerHTML = '<input name="scope" value="all"><input name="nickname" value="Mallory">';
  document.body.append(form);
  form.submit();
}"""
FETCH = """([url, type, mode]) => fetch(url, {
  method: "POST", mode, credentials: "include", headers: {"content-type": type},
  body: "scope=all&nickname=Mallory",
}).then(answer => answer.status || "opaque", () => "hidden")"""
FRAME = """url => new Promise(done => {
  const frame = document.createElement("iframe");
  Object.assign(frame, {onload: done, src: url});
  document.body.append(frame);
})"""


@pytest.fixture
def victim(safe_town, visitors):
    """Let somebody be signed in who then looks at another site."""

    def look(site):
        here = visitors(safe_town)
        here.sign_in_by("qq", safe_town.somebody("小林"))
        here.prove(safe_town.number())
        here.press("bind_and_sign_in")
        here.is_at("/account")
        here.go(safe_town.shop.replace("shop.guiyi.test", site))
        return here

    return look


def is_unharmed(visitor):
    """Tell whether she still is signed in, by the name that she had."""
    visitor.complaints.clear()
    visitor.asked.clear()
    visitor.page = visitor.context.new_page()
    return visitor.is_signed_in() and visitor.page.locator("h1").text_content() == "小林"


@SITES
def test_forms_of_another_site_are_refused(victim, site):
    here = victim(site)
    there, statuses = here.page.url, set()
    for path, media_type in zip(FORMS, cycle(TYPES), strict=False):
        with here.page.expect_navigation() as led:
            here.page.evaluate(SUBMIT, [here.town.url + path, media_type])
        statuses.add(led.value.status)
        here.go(there)
    assert statuses == {403}
    assert is_unharmed(here)


@SITES
def test_scripts_of_another_site_are_refused(victim, site):
    here, answers = victim(site), set()
    for path in (*FORMS, *CALLS):
        for media_type, mode in ((TYPES[1], "no-cors"), ("application/json", "cors")):
            answers.add(here.page.evaluate(FETCH, [here.town.url + path, media_type, mode]))
    assert answers == {"hidden"}
    assert is_unharmed(here)


@pytest.mark.parametrize(
    "said", [{}, {"Origin": "https://evil.test"}, {"Origin": "null"}, {"Sec-Fetch-Site": "none"}]
)
def test_a_right_token_from_the_wrong_place_is_refused(town, settle, visit, said):
    here = visit()
    here.carry(settle("qq", town.somebody("小林")))
    here.go("/account")
    form = {"csrf": here.page.locator("input[name=csrf]").first.input_value(), "nickname": "M"}
    post = here.context.request.post
    assert post(f"{town.url}/account/profile", form=form, headers=said).status == 403
    assert is_unharmed(here)
    said = {"Origin": town.url}
    assert post(f"{town.url}/account/profile", form=form, headers=said).ok
    assert not is_unharmed(here)


@SITES
def test_no_site_can_put_a_page_into_a_frame(victim, site):
    here = victim(site)
    for path in ("/sign-in", "/account", "/v1/me"):
        here.page.evaluate(FRAME, here.town.url + path)
    assert not any(frame.url.startswith(here.town.url) for frame in here.page.frames)
    assert is_unharmed(here)
