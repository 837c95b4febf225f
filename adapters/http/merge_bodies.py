"""What goes over the wire about two accounts that become one."""

from collections.abc import Iterable
from typing import Annotated, Self
from uuid import UUID

from msgspec import Meta

from adapters.http.bodies import In, Moment, Out, ProfileOut
from adapters.http.identity_bodies import IdentityOut, PlaceOut
from adapters.http.phone_bodies import PasswordText, Secret
from adapters.http.sign_in_bodies import MergeOut
from domain.model.merge_case import MergeCase
from domain.model.merge_proposal import MergeChoice, MergeProposal
from domain.model.outcomes import Outcome
from domain.model.profile import Profile
from domain.model.side import Side
from domain.model.survivor import Reason
from domain.model.values import AccountId, IdentityId, masked
from domain.usecases.steps.shown_identity import AppNames
from domain.usecases.steps.undo_plan import Lost
from domain.usecases.undo_merge import Undone


class PreviewIn(In, frozen=True):
    """Look at a merge before it is done."""

    ticket: Secret
    survivor: Annotated[
        UUID | None, Meta(description="The account that is to go on, if it matters to her.")
    ] = None
    phone: Annotated[
        UUID | None,
        Meta(description="The identity of the number that stays, where both have one."),
    ] = None

    def choice(self) -> MergeChoice:
        return MergeChoice(
            survivor=None if self.survivor is None else AccountId(self.survivor),
            number=None if self.phone is None else IdentityId(self.phone),
        )


class MergeIn(PreviewIn, frozen=True, kw_only=True):
    """Merge two accounts; the other's password lives on only if it is typed here."""

    password: PasswordText | None = None


class SideOut(Out, frozen=True):
    """One of the two accounts, as it is now."""

    id: UUID
    registered_at: Moment
    phone: Annotated[str | None, Meta(description="All but the middle of the number.")]
    profile: ProfileOut
    has_password: bool
    identities: list[IdentityOut]

    @classmethod
    def of(cls, side: Side, app_names: AppNames) -> Self:
        account, number = side.account, side.number or side.claim
        return cls(
            id=account.id,
            registered_at=account.registered_at,
            phone=None if number is None else masked(number.identity.subject),
            profile=_shown(account.profile),
            has_password=side.has_password,
            identities=[IdentityOut.of(one, app_names) for one in side.own],
        )


class PreviewOut(Out, frozen=True):
    """What a merge would do: `code` is `merged`, or says what is in the way.

    `moves` comes over to the survivor, `gives_up` goes; of `choices` one number is to be named
    before they can be merged. `password_dies`: the loser's does, unless it is typed in the merge
    and the survivor has none.
    """

    code: Outcome
    survivor: SideOut
    loser: SideOut
    reason: Reason
    moves: list[IdentityOut]
    gives_up: list[IdentityOut]
    clashes: list[PlaceOut]
    choices: list[IdentityOut]
    profile: ProfileOut
    password_dies: bool

    @classmethod
    def of(cls, proposal: MergeProposal, app_names: AppNames) -> Self:
        code, sides = proposal.decision.outcome, (proposal.survivor, proposal.loser)
        numbers = [side.number for side in sides if code is Outcome.CHOICE_REQUIRED]
        return cls(
            code=code,
            survivor=SideOut.of(proposal.survivor, app_names),
            loser=SideOut.of(proposal.loser, app_names),
            reason=proposal.reason,
            moves=[IdentityOut.of(one, app_names) for one in proposal.moved],
            gives_up=[IdentityOut.of(one, app_names) for one in proposal.given_up],
            clashes=[PlaceOut.of(one, app_names) for one in proposal.clashes],
            choices=[IdentityOut.of(one, app_names) for one in numbers if one is not None],
            profile=_shown(proposal.profile),
            password_dies=proposal.loser.has_password,
        )


class MergesOut(Out, frozen=True):
    """The merges of an account, newest first."""

    merges: list[MergeOut]

    @classmethod
    def of(cls, cases: Iterable[MergeCase]) -> Self:
        return cls([MergeOut.of(case) for case in cases])


class UnmergedOut(Out, frozen=True):
    """A merge that was taken back, and what did not come back with it."""

    code: Outcome
    merge: MergeOut
    lost: list[Lost]

    @classmethod
    def of(cls, undone: Undone) -> Self:
        return cls(Outcome.UNMERGED, MergeOut.of(undone.case), list(undone.lost))


def _shown(profile: Profile) -> ProfileOut:
    return ProfileOut(profile.nickname, profile.avatar_url)
