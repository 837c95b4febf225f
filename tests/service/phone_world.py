"""A world of numbers: codes are sent and typed, the phone button pressed, the clock moved."""

import itertools
import secrets
from typing import Any

import attrs
import httpx

from tests.fakes import SettableClock
from tests.service.processes import BACK_END_KEY
from tests.service.world import World

_numbers = itertools.count(secrets.randbelow(10**8))
_networks = itertools.count(1)

PASSWORD = "correct horse battery staple"


@attrs.frozen
class Sent:
    """A code that was sent, and in which transaction."""

    phone: str
    transaction: str
    code: str

    @property
    def signing_in(self) -> dict[str, str]:
        return {
            "phone": self.phone,
            "transaction": self.transaction,
            "sms_code": self.code,
        }

    @property
    def proving(self) -> dict[str, str]:
        return {"phone": self.phone, "transaction": self.transaction, "code": self.code}

    def mistyped(self) -> "Sent":
        return attrs.evolve(self, code=f"{(int(self.code) + 1) % 10**6:06d}")


class PhoneWorld(World):
    """One service that deals in numbers, and the clock that it and its WeChat go by."""

    def __init__(
        self, service_url: str, wechat_url: str, storage: str, clock: SettableClock
    ) -> None:
        super().__init__(service_url, wechat_url, storage)
        self.clock = clock
        self.transactions: dict[str, str] = {}

    def move(self) -> str:
        """Ask from another network from now on, and return it: a /24."""
        high, low = divmod(next(_networks), 256)
        self.service.headers["X-Forwarded-For"] = f"10.{high}.{low}.7"
        return f"10.{high}.{low}"

    def number(self) -> str:
        """Return a number that nobody has used."""
        return f"+86138{next(_numbers) % 10**8:08d}"

    def send(self, number: str, purpose: str = "login") -> httpx.Response:
        """Ask for a code; note in `transactions` what the sending is called."""
        answer = self.service.post("/v1/sms-codes", json={"phone": number, "purpose": purpose})
        if answer.is_success:
            self.transactions[number] = answer.json()["transaction"]
        return answer

    def text(self, number: str, purpose: str = "login") -> Sent:
        """Ask for a code, as late as it may be asked for, and read it on the phone."""
        answer = self.send(number, purpose)
        if answer.status_code == 429:
            self.clock.advance(seconds=int(answer.headers["retry-after"]))
            answer = self.send(number, purpose)
        assert answer.status_code == 202, answer.text
        return self.received(number)

    def received(self, number: str) -> Sent:
        """Return the last code that was sent to the number."""
        return Sent(number, self.transactions[number], self.texts(number)[-1]["code"])

    def texts(self, number: str) -> list[dict[str, Any]]:
        """Return every text to the number, oldest first."""
        return self.wechat.get("/__sim/sms", params={"number": number}).json()

    def by_sms(self, number: str, **more: Any) -> httpx.Response:
        """Get a code for the number, and sign in by it."""
        body = {**self.text(number).signing_in, **more}
        return self.service.post("/v1/phone/login", json=body)

    def go_on(self, ticket: str, **proof: Any) -> httpx.Response:
        """Go on with a ticket: `password` or `mine`."""
        return self.service.post("/v1/phone/login", json={"ticket": ticket, **proof})

    def claim(self, ticket: str) -> httpx.Response:
        return self.service.post("/v1/phone/claim", json={"ticket": ticket})

    def with_number(self, number: str | None = None, **about: Any) -> tuple[str, str]:
        """Let somebody live in WeChat's world who has the number; return both."""
        number = number or self.number()
        return self.somebody(numbers=[number], **about), number

    def with_password(self, number: str | None = None) -> tuple[str, str]:
        """Let the number's account have the password; return it, and an access token."""
        number = number or self.number()
        token = access_of(self.by_sms(number))
        assert self.set_password(token).status_code == 204
        return number, token

    def press(self, person: str, **wishes: Any) -> dict[str, str]:
        """Press the phone button; return what the mini program gets."""
        return self.control("press_phone", app="shop", person=person, **wishes)

    def by_button(self, person: str, *, wechat: bool = True) -> httpx.Response:
        """Sign in by the phone button, with `wx.login` beside it or without."""
        body = {"login_code": self.code(person)} if wechat else {}
        body["phone_code"] = self.press(person)["code"]
        return self.service.post("/v1/wechat/shop/phone-login", json=body)

    def by_password(self, number: str | None, password: str | None = PASSWORD) -> httpx.Response:
        return self.service.post(
            "/v1/password/login", json={"phone": number, "password": password}
        )

    def reset(self, sent: Sent, password: str = PASSWORD, **more: Any) -> httpx.Response:
        body = {**sent.signing_in, "new_password": password, **more}
        return self.service.post("/v1/password/reset", json=body)

    def bind(self, token: str, sent: Sent) -> httpx.Response:
        return self.ask("PUT", "/v1/me/phone", token, {"sms": sent.proving})

    def set_password(self, token: str, password: str = PASSWORD) -> httpx.Response:
        return self.ask("PUT", "/v1/me/password", token, {"password": password})

    def step_up(self, token: str, **proof: Any) -> httpx.Response:
        return self.ask("POST", "/v1/me/step-up", token, proof)

    def release(self, number: str) -> httpx.Response:
        """Tell, as a back end of the operator's, that the number has changed hands."""
        return self.ask("POST", "/v1/numbers/release", BACK_END_KEY, {"phone": number})


def ticket_of(answer: httpx.Response) -> str:
    """Return the ticket that an answer offers to go on with."""
    return next(one["ticket"] for one in answer.json()["offers"] if "ticket" in one)


def offers_of(answer: httpx.Response) -> list[str]:
    return [one["action"] for one in answer.json()["offers"]]


def account_of(answer: httpx.Response) -> str:
    """Return whose account a sign-in opened."""
    assert answer.is_success, answer.text
    return answer.json()["account"]["id"]


def access_of(answer: httpx.Response) -> str:
    assert answer.is_success, answer.text
    return answer.json()["session"]["access_token"]
