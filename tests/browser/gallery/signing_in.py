"""How to get to every page that people see before they are signed in, in every state."""

from tests.browser.settling import settle
from tests.browser.visitor import Visitor

PASSWORD = "correct horse"


def sign_in(here: Visitor) -> None:
    here.go("/sign-in")


def sign_in_by_password(here: Visitor) -> None:
    here.go("/sign-in?tab=password")


def sign_in_wrong_password(here: Visitor) -> None:
    here.go("/sign-in?tab=password")
    here.fill(phone=here.town.number(), password=PASSWORD)
    here.press("sign_in")


def sign_in_code(here: Visitor) -> None:
    here.go("/sign-in")
    here.prove(here.town.number())


def sign_in_wrong_code(here: Visitor) -> None:
    sign_in_code(here)
    here.fill(sms_code="000000")
    here.press("sign_in")


def sign_in_too_often(here: Visitor) -> None:
    number = here.town.number()
    here.go("/sign-in")
    here.prove(number)
    here.go("/sign-in")
    here.fill(phone=number)
    here.press("send_code")


def signed_out(here: Visitor) -> None:
    here.go("/sign-in?done=signed_out")


def provider_qq(here: Visitor) -> None:
    here.go("/sign-in")
    here.press("continue_with", label="QQ")


def provider_wechat(here: Visitor) -> None:
    here.go("/sign-in")
    here.press("continue_with", label=here.say("provider_wechat"))


def provider_closed(here: Visitor) -> None:
    here.town.control("modes", qq_deny="closed")
    provider_qq(here)
    here.deny()


def denied(here: Visitor) -> None:
    provider_wechat(here)
    here.deny()


def bind(here: Visitor) -> None:
    here.sign_in_by("qq", here.town.somebody())


def bind_code(here: Visitor) -> None:
    bind(here)
    here.prove(here.town.number())


def bind_password(here: Visitor) -> None:
    number = here.town.number()
    settle(here.town, "wechat", here.town.somebody(), number, PASSWORD)
    here.town.clock.advance(seconds=61)
    bind(here)
    here.prove(number)
    here.press("bind_and_sign_in")


def bind_wrong_password(here: Visitor) -> None:
    bind_password(here)
    here.fill(password="another horse")
    here.press("bind_and_sign_in")


def bind_conflict(here: Visitor) -> None:
    number = here.town.number()
    settle(here.town, "qq", here.town.somebody(), number, PASSWORD)
    here.town.clock.advance(seconds=61)
    bind(here)
    here.prove(number)
    here.fill(password=PASSWORD)
    here.press("bind_and_sign_in")


def bind_too_late(here: Visitor) -> None:
    here.go("/bind")


def choose(here: Visitor) -> None:
    """Sign in by a QQ that an account lately gave up, with another number."""
    town, person = here.town, here.town.somebody("林林")
    here.carry(settle(town, "qq", person))
    here.go("/account")
    here.unfold("provider_qq")
    here.press("unbind_confirm")
    here.press("sign_out")
    here.sign_in_by("qq", person)
    here.prove(town.number())
    here.press("bind_and_sign_in")


def ownership(here: Visitor) -> None:
    """Sign in by a number that was last proven long ago."""
    town, number = here.town, here.town.number()
    settle(town, "qq", town.somebody(), number, PASSWORD)
    town.clock.advance(days=91)
    here.go("/sign-in")
    here.prove(number)
    here.press("sign_in")


def reset(here: Visitor) -> None:
    here.go("/reset-password")


def reset_code(here: Visitor) -> None:
    reset(here)
    here.prove(here.town.number())


def not_found(here: Visitor) -> None:
    here.go("/nothing")


STATES = (
    sign_in,
    sign_in_by_password,
    sign_in_wrong_password,
    sign_in_code,
    sign_in_wrong_code,
    sign_in_too_often,
    signed_out,
    provider_qq,
    provider_wechat,
    provider_closed,
    denied,
    bind,
    bind_code,
    bind_password,
    bind_wrong_password,
    bind_conflict,
    bind_too_late,
    choose,
    ownership,
    reset,
    reset_code,
    not_found,
)
