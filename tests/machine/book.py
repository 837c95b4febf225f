"""Who is who, kept in plain lists and dicts beside the product; nothing here decides."""

import itertools
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

import attrs

from domain.model.identity import PHONE_PLACE, Identity, Place
from tests.fakes import SettableClock
from tests.machine.cases import Case
from tests.machine.lately import Lately
from tests.machine.records import Account, Bound, Session

TRUSTED: Final = timedelta(days=90)
PROVEN: Final = timedelta(minutes=10)
YOUNG: Final = timedelta(minutes=10)
IDLE: Final = timedelta(days=30)
SESSIONS: Final = 20


@attrs.define
class Book:
    """Everything that ever was, oldest first; an identity is bound once or not at all.

    Attributes:
        lately: what was whose, a week ago or less.
        merges_young: the policy merges young accounts without asking.
    """

    clock: SettableClock
    merges_young: bool = True
    accounts: list[Account] = attrs.field(factory=list)
    sessions: list[Session] = attrs.field(factory=list)
    bound: dict[Identity, Bound] = attrs.field(factory=dict)
    cases: list[Case] = attrs.field(factory=list)
    lately: Lately = attrs.field()
    _counted: Iterator[int] = attrs.field(factory=itertools.count)

    @lately.default
    def _lately(self) -> Lately:
        return Lately(self.clock)

    @property
    def now(self) -> datetime:
        return self.clock.now()

    @property
    def proven(self) -> list[Bound]:
        return [one for one in self.bound.values() if not one.claimed]

    def holder(self, identity: Identity | None) -> Account | None:
        bound = None if identity is None else self.bound.get(identity)
        return None if bound is None else bound.account

    def own(self, account: Account) -> list[Bound]:
        return [one for one in self.bound.values() if one.account is account]

    @property
    def opened(self) -> dict[Account, tuple[object, ...]]:
        """Return by what each account is opened: what was proven how and when, a password."""
        own: dict[Account, set[object]] = {one: set() for one in self.accounts}
        for one in self.bound.values():
            own[one.account].add((one.nth, one.method, one.proved_at))
        return {one: (frozenset(proven), one.password) for one, proven in own.items()}

    def places(self, account: Account) -> set[Place]:
        return {one.identity.place for one in self.own(account) if not one.superseded}

    def cases_of(self, account: Account) -> list[Case]:
        return [one for one in self.cases if account in (one.survivor, one.loser)]

    def number(self, account: Account) -> Bound | None:
        """Return the number on an account, proven or not."""
        return next((one for one in self.own(account) if one.identity.place == PHONE_PLACE), None)

    def standing(self, number: Identity) -> str:
        """Return the letter that the tables give a number."""
        bound = self.bound.get(number)
        if bound is None:
            return "N"
        if bound.claimed:
            return "U"
        if bound.account.status != "active":
            return {"suspended": "S", "closing": "C"}[bound.account.status]
        return "F" if self.is_trusted(bound) else "T"

    def is_trusted(self, number: Bound) -> bool:
        proven = number.method not in ("claimed", "wx_phone_quick")
        return proven and self.now - number.proved_at < TRUSTED

    def over(self, session: Session) -> str | None:
        """Return why a session is over, or None."""
        if session.ended is not None:
            return session.ended
        if self.now >= session.expires_at:
            return "session_expired"
        if session.account.status != "active":
            return f"account_{session.account.status}"
        return None if session.epoch == session.account.epoch else "session_kicked"

    def why_refused(self, session: Session) -> str | None:
        """Return why the newest access token of a session opens nothing, or None."""
        ran_out = "access_expired" if self.now >= session.access[1] else None
        return self.over(session) or ran_out

    def live(self, account: Account) -> list[Session]:
        """Return the account's sessions that are good in its present epoch."""
        return [
            one
            for one in self.sessions
            if one.account is account
            and one.ended is None
            and one.epoch == account.epoch
            and self.now < one.expires_at
        ]

    def is_low(self, session: Session) -> bool:
        return session.low_until is not None and self.now < session.low_until

    def is_fresh(self, session: Session) -> bool:
        return not self.is_low(session) and self.now - session.proved_at <= PROVEN

    def lift_ban(self, account: Account) -> None:
        """From now on another ban is none of those that were in force at its merges."""
        for case in self.cases:
            if case.survivor is account:
                case.was_banned = False

    def open(self) -> Account:
        self.accounts.append(Account(self.now))
        return self.accounts[-1]

    def bind(
        self, account: Account, identity: Identity, method: str, at: datetime | None = None
    ) -> Bound:
        """Bind what nobody holds; what filled its place before gives it up."""
        assert identity not in self.bound
        for one in self.own(account):
            one.superseded |= one.identity.place == identity.place
        self.lately.forget(identity)
        nth = next(self._counted)
        self.bound[identity] = Bound(account, identity, method, at or self.now, nth)
        account.version += 1
        return self.bound[identity]

    def give_up(self, bound: Bound, *, to: Account | None = None) -> None:
        """Take an identity from its account; for a week it is remembered whose it was.

        `to`: who goes on with it all, where its account is merged.
        """
        del self.bound[bound.identity]
        bound.account.version += 1
        if not bound.claimed:
            self.lately.remember(bound.identity, to or bound.account)

    def free(self, identity: Identity) -> None:
        """Take an identity from whoever has it, with the sessions that it opened."""
        bound = self.bound.pop(identity, None)
        if bound is None:
            return
        self.end_by(bound, "session_kicked")
        bound.account.version += 1
        bound.account.proven_by.discard(identity)
        if bound.account.status == "active" and not self.places(bound.account):
            bound.account.stand("dormant")

    def enter(
        self, account: Account, by: Bound, *, low: bool = False, proved_at: datetime | None = None
    ) -> Session:
        """Open a session; the oldest beyond twenty give way."""
        for one in self.live(account)[: 1 - SESSIONS]:
            one.end("session_replaced", self.now)
        now = self.now
        session = Session(account, by, account.epoch, now, proved_at or now, expires_at=now + IDLE)
        if low:
            session.low_until = now + timedelta(days=1)
        self.sessions.append(session)
        return session

    def end_all(
        self, account: Account, reason: str = "session_kicked", *, but: Session | None = None
    ) -> None:
        for one in self.sessions:
            if one.account is account and one is not but:
                one.end(reason, self.now)

    def end_by(self, bound: Bound, reason: str) -> None:
        """End what the account's identity opened."""
        for one in self.sessions:
            if one.by is bound and one.account is bound.account:
                one.end(reason, self.now)
