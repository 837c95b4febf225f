"""What a finished sign-in says over the wire, and what else ends in an account of one's own."""

from typing import Annotated, Self
from uuid import UUID

from msgspec import Meta

from adapters.http.bodies import AccountOut, Moment, Out, SessionOut
from domain.model.merge_case import MergeCase
from domain.model.outcomes import Offered, Outcome
from domain.model.session import SignedIn
from domain.model.survivor import Reason
from domain.usecases.steps.sign_in import SignIn

Hint = Annotated[
    str | None, Meta(description="Which account is meant, so far as its owner will know it again.")
]


class OfferOut(Out, frozen=True, omit_defaults=True):
    """Something the caller may do next, with the one-time ticket that it takes, if any."""

    action: str
    ticket: str | None = None
    expires_at: Moment | None = None
    hint: Hint = None

    @classmethod
    def of(cls, offered: Offered) -> Self:
        ticket = offered.ticket
        if ticket is None:
            return cls(offered.offer, hint=offered.hint)
        return cls(offered.offer, ticket.token, ticket.expires_at, offered.hint)


class MergeOut(Out, frozen=True):
    """Which account went into which and why, and until when that can be undone."""

    id: UUID
    survivor: UUID
    loser: UUID
    reason: Reason
    merged_at: Moment
    undo_until: Moment
    automatic: bool
    undone_at: Moment | None

    @classmethod
    def of(cls, case: MergeCase) -> Self:
        return cls(
            id=case.id,
            survivor=case.survivor_id,
            loser=case.loser_id,
            reason=case.reason,
            merged_at=case.merged_at,
            undo_until=case.undo_until,
            automatic=case.automatic,
            undone_at=case.undone_at,
        )


class SignInOut(Out, frozen=True, omit_defaults=True):
    """A finished sign-in; `code` is the decision table's outcome.

    `merge` is there where two accounts became one on this occasion.
    """

    code: str
    account: AccountOut
    session: SessionOut
    offers: tuple[OfferOut, ...]
    merge: MergeOut | None = None

    @classmethod
    def of(cls, sign_in: SignIn) -> Self:
        session, merge = sign_in.session, sign_in.merge
        signed_in = SignedIn(session, sign_in.account, session.created_at, sign_in.phone)
        return cls(
            code=sign_in.outcome,
            account=AccountOut.of(signed_in),
            session=SessionOut.of(session, sign_in.tokens),
            offers=tuple(map(OfferOut.of, sign_in.offers)),
            merge=None if merge is None else MergeOut.of(merge),
        )


class BoundOut(Out, frozen=True, omit_defaults=True):
    """The account with what is bound to it now.

    `merge` is there where another account came with it.
    """

    code: Outcome
    account: AccountOut
    merge: MergeOut | None = None

    @classmethod
    def of(cls, signed_in: SignedIn, merge: MergeCase | None = None) -> Self:
        account = AccountOut.of(signed_in)
        return cls(Outcome.BOUND, account, None if merge is None else MergeOut.of(merge))
