import asyncio

import pytest

from domain.model.errors import InvalidInput, NotSignedIn, ProfileNotOpened, ProviderUnavailable
from domain.model.profile import ProfileChanges
from ports.mini_program import ProfileData

pytestmark = pytest.mark.anyio


class TestTyped:
    async def test_what_is_named_changes_and_the_rest_stays(self, house):
        caller = await house.caller(await house.sign_in())
        caller = await house.update(caller, ProfileChanges.parse(nickname=" 小林 "))
        caller = await house.update(
            caller, ProfileChanges.parse(avatar_url="https://example.com/a.png")
        )
        profile = (await house.store.account(caller.account.id)).profile
        assert (profile.nickname, profile.avatar_url) == ("小林", "https://example.com/a.png")

    async def test_many_changes_at_once_all_succeed(self, house):
        caller = await house.caller(await house.sign_in())
        await asyncio.gather(
            *(house.update(caller, ProfileChanges.parse(nickname=f"n{n}")) for n in range(5))
        )
        assert (await house.store.account(caller.account.id)).version == 6

    async def test_a_ban_meanwhile_stops_the_change(self, house):
        caller = await house.caller(await house.sign_in())
        await house.suspend(caller.account.id)
        with pytest.raises(NotSignedIn):
            await house.update(caller, ProfileChanges.parse(nickname="小林"))

    @pytest.mark.parametrize(
        "nickname", ["", "   ", "a" * 65, "a\0b", "a\nb", "a\u202eb", "\ud800"]
    )
    def test_names_that_are_none_are_refused(self, nickname):
        with pytest.raises(InvalidInput) as error:
            ProfileChanges.parse(nickname=nickname)
        assert error.value.field == "nickname"

    @pytest.mark.parametrize(
        "url",
        [
            "javascript:alert(1)",
            "data:x",
            "file:///etc/passwd",
            "//x",
            "https://",
            "http://[",
            "https://x/ y",
            "https://x/" + "a" * 600,
        ],
    )
    def test_addresses_that_are_none_are_refused(self, url):
        with pytest.raises(InvalidInput) as error:
            ProfileChanges.parse(avatar_url=url)
        assert error.value.field == "avatar_url"

    @pytest.mark.parametrize("nickname", ["", "微信用户", " 微信用户 "])
    def test_a_placeholder_changes_nothing(self, nickname):
        changes = ProfileChanges.from_provider(nickname=nickname, avatar_url="https://x/grey.png")
        assert changes == ProfileChanges()

    def test_no_picture_leaves_the_one_there_is(self):
        changes = ProfileChanges.from_provider(nickname="小林", avatar_url="")
        assert changes == ProfileChanges(nickname="小林")


class TestSignedOrSealed:
    async def test_any_key_of_the_ring_will_do(self, house):
        for key in ("k1", "k2", "k3"):
            sign_in = await house.sign_in("oA", key=key)
            house.clock.advance(seconds=1)
        caller = await house.caller(sign_in)
        for key in ("k1", "k2", "k3"):
            data = ProfileData(raw_data=key, signature=key)
            caller = await house.update_wechat(caller, app="shop", data=data)
            assert caller.account.profile.nickname == key

    async def test_five_failures_drop_the_key(self, house):
        caller = await house.caller(await house.sign_in("oA", key="k1"))
        wrong = ProfileData(raw_data="x", signature="wrong")
        right = ProfileData(raw_data="x", signature="k1")
        for _ in range(5):
            with pytest.raises(ProfileNotOpened):
                await house.update_wechat(caller, app="shop", data=wrong)
        with pytest.raises(ProfileNotOpened):
            await house.update_wechat(caller, app="shop", data=right)

    async def test_successes_do_not_use_the_key_up(self, house):
        caller = await house.caller(await house.sign_in("oA", key="k1"))
        for n in range(10):
            data = ProfileData(raw_data=f"n{n}", signature="k1")
            caller = await house.update_wechat(caller, app="shop", data=data)

    async def test_of_many_guesses_at_once_five_are_evaluated(self, house, monkeypatch):
        caller = await house.caller(await house.sign_in("oA", key="k1"))
        evaluated = []
        honest = type(house.vendor).open_profile

        def counting(vendor, *args):
            evaluated.append(1)
            return honest(vendor, *args)

        monkeypatch.setattr(type(house.vendor), "open_profile", counting)
        wrong = ProfileData(raw_data="x", signature="wrong")
        outcomes = await asyncio.gather(
            *(house.update_wechat(caller, app="shop", data=wrong) for _ in range(64)),
            return_exceptions=True,
        )
        assert all(isinstance(one, ProfileNotOpened) for one in outcomes)
        assert len(evaluated) <= 5

    async def test_an_old_signature_counts_while_wechat_vouches_for_its_key(self, house):
        caller = await house.caller(await house.sign_in("oA", key="k1"))
        data = ProfileData(raw_data="小林", signature="k1")
        house.clock.advance(minutes=11)
        caller = await house.update_wechat(caller, app="shop", data=data)
        assert (caller.account.profile.nickname, house.vendor.asked) == ("小林", 1)
        house.vendor.keys["oA"] = "renewed elsewhere"
        with pytest.raises(ProfileNotOpened):
            await house.update_wechat(caller, app="shop", data=data)

    async def test_an_outage_of_the_vendor_does_not_use_a_key_up(self, house):
        caller = await house.caller(await house.sign_in("oA", key="k1"))
        data = ProfileData(raw_data="小林", signature="k1")
        house.clock.advance(minutes=11)
        house.vendor.out_of_order = True
        for _ in range(6):
            with pytest.raises(ProviderUnavailable):
                await house.update_wechat(caller, app="shop", data=data)
        house.vendor.out_of_order = False
        caller = await house.update_wechat(caller, app="shop", data=data)
        assert caller.account.profile.nickname == "小林"

    async def test_sealed_data_carries_its_own_date(self, house):
        caller = await house.caller(await house.sign_in("oA", key="k1"))
        house.clock.advance(minutes=11)
        data = ProfileData(encrypted_data="小林", iv="k1")
        await house.update_wechat(caller, app="shop", data=data)
        assert house.vendor.asked == 0

    async def test_an_app_she_never_signed_in_to_has_no_key_of_hers(self, house):
        caller = await house.caller(await house.sign_in("oA", key="k1"))
        with pytest.raises(ProfileNotOpened):
            await house.update_wechat(
                caller, app="club", data=ProfileData(raw_data="x", signature="k1")
            )
