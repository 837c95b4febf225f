import asyncio

import attrs
import pytest

from domain.model.account import AccountStatus
from domain.model.errors import AccountClosing, AccountSuspended, CodeRejected, UnknownApp
from domain.model.identity import Identity, Provider
from domain.model.outcomes import Offer, Offered, Outcome
from domain.model.session import EndReason
from domain.model.values import Client
from domain.usecases.steps.code_prover import LoginCode
from ports.mini_program import ProfileData
from ports.writes import ChangeAccount
from tests.builders import APP_ID

pytestmark = pytest.mark.anyio
HERE = Client("203.0.113.7", "a phone")


async def put(house, account, status):
    changed = attrs.evolve(account.touched(), status=status)
    await house.store.apply((ChangeAccount(changed, read_at=account.version),))
    return changed


async def test_the_first_sign_in_opens_an_account_and_the_second_finds_it(house):
    first = await house.sign_in("oA", "uA")
    second = await house.sign_in("oA", "uA")
    assert (first.outcome, second.outcome) == (Outcome.CREATED, Outcome.LOGGED_IN)
    assert first.account.id == second.account.id
    assert house.deeds() == ["account_created"]
    assert len(house.store.tables.events) == 1


async def test_a_second_mini_program_of_the_platform_lands_on_the_same_account(house):
    first = await house.sign_in("oA", "uA")
    second = await house.sign_in("oB", "uA", app="club")
    assert second.account.id == first.account.id
    assert house.deeds() == ["account_created", "identity_bound"]


async def test_an_app_without_a_platform_ignores_the_unionid(house):
    first = await house.sign_in("oA", "uA")
    second = await house.sign_in("oC", "uA", app="lone")
    assert second.outcome is Outcome.CREATED
    assert second.account.id != first.account.id

    assert [one.identity.kind for one in await house.store.identities_of(second.account.id)] == [
        "wechat_openid"
    ]


async def test_an_identity_that_is_added_moves_the_version_on(house):
    first = await house.sign_in("oA")
    second = await house.sign_in("oA", "uA")
    third = await house.sign_in("oA", "uA")
    assert [one.account.version for one in (first, second, third)] == [1, 2, 2]


async def test_no_identity_lands_on_an_account_that_was_banned_meanwhile(house):
    first = await house.sign_in("oA")
    seen = await house.store.holders(
        [
            Identity.openid(Provider.WECHAT, APP_ID, "oA"),
            Identity.unionid(Provider.WECHAT, "main", "uA"),
        ],
        now=house.clock.now(),
    )
    await house.suspend(first.account.id)
    stale = iter([seen])
    honest = house.store.holders

    async def holders(*args, **kwargs):
        return next(stale, None) or await honest(*args, **kwargs)

    house.store.holders = holders
    with pytest.raises(AccountSuspended):
        await house.sign_in("oA", "uA")
    assert len(await house.store.identities_of(first.account.id)) == 1


async def test_a_unionid_that_comes_late_is_kept(house):
    first = await house.sign_in("oA")
    await house.sign_in("oA", "uA")
    other_app = await house.sign_in("oB", "uA", app="club")
    assert other_app.account.id == first.account.id


async def test_a_unionid_that_differs_changes_nothing_and_is_reported(house):
    first = await house.sign_in("oA", "uA")
    second = await house.sign_in("oA", "uOTHER")
    assert second.account.id == first.account.id
    assert house.deeds()[-1] == "unionid_mismatch"
    assert (await house.sign_in("oB", "uOTHER", app="club")).outcome is Outcome.CREATED


async def test_a_new_openid_of_a_known_unionid_supersedes_the_old_one(house):
    first = await house.sign_in("oA", "uA")
    second = await house.sign_in("oNEW", "uA")
    again = await house.sign_in("oA", "uA")
    assert first.account.id == second.account.id == again.account.id
    assert "openid_superseded" in house.deeds()


async def test_two_accounts_of_one_person_are_offered_to_be_merged(house):
    by_openid = await house.sign_in("oA")
    by_unionid = await house.sign_in("oB", "uA", app="club")
    house.clock.advance(minutes=11)
    again = await house.sign_in("oA", "uA")
    assert again.account.id == by_openid.account.id != by_unionid.account.id
    assert [one.offer for one in again.offers] == [Offer.MERGE]
    row = list(house.store.tables.audit.values())[-1]
    assert (row.deed, row.account_id, row.other_id) == (
        "merge_suggested",
        by_openid.account.id,
        by_unionid.account.id,
    )


async def test_a_ban_keeps_the_person_out_by_every_identity(house):
    first = await house.sign_in("oA", "uA")
    await house.suspend(first.account.id, note="spam")
    for openid, app in (("oA", "shop"), ("oNEW", "shop"), ("oB", "club")):
        with pytest.raises(AccountSuspended):
            await house.sign_in(openid, "uA", app=app)
    assert house.deeds()[-3:] == ["login_refused"] * 3
    assert len(house.store.tables.accounts) == 1


