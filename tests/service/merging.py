"""What people with two accounts do: prove both, look, merge, look again, take it back."""

from typing import Any

import attrs
import httpx

from tests.service.phone_world import PASSWORD, PhoneWorld, account_of

OLD_ENOUGH = {"minutes": 11}
"""After which an account is none that goes without asking."""


@attrs.frozen(kw_only=True)
class Account:
    """One account, and a session of it."""

    town: PhoneWorld
    id: str
    session: dict[str, str]
    number: str | None = None
    person: str | None = None

    @classmethod
    def of(cls, town: PhoneWorld, answer: httpx.Response, **about: Any) -> "Account":
        return cls(town=town, id=account_of(answer), session=answer.json()["session"], **about)

    @classmethod
    def with_wechat(cls, town: PhoneWorld, **about: Any) -> "Account":
        """Sign somebody in who has nothing but her WeChat."""
        person = town.somebody(**about)
        return cls.of(town, town.login(town.code(person)), person=person)

    @classmethod
    def with_number(cls, town: PhoneWorld) -> "Account":
        """Sign somebody in who has nothing but her number."""
        number = town.number()
        return cls.of(town, town.by_sms(number), number=number)

    @classmethod
    def with_both(cls, town: PhoneWorld) -> "Account":
        """Sign somebody in by WeChat and number."""
        person, number = town.with_number()
        return cls.of(town, town.by_button(person), number=number, person=person)

    @property
    def token(self) -> str:
        return self.session["access_token"]

    def again(self, app: str = "shop") -> "Account":
        """Sign in once more, by WeChat if there is one."""
        answer = (
            self.town.by_sms(self.number)
            if self.person is None
            else self.town.login(self.town.code(self.person, app), app)
        )
        return attrs.evolve(self, session=answer.json()["session"], id=account_of(answer))

    def ask(self, method: str, path: str, body: Any = None) -> httpx.Response:
        return self.town.ask(method, path, self.token, body)

    def who_am_i(self) -> httpx.Response:
        return self.town.who_am_i(self.token)

    def refresh(self) -> httpx.Response:
        return self.town.refresh(self.session["refresh_token"])

    def rename(self, nickname: str) -> "Account":
        assert self.ask("PATCH", "/v1/me", {"nickname": nickname}).is_success
        return self

    def set_password(self, password: str = PASSWORD) -> "Account":
        assert self.town.set_password(self.token, password).is_success
        return self

    def identities(self) -> list[dict[str, Any]]:
        return self.ask("GET", "/v1/me/identities").json()["identities"]

    def kinds(self) -> list[str]:
        return sorted(one["kind"] for one in self.identities())

    def identity(self, kind: str) -> str:
        """Return the id of the identity of this kind."""
        return next(one["id"] for one in self.identities() if one["kind"] == kind)

    def bind_number(self, number: str) -> httpx.Response:
        return self.town.bind(self.token, self.town.text(number, "bind"))

    def bind_pressed(self, number: str) -> httpx.Response:
        """Bind a number that her WeChat tells, having got it last."""
        self.town.control("give_number", person=self.person, number=number)
        pressed = {"app": "shop", "phone_code": self.town.press(self.person or "")["code"]}
        return self.ask("PUT", "/v1/me/phone", {"wechat": pressed})

    def bind_wechat(self, person: str, app: str = "shop", **more: Any) -> httpx.Response:
        wechat = {"app": app, "code": self.town.code(person, app)}
        return self.ask("POST", "/v1/me/identities", {"wechat": wechat, **more})

    def unbind(self, identity_id: str) -> httpx.Response:
        return self.ask("DELETE", f"/v1/me/identities/{identity_id}")

    def preview(self, ticket: str, **choice: str) -> httpx.Response:
        return self.ask("POST", "/v1/merges/preview", {"ticket": ticket, **choice})

    def merge(self, ticket: str, **choice: str) -> httpx.Response:
        return self.ask("POST", "/v1/merges", {"ticket": ticket, **choice})

    def show(self, merge_id: str) -> httpx.Response:
        return self.ask("GET", f"/v1/merges/{merge_id}")

    def merges(self) -> list[dict[str, Any]]:
        return self.ask("GET", "/v1/merges").json()["merges"]

    def undo(self, merge_id: str) -> httpx.Response:
        return self.ask("POST", f"/v1/merges/{merge_id}/undo")


@attrs.frozen(kw_only=True)
class Pair:
    """Two accounts of one person, who proved the other one at a session of `mine`."""

    mine: Account
    other: Account
    ticket: str

    @classmethod
    def of(cls, mine: Account, other: Account) -> "Pair":
        """Prove the other's number at a session of mine."""
        return cls(mine=mine, other=other, ticket=merge_ticket_of(mine.bind_number(other.number)))

    @classmethod
    def of_wechat_and_number(cls, town: PhoneWorld) -> "Pair":
        """Let somebody who came by WeChat once meet the account of her number."""
        wechat = Account.with_wechat(town)
        town.clock.advance(**OLD_ENOUGH)
        return cls.of(wechat.again(), Account.with_number(town))

    def anew(self) -> "Pair":
        """Prove it once more: what the old ticket named has changed."""
        return Pair.of(self.mine.again(), self.other)

    @classmethod
    def of_two_numbers(cls, town: PhoneWorld) -> "Pair":
        return cls.of(Account.with_both(town), Account.with_number(town))

    def merged(self, **choice: str) -> "Merged":
        """Merge them as proposed, or as chosen."""
        answer = self.mine.merge(self.ticket, **choice)
        assert answer.json()["code"] == "merged", answer.text
        return Merged.of(self.mine, answer)


@attrs.frozen(kw_only=True)
class Merged:
    """What became of a pair: the account that goes on, and the merge."""

    account: Account
    id: str
    survivor: str
    loser: str

    @classmethod
    def of(cls, whose: Account, answer: httpx.Response) -> "Merged":
        merge, account = answer.json()["merge"], account_of(answer)
        session = answer.json()["session"]
        assert account == merge["survivor"]
        return cls(
            account=attrs.evolve(whose, id=account, session=session),
            id=merge["id"],
            survivor=merge["survivor"],
            loser=merge["loser"],
        )

    def undo(self) -> httpx.Response:
        return self.account.undo(self.id)


def merge_ticket_of(answer: httpx.Response) -> str:
    """Return the ticket to merge by that an answer offers."""
    to_merge = {"merge", "choose_then_merge"}
    return next(one["ticket"] for one in answer.json()["offers"] if one["action"] in to_merge)
