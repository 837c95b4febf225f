"""What people do before the operator looks: each story returns whom it is about."""

import attrs

from domain.model.values import AccountId, MergeCaseId, SessionId
from tests.builders import an_openid
from tests.unit.household import Household
from tests.unit.telephone import Telephone


@attrs.frozen
class Two:
    """One person's account by a WeChat, the older one, and her account by a number."""

    by_wechat: AccountId
    by_number: AccountId
    phone: Telephone
    openid: str


async def two_accounts(house: Household) -> Two:
    """Sign in by a WeChat, and some days later by a number."""
    openid = an_openid()
    wechat = await house.sign_in(openid, an_openid())
    house.clock.advance(minutes=20)
    phone = Telephone(house)
    number = await phone.sign_in()
    return Two(wechat.account.id, number.account.id, phone, openid)


async def two_numbers(house: Household) -> Two:
    """The same, but the account by the WeChat has a number of its own."""
    two = await two_accounts(house)
    other = Telephone(house)
    await other.press(two.openid)
    return two


async def two_wechats(house: Household) -> Two:
    """The same, but the account by the number has another WeChat in the same app."""
    two = await two_accounts(house)
    await two.phone.press()
    return two


@attrs.frozen
class Joined:
    """Two accounts that became one of themselves, and the session that came out of it."""

    survivor: AccountId
    loser: AccountId
    session: SessionId
    case: MergeCaseId
    openid: str


async def joined(house: Household) -> Joined:
    """Two apps learn by the unionid that they know one person; one account is new."""
    unionid, openid = an_openid(), an_openid()
    first = await house.sign_in(an_openid(), unionid, app="club")
    house.clock.advance(minutes=11)
    second = await house.sign_in(openid)
    both = await house.sign_in(openid, unionid)
    assert both.merge is not None
    return Joined(first.account.id, second.account.id, both.session.id, both.merge.id, openid)
