"""How to get to every page that people see once they are signed in, in every state."""

from tests.browser.gallery.signing_in import PASSWORD
from tests.browser.settling import settle
from tests.browser.visitor import Visitor


def account(here: Visitor) -> None:
    """A young account with nothing but QQ and a number."""
    here.carry(settle(here.town, "qq", here.town.somebody()))
    here.go("/account")


def account_unfolded(here: Visitor) -> None:
    """An old account with all there is, and every line of it open."""
    merged(here)
    here.go("/account")
    here.page.locator("details").evaluate_all("all => all.forEach(it => { it.open = true })")


def account_renamed_badly(here: Visitor) -> None:
    account(here)
    here.unfold("nickname_edit")
    field = here.page.locator("input[name=nickname]")
    field.evaluate("it => it.removeAttribute('maxlength')")
    field.fill("林" * 200)
    here.press("save")


def account_of_nobody_with_a_long_name(here: Visitor) -> None:
    name = "Anna-Katharina von und zu Hohenlohe-Langenburg 🌷"
    here.carry(settle(here.town, "wechat", here.town.somebody(name)))
    here.go("/account")


def step_up(here: Visitor) -> None:
    here.carry(settle(here.town, "qq", here.town.somebody(), None, PASSWORD))
    here.town.clock.advance(minutes=11)
    here.go("/account/phone")


def phone(here: Visitor) -> None:
    account(here)
    here.go("/account/phone")


def phone_code(here: Visitor) -> None:
    phone(here)
    here.prove(here.town.number())


def password(here: Visitor) -> None:
    account(here)
    here.go("/account/password")


def password_too_common(here: Visitor) -> None:
    password(here)
    here.fill(password="password123")
    here.press("save")


def merge(here: Visitor) -> None:
    """Two accounts, each with a number, a name and a password."""
    town = here.town
    first, second = town.somebody("小林"), town.somebody("林林")
    settle(town, "wechat", second, None, PASSWORD)
    settle(town, "qq", first, None, PASSWORD)
    town.clock.advance(days=1)
    here.sign_in_by("qq", first)
    here.press("bind_with", label=here.say("provider_wechat"))
    here.choose(second)


def merge_unconfirmed(here: Visitor) -> None:
    merge(here)
    here.page.locator("form").last.evaluate("it => { it.noValidate = true }")
    here.press("merge_do")


def merged(here: Visitor) -> None:
    merge(here)
    here.page.locator("input[name=number]").first.check()
    here.page.locator("input[name=confirm]").check()
    here.press("merge_do")


STATES = (
    account,
    account_unfolded,
    account_renamed_badly,
    account_of_nobody_with_a_long_name,
    step_up,
    phone,
    phone_code,
    password,
    password_too_common,
    merge,
    merge_unconfirmed,
    merged,
)
