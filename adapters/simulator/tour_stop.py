"""What a stop of the tour is, and what its answer has to be."""

from collections.abc import Awaitable, Callable
from typing import Any

import attrs

from adapters.simulator.handset import PhoneAnswer
from adapters.simulator.simulator import Simulator
from adapters.simulator.wx import Seat


@attrs.define
class Visit:
    """Where the tour sits, and which account it has seen each person get, by her id.

    The first person has both apps open, the others have the first one; `second` is the account
    that another number of hers opened.
    """

    simulator: Simulator
    shop: Seat
    club: Seat
    newcomer: Seat
    successor: Seat
    accounts: dict[str, str] = attrs.field(factory=dict)
    second: str = ""

    def meet(self, seat: Seat, answer: PhoneAnswer) -> PhoneAnswer:
        """Note the account that the answer speaks of as the person's; hand the answer on."""
        self.accounts[seat.person] = str(account_of(answer).get("id", ""))
        return answer

    def knows(self, answer: PhoneAnswer, seat: Seat | None = None) -> bool:
        """Tell whether the answer speaks of the person's account, the first one's by default."""
        id_ = account_of(answer).get("id")
        return bool(id_) and id_ == self.accounts.get((seat or self.shop).person)


Act = Callable[[Visit], Awaitable[PhoneAnswer]]
Holds = Callable[[Visit, PhoneAnswer], bool]


@attrs.frozen
class Stop:
    """One stop: what is done, and whether the answer is what it has to be."""

    title: str
    act: Act
    holds: Holds


def account_of(answer: PhoneAnswer) -> dict[str, Any]:
    """Return the account that an answer shows, or nothing."""
    match answer.answer:
        case {"account": {"id": str()} as account} | ({"id": str()} as account):
            return dict(account)
    return {}


def outcome_of(answer: PhoneAnswer) -> str:
    """Return how it ended, by the API's code, or nothing."""
    return str(answer.answer.get("code", "")) if isinstance(answer.answer, dict) else ""


def refused(status: int, code: str, *offers: str) -> Holds:
    """Expect a refusal that offers at least these ways on."""

    def holds(_visit: Visit, answer: PhoneAnswer) -> bool:
        if (answer.status, outcome_of(answer)) != (status, code):
            return False
        return {one["action"] for one in answer.answer.get("offers", ())} >= set(offers)

    return holds


def entered(
    outcome: str, *, seat: Callable[[Visit], Seat] | None = None, phone: str | None = None
) -> Holds:
    """Expect the person's account, by default the first one's, and her number as it is shown."""

    def holds(visit: Visit, answer: PhoneAnswer) -> bool:
        told = (outcome_of(answer), account_of(answer).get("phone"))
        known = visit.knows(answer, None if seat is None else seat(visit))
        return known and told == (outcome, phone)

    return holds


def done(_visit: Visit, answer: PhoneAnswer) -> bool:
    """Expect a success that has nothing to say."""
    return answer.status == 204  # noqa: PLR2004 - HTTP's no content
