"""One person, the accounts that she came to, and every session that she was ever given."""

import secrets
from collections.abc import Sequence
from typing import Self
from uuid import UUID

import attrs

from domain.model.values import AccountId
from ports.store import Store
from tests.storms.calls import merge
from tests.storms.lines import Answer, Line
from tests.storms.merges.house import House, name_of
from tests.storms.merges.person import Person, is_number
from tests.storms.merges.telling import told


@attrs.frozen
class Session:
    """What was handed out, and the account that it was for."""

    account_id: str
    access: str
    refresh: str

    @classmethod
    def of(cls, answer: Answer, account_id: str) -> Self:
        session = answer.body["session"]
        return cls(account_id, session["access_token"], session["refresh_token"])


@attrs.frozen
class Side:
    """An account of hers: a session at it, and the ways in that lead there."""

    session: Session
    ways: tuple[str, ...]

    @property
    def id(self) -> str:
        return self.session.account_id

    @property
    def number(self) -> str | None:
        return next(filter(is_number, self.ways), None)


@attrs.frozen
class Proposal:
    """A merge as it may be asked for: at which session, who is to go on, which number goes."""

    request: bytes
    at: Session
    survivor: str | None
    given_up: frozenset[str]


@attrs.define
class Scene:
    """A person before some nodes over one store."""

    person: Person
    nodes: Sequence[Line]
    store: Store
    sessions: list[Session] = attrs.field(factory=list)

    async def ask(self, request: bytes) -> Answer:
        """Ask any node."""
        return await secrets.choice(self.nodes).ask(request)

    async def ask_for(self, outcome: str, request: bytes) -> Answer:
        """Ask any node, which has to answer so."""
        answer = await self.ask(request)
        assert told(answer) == outcome, answer
        return answer

    async def account(self, *ways: str) -> Side:
        """Open an account that she can sign in to by all of these.

        To one that could be lost without a loss she would not be asked about: it takes two apps
        of one platform, or a number.
        """
        first, *others = ways
        answer = await self.ask_for("created", await self.person.sign_in(first))
        session = self.given(answer)
        for way in others:
            await self.ask_for("bound", await self.person.bind(way, session.access))
        return Side(session, ways)

    async def enter(self, way: str) -> Session:
        """Sign in to an account of hers."""
        return self.given(await self.ask_for("logged_in", await self.person.sign_in(way)))

    def given(self, answer: Answer, account_id: str = "") -> Session:
        """Remember a session; one that goes on is told without its account."""
        session = Session.of(answer, account_id or answer.body["account"]["id"])
        self.sessions.append(session)
        return session

    async def side(self, ways: Sequence[str]) -> Side:
        """Sit down at an account of hers."""
        return Side(await self.enter(secrets.choice(ways)), tuple(ways))

    async def proposal(self, here: Side, there: Side, **choice: str) -> Proposal:
        """Let her prove at one account that another is hers, too, and choose what there is.

        Unless it is said who is to go on, she may leave that open.
        """
        request = await self.person.bind(secrets.choice(there.ways), here.session.access)
        answer = await self.ask_for("merge_required", request)
        [ticket] = (offer["ticket"] for offer in answer.body["offers"] if "ticket" in offer)
        if "survivor" not in choice and secrets.randbelow(3):
            choice["survivor"] = secrets.choice((here.id, there.id))
        numbers, given_up = await self._choice_of_numbers(here, there)
        request = merge(ticket, here.session.access, **choice, **numbers)
        return Proposal(request, here.session, choice.get("survivor"), given_up)

    async def _choice_of_numbers(
        self, one: Side, other: Side
    ) -> tuple[dict[str, str], frozenset[str]]:
        """Choose of two numbers, if there are two; return the choice, and the one that goes."""
        if one.number is None or other.number is None:
            return {}, frozenset()
        stays, goes = secrets.choice(((one, other), (other, one)))
        return {"phone": await self.identity_id(stays.id, stays.number)}, frozenset({goes.number})

    async def identity_id(self, account_id: str, way: str) -> str:
        """Return the id of what an account is signed in to by."""
        own = await self.store.identities_of(AccountId(UUID(account_id)))
        [id_] = (one.id for one in own if name_of(one.identity) == way)
        return str(id_)

    async def house(self) -> House:
        """Read every account that she was ever in."""
        return await House.read(self.store, [one.account_id for one in self.sessions])
