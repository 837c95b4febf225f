"""What somebody has shown of herself, and what the plain model expects of the answer."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Self

import attrs

from domain.model.identity import Identity
from domain.model.sms_code import CodePurpose
from domain.usecases.steps.sms_prover import SentSmsCode
from tests.machine.book import PROVEN
from tests.machine.cases import Case
from tests.machine.people import WeChat
from tests.machine.records import Account, Session


@attrs.frozen(kw_only=True)
class Shown:
    """A number that was proven, how and when, and what beside it; a ticket stands for it.

    Attributes:
        session: the session whose account the number is meant for.
        until: when every ticket for it ends.
        epochs: of the accounts behind the WeChat, when it was proven.
        afresh: she wants a new account for what was unbound lately.
    """

    number: Identity
    method: str
    at: datetime
    wechat: WeChat | None = None
    session: Session | None = None
    until: datetime | None = None
    epochs: Mapping[Account, int] = attrs.field(factory=dict)
    afresh: bool = False

    @property
    def weak(self) -> bool:
        return self.method == "wx_phone_quick"

    @property
    def proved_at(self) -> datetime:
        """When the oldest of it was shown."""
        return self.at if self.until is None else min(self.at, self.until - PROVEN)

    @property
    def hand(self) -> frozenset[Identity]:
        """All that was shown."""
        return self.wechat.hand | {self.number} if self.wechat else frozenset({self.number})


@attrs.frozen
class Pair:
    """Two accounts that somebody proved, and till when a ticket to merge them is good."""

    accounts: tuple[Account, Account]
    until: datetime
    session: Session

    @classmethod
    def at(cls, session: Session, *accounts: Account) -> Self:
        """Return the pair as it is offered at a session, for as long as its proof is fresh."""
        return cls(accounts, session.proved_at + PROVEN, session)

    def no_longer_than(self, until: datetime | None) -> Self:
        """Return it with an end to it."""
        return self if until is None else attrs.evolve(self, until=min(self.until, until))


@attrs.frozen
class Expected:
    """What an answer has to be.

    Attributes:
        session: what was opened, or is lent on.
        shown: what the ticket in the answer stands for, if there has to be one.
        pair: what can be merged with a ticket in the answer.
        case: the merge that was part of it.
        again: the stale ticket that another is given for.
        spends: whether what works once is used up.
    """

    code: str
    session: Session | None = None
    shown: Shown | None = None
    pair: Pair | None = None
    case: Case | None = None
    again: "MergeTicket | None" = None
    spends: bool = True


Opened = Mapping[Account, tuple[object, ...]]
"""What an account is opened by."""

Door = tuple[object, ...]


def doors(accounts: Iterable[Account], opened: Opened) -> tuple[Door, ...]:
    """Return all of accounts but what they show; one that is new was opened by nothing."""
    nothing = (frozenset(), None)
    return tuple((one.status, one.epoch, *opened.get(one, nothing)) for one in accounts)


@attrs.define(eq=False)
class Ticket:
    """A ticket that goes with a number."""

    token: str
    shown: Shown
    used: bool = False


@attrs.define(eq=False)
class MergeTicket:
    """A ticket to merge two accounts as they were at that time, and opened by what they were."""

    token: str
    pair: Pair
    at: datetime
    versions: tuple[int, ...]
    doors: tuple[Door, ...]
    used: bool = False

    @classmethod
    def of(cls, token: str, pair: Pair, at: datetime, opened: Opened) -> Self:
        """Return the ticket for these accounts as they are, and were opened a moment ago."""
        versions = tuple(one.version for one in pair.accounts)
        return cls(token, pair, at, versions, doors(pair.accounts, opened))

    def anew(self, token: str) -> Self:
        """Return the ticket that is given for one that is stale."""
        versions = tuple(one.version for one in self.pair.accounts)
        return attrs.evolve(self, token=token, versions=versions, used=False)

    @property
    def is_stale(self) -> bool:
        """Whether one of the accounts has changed since."""
        return self.versions != tuple(one.version for one in self.pair.accounts)


@attrs.define(eq=False)
class Text:
    """A code on its way to a number."""

    number: Identity
    purpose: CodePurpose
    sent: SentSmsCode
    until: datetime
    tries: int = 0
