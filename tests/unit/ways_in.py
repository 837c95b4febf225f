"""The ways into an account: looking at them, adding some and giving them up."""

from domain.model.identity import IdentityKind
from domain.model.values import AccountId
from domain.usecases.bind_openid import Bound
from domain.usecases.steps.code_prover import LoginCode
from domain.usecases.steps.sign_in import SignIn
from tests.unit.household import Household
from tests.unit.telephone import PASSWORD


async def bind_wechat(
    house: Household,
    sign_in: SignIn,
    openid: str,
    unionid: str | None = None,
    *,
    app: str = "shop",
    replace: bool = False,
) -> Bound:
    """Bind a WeChat at the session of a sign-in."""
    shown = LoginCode(app, house.vendor.press(openid, unionid))
    bind = house.identities.bind_openid
    return await bind(await house.caller(sign_in), shown, replace=replace)


async def unbind(house: Household, sign_in: SignIn, kind: IdentityKind) -> None:
    """Unbind what the account has of a kind."""
    caller = await house.caller(sign_in)
    methods = await house.identities.list(caller)
    one = next(one for one in methods.identities if one.identity.kind is kind)
    await house.identities.unbind(caller, one.id)


async def set_password(house: Household, sign_in: SignIn, password: str = PASSWORD) -> None:
    await house.use_cases.passwords.change(await house.caller(sign_in), password)


async def drop_password(house: Household, sign_in: SignIn) -> None:
    await house.identities.unbind.password(await house.caller(sign_in))


async def subjects_of(house: Household, account_id: AccountId) -> set[str]:
    """Return what signs in to an account."""
    return {one.identity.subject for one in await house.store.identities_of(account_id)}
