"""Accounts as they may be, two by two, mostly of one person; drawn by Hypothesis."""

from datetime import timedelta

import attrs
from hypothesis import strategies as st

from domain.model.account import Account, AccountStatus
from domain.model.identity import BoundIdentity, Identity, IdentityKind, Proof, ProofMethod
from domain.model.profile import Profile
from domain.model.side import Side
from ports.secret_writes import SetPassword
from ports.writes import BindIdentity, OpenAccount
from tests.builders import NOON, PLATFORM, a_phone, a_unionid, an_account, an_identity, bound
from tests.unit.household import CLUB, LONE, SHOP, Household

# Whether the first account has a WeChat in a place, the second, both or neither.
HAVING = st.sampled_from(["", "first", "first", "second", "second", "both"])
PROFILES = st.sampled_from(
    [Profile(), Profile("微信用户", "https://wx.example/grey.png"), Profile("小林", "")]
)
STATUSES = st.sampled_from([AccountStatus.ACTIVE] * 3 + [AccountStatus.SUSPENDED])
NUMBERS = st.none() | st.sampled_from(
    [
        Proof(ProofMethod.SMS, NOON),
        Proof(ProofMethod.SMS, NOON - timedelta(days=90)),
        Proof(ProofMethod.WX_PHONE_QUICK, NOON),
        Proof(ProofMethod.CLAIMED, NOON),
    ]
)
APPS = {"shop": SHOP, "club": CLUB, "lone": LONE}


@attrs.frozen
class Blueprint:
    """An account with all that hangs on it."""

    account: Account
    own: tuple[BoundIdentity, ...]
    password: str | None
    aliases: tuple[Account, ...]

    async def build(self, house: Household) -> None:
        """Put it into the household's store."""
        opened = (OpenAccount(one) for one in (self.account, *self.aliases))
        password = () if self.password is None else (SetPassword(self.account.id, self.password),)
        await house.store.apply((*opened, *map(BindIdentity, self.own), *password))

    @property
    def side(self) -> Side:
        """The account as one of a merge."""
        return Side(
            account=self.account, own=self.own, password=self.password, aliases=self.aliases
        )


def is_number(one: BoundIdentity) -> bool:
    return one.identity.kind is IdentityKind.PHONE


def is_claim(one: BoundIdentity) -> bool:
    return one.proof.method is ProofMethod.CLAIMED


@st.composite
def pairs(draw) -> tuple[Blueprint, Blueprint]:
    """Return two accounts."""
    having = {place: draw(HAVING) for place in (*APPS, "union")}
    first, second = (
        draw(blueprints([place for place, who in having.items() if who in (name, "both")]))
        for name in ("first", "second")
    )
    return first, second


@st.composite
def blueprints(draw, places: list[str]) -> Blueprint:
    """Return an account with a WeChat in these places, and whatever else it may have."""
    account = an_account(
        registered_at=NOON - timedelta(minutes=draw(st.integers(0, 20))),
        profile=draw(PROFILES),
        status=draw(STATUSES),
    )
    own = [bound(_identity_at(place), account) for place in places]
    if "shop" in places and draw(st.booleans()):
        own.append(bound(_identity_at("shop"), account, superseded=True))
    proof = draw(NUMBERS)
    if proof is not None and (own or proof.method is not ProofMethod.CLAIMED):
        own.append(bound(a_phone(), account, proof=proof))
    if not own:
        account = attrs.evolve(account, status=AccountStatus.DORMANT)
    password = draw(st.none() | st.just(f"hash of {account.id}"))
    aliases = tuple(_an_alias(account) for _ in range(draw(st.integers(0, 2))))
    return Blueprint(account, tuple(own), password, aliases)


def _identity_at(place: str) -> Identity:
    if place == "union":
        return a_unionid(platform=PLATFORM)
    return an_identity(app_id=APPS[place].app_id)


def _an_alias(account: Account) -> Account:
    return an_account(status=AccountStatus.MERGED, merged_into=account.id)