async def test_a_closing_account_offers_its_restoration(house):
    first = await house.sign_in("oA", "uA")
    await put(house, first.account, AccountStatus.CLOSING)
    with pytest.raises(AccountClosing) as refusal:
        await house.sign_in("oA", "uA")
    assert refusal.value.offers == (Offered(Offer.RESTORE), Offered(Offer.WAIT))


async def test_a_closing_account_beside_an_active_one_offers_to_cancel(house):
    closing = await house.sign_in("oA")
    active = await house.sign_in("oB", "uA", app="club")
    await put(house, closing.account, AccountStatus.CLOSING)
    sign_in = await house.sign_in("oA", "uA")
    assert sign_in.account.id == active.account.id
    assert sign_in.offers == (Offered(Offer.CANCEL_CLOSING),)


async def test_an_unknown_app_is_told_before_the_code_is_spent(house):
    code = house.vendor.press("oA")
    with pytest.raises(UnknownApp):
        await house.login(LoginCode("nope", code), client=HERE)
    assert house.vendor.spent == []


async def test_sixty_four_first_sign_ins_at_once_make_one_account(house):
    sign_ins = await asyncio.gather(*(house.sign_in("oA", "uA") for _ in range(64)))
    assert [one.outcome for one in sign_ins].count(Outcome.CREATED) == 1
    assert len({one.account.id for one in sign_ins}) == len(house.store.tables.accounts) == 1


async def test_the_twenty_first_session_replaces_the_oldest(house):
    sign_ins = []
    for _ in range(22):
        sign_ins.append(await house.sign_in("oA"))
        house.clock.advance(seconds=1)
    ended = [house.store.tables.sessions[one.session.id].end_reason for one in sign_ins]
    assert ended == [EndReason.REPLACED] * 2 + [None] * 20


class TestNonce:
    async def test_the_same_code_and_nonce_are_let_in_again_without_asking_wechat(self, house):
        code = house.vendor.press("oA", "uA")
        first = await house.login(LoginCode("shop", code), nonce="nonce-01", client=HERE)
        house.clock.advance(seconds=59)
        again = await house.login(LoginCode("shop", code), nonce="nonce-01", client=HERE)
        assert again.account.id == first.account.id
        assert again.session.id != first.session.id
        assert house.vendor.spent == [code]

    @pytest.mark.parametrize("nonce", [None, "nonce-02"])
    async def test_without_the_nonce_the_code_is_spent(self, house, nonce):
        code = house.vendor.press("oA")
        await house.login(LoginCode("shop", code), nonce="nonce-01", client=HERE)
        with pytest.raises(CodeRejected):
            await house.login(LoginCode("shop", code), nonce=nonce, client=HERE)

    async def test_after_a_minute_the_code_is_spent(self, house):
        code = house.vendor.press("oA")
        await house.login(LoginCode("shop", code), nonce="nonce-01", client=HERE)
        house.clock.advance(seconds=60)
        with pytest.raises(CodeRejected):
            await house.login(LoginCode("shop", code), nonce="nonce-01", client=HERE)

    async def test_a_remembered_proof_means_nothing_in_another_app(self, house):
        code = house.vendor.press("oA")
        await house.login(LoginCode("shop", code), nonce="nonce-01", client=HERE)
        with pytest.raises(CodeRejected):
            await house.login(LoginCode("club", code), nonce="nonce-01", client=HERE)


class TestProfile:
    async def test_a_profile_comes_along_in_one_round_trip(self, house):
        code = house.vendor.press("oA", key="k1")
        data = ProfileData(raw_data="小林", signature="k1")
        sign_in = await house.login(LoginCode("shop", code), profile=data, client=HERE)
        assert sign_in.account.profile.nickname == "小林"
        assert (await house.store.account(sign_in.account.id)).profile.nickname == "小林"

    async def test_a_profile_that_does_not_open_never_costs_the_login(self, house):
        code = house.vendor.press("oA", key="k1")
        data = ProfileData(raw_data="小林", signature="wrong")
        sign_in = await house.login(LoginCode("shop", code), profile=data, client=HERE)
        assert sign_in.outcome is Outcome.CREATED
        assert sign_in.account.profile.nickname == ""

    async def test_an_outage_of_the_vendor_does_not_cost_the_login_either(self, house):
        await house.sign_in("oA", key="k1")
        house.clock.advance(minutes=11)
        house.vendor.out_of_order = True
        code = house.vendor.press("oA", key="k2")
        data = ProfileData(raw_data="小林", signature="k1")
        sign_in = await house.login(LoginCode("shop", code), profile=data, client=HERE)
        assert (sign_in.outcome, sign_in.account.profile.nickname) == (Outcome.LOGGED_IN, "")

    async def test_tries_at_login_count_like_any_other(self, house):
        for n in range(6):
            code = house.vendor.press("oA", key="k1")
            data = ProfileData(raw_data="小林", signature="k1" if n == 5 else "wrong")
            sign_in = await house.login(LoginCode("shop", code), profile=data, client=HERE)
        assert sign_in.account.profile.nickname == ""
