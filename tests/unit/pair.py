"""Two accounts of one person, and how they become one and two again."""

import attrs
import pytest

from domain.model.account import AccountStatus
from domain.model.errors import NotSignedIn, Undecided
from domain.model.identity import BoundIdentity
from domain.model.merge_proposal import MergeChoice
from domain.model.outcomes import Ended, Offer
from domain.model.profile import Profile
from domain.model.session import SignedIn
from domain.model.values import AccountId, IdentityId, MergeCaseId
from domain.usecases.steps.sign_in import SignIn
from domain.usecases.undo_merge import Undone
from ports.writes import ChangeAccount
from tests.unit.household import Household
from tests.unit.telephone import HERE, Telephone

_TO_MERGE = (Offer.MERGE, Offer.CHOOSE_THEN_MERGE)


@attrs.frozen
class Pair:
    """Her account by the WeChat "oA", and her account by a number; neither is young."""

    house: Household
    phone: Telephone
    by_wechat: AccountId
    by_number: AccountId

    @classmethod
    async def made(
        cls, house: Household, *, own: Telephone | None = None, password: str | None = None
    ) -> "Pair":
        """Let her sign in both ways; the WeChat account may have a number of its `own`."""
        wechat = await (own.press("oA") if own else house.sign_in("oA"))
        phone = Telephone(house)
        number = await (phone.with_password(password) if password else phone.sign_in())
        grow_old(house)
        return cls(house, phone, wechat.account.id, number.account.id)

    async def at_wechat(self) -> SignedIn:
        """Sign in to the WeChat account, and sit down there."""
        return await self.house.caller(await self.house.sign_in("oA"))

    async def at_number(self) -> SignedIn:
        return await self.house.caller(await self.phone.sign_in())

    async def offered(self, caller: SignedIn | None = None) -> tuple[SignedIn, str]:
        """Prove the number at the WeChat account; return who did, and the ticket she got."""
        caller = caller or await self.at_wechat()
        refused = await refusal_of(self.phone.bind(caller))
        return caller, merge_ticket_of(refused)

    async def merged(self, **choices: str | AccountId | IdentityId) -> SignIn:
        """Merge the two; return the sign-in to the one that goes on."""
        return await merge(self.house, *await self.offered(), **choices)


@attrs.frozen
class Look:
    """All that somebody could see of an account."""

    status: AccountStatus
    merged_into: AccountId | None
    profile: Profile
    identities: frozenset[BoundIdentity]
    password: str | None

    @classmethod
    async def at(cls, house: Household, account_id: AccountId) -> "Look":
        store, account = house.store, await house.store.account(account_id)
        return cls(
            status=account.status,
            merged_into=account.merged_into,
            profile=account.profile,
            identities=frozenset(await store.identities_of(account_id)),
            password=await store.password(account_id),
        )


def grow_old(house: Household) -> None:
    """Let so much time pass that no account is young any more, and no proof fresh."""
    house.clock.advance(minutes=11)


def merge_ticket_of(answer: Undecided | SignIn) -> str:
    """Return the ticket of an offer to merge."""
    return next(one.ticket.token for one in answer.offers if one.offer in _TO_MERGE)


async def merge(
    house: Household,
    caller: SignedIn,
    ticket: str,
    *,
    survivor: AccountId | None = None,
    number: IdentityId | None = None,
    password: str | None = None,
) -> SignIn:
    """Merge the accounts of a ticket."""
    choice = MergeChoice(survivor=survivor, number=number)
    deed = house.merges.merge
    return await deed(caller, ticket, choice, client=HERE, password=password)


async def undo(house: Household, sign_in: SignIn, case_id: MergeCaseId | None = None) -> Undone:
    """Undo the merge that a sign-in came with, or another, at its session."""
    caller = await house.caller(sign_in)
    return await house.merges.undo(caller, case_id or sign_in.merge.id)


async def put(house: Household, account_id: AccountId, status: AccountStatus) -> None:
    """Let an account stand otherwise than it does."""
    account = await house.store.account(account_id)
    changed = attrs.evolve(account.touched(), status=status)
    await house.store.apply((ChangeAccount(changed, read_at=account.version),))


async def refusal_of(deed) -> Undecided:
    """Return what a decision table says that does not let the caller go on."""
    with pytest.raises(Undecided) as refused:
        await deed
    return refused.value


async def end_of(house: Household, sign_in: SignIn) -> Ended:
    """Return why the session of a sign-in opens nothing any more."""
    with pytest.raises(NotSignedIn) as ended:
        await house.caller(sign_in)
    return ended.value.reason


async def number_of(house: Household, phone: Telephone) -> IdentityId:
    """Return the id under which a number is bound."""
    (holder,) = await house.store.holders((phone.identity,), now=house.clock.now())
    return holder.holds[phone.identity].id
