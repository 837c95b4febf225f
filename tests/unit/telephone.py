"""A number in somebody's hand, and what she does with it in a household."""

from typing import Any

import attrs
import pytest

from domain.model.errors import Refused, Undecided
from domain.model.identity import BoundIdentity, Identity, Proof, ProofMethod
from domain.model.outcomes import Offer, Outcome
from domain.model.session import SignedIn
from domain.model.sms_code import CodePurpose
from domain.model.values import AccountId, Client, IdentityId
from domain.usecases.bind_phone import PhoneCode
from domain.usecases.login_by_wechat_phone import Pressed
from domain.usecases.steps.sign_in import SignIn
from domain.usecases.steps.sms_prover import SentSmsCode
from ports.writes import BindIdentity
from tests.builders import a_phone, an_account, an_id, an_openid, opening
from tests.unit.household import Household

HERE = Client("203.0.113.7", "a phone")
TRUST_DAYS = 90
PASSWORD = "a long walk by West Lake"


@attrs.frozen
class Telephone:
    """One number; who asks for a code waits a minute first, as she has to."""

    house: Household
    identity: Identity = attrs.field(factory=a_phone)

    @property
    def number(self) -> str:
        return self.identity.subject

    async def text(
        self, purpose: CodePurpose = CodePurpose.LOGIN, client: Client = HERE
    ) -> SentSmsCode:
        """Ask for a code, and read it."""
        self.house.clock.advance(minutes=1)
        sent = await self.house.use_cases.phones.send_code(self.number, purpose, client)
        code = self.house.sms.latest(self.number)
        return SentSmsCode(phone=self.number, transaction=sent.transaction, code=code)

    async def sign_in(self, *, ticket: str | None = None) -> SignIn:
        """Sign in by SMS."""
        sent = await self.text()
        return await self.house.use_cases.phones.login(sent, client=HERE, ticket=ticket)

    async def press(
        self, openid: str | None = None, unionid: str | None = None, **pressed: Any
    ) -> SignIn:
        """Sign in by the phone button, with `wx.login` beside it."""
        openid = openid or an_openid()
        vendor = self.house.vendor
        pressed = {
            "phone_code": vendor.press_phone(openid, self.number),
            "login_code": vendor.press(openid, unionid),
            **pressed,
        }
        login = self.house.use_cases.wechat.login_by_phone
        return await login(app="shop", pressed=Pressed(**pressed), client=HERE)

    async def bind(self, caller: SignedIn) -> SignedIn:
        """Bind the number to the caller's account by SMS."""
        sent = await self.text(CodePurpose.BIND)
        return await self.house.use_cases.phones.bind(caller, sent, client=HERE)

    async def bind_by_button(self, caller: SignedIn) -> SignedIn:
        code = self.house.vendor.press_phone(an_openid(), self.number)
        return await self.house.use_cases.phones.bind(caller, PhoneCode("shop", code), client=HERE)

    async def sign_in_by_password(self, password: str = PASSWORD) -> SignIn:
        login = self.house.use_cases.passwords.login
        return await login(phone=self.number, password=password, client=HERE)

    async def with_password(self, password: str = PASSWORD) -> SignIn:
        """Sign in, and choose a password; return the sign-in."""
        sign_in = await self.sign_in()
        caller = await self.house.caller(sign_in)
        await self.house.use_cases.passwords.change(caller, password)
        return sign_in

    async def claimed_by_somebody(self) -> BoundIdentity:
        """Let an account have the number that nobody there ever proved."""
        account = an_account()
        await self.house.store.apply(opening(account))
        return await self.claimed_at(account.id)

    async def claimed_at(self, account_id: AccountId) -> BoundIdentity:
        proof = Proof(ProofMethod.CLAIMED, self.house.clock.now())
        bound = BoundIdentity(IdentityId(an_id()), account_id, self.identity, proof)
        await self.house.store.apply((BindIdentity(bound),))
        return bound

    async def holder(self) -> Any:
        """Return the id of the account that has the number, if any has."""
        found = await self.house.store.holders((self.identity,), now=self.house.clock.now())
        return found[0].account.id if found else None


def let_it_rest(house: Household) -> None:
    """Let so much time pass that every number may have changed hands."""
    house.clock.advance(days=TRUST_DAYS)


def offers_of(refused: Refused | SignIn) -> list[Offer]:
    return [one.offer for one in refused.offers]


def ticket_of(refused: Refused | SignIn, offer: Offer) -> str:
    """Return the ticket that an offer takes."""
    return next(one.ticket.token for one in refused.offers if one.offer is offer and one.ticket)


def outcome_of(error: Any) -> str:
    """Return the code of what `pytest.raises` caught."""
    refused = error.value
    return refused.outcome if isinstance(refused, Undecided) else refused.code


async def checked(signing_in) -> str:
    """Return the ticket of an ownership check."""
    with pytest.raises(Undecided) as asked:
        await signing_in
    assert outcome_of(asked) is Outcome.OWNERSHIP_CHECK
    return ticket_of(asked.value, Offer.CLAIM_NUMBER)
