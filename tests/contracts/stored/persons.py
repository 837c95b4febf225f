"""What a store has room for when people do for long what they may."""

from domain.model.audit import Deed
from domain.model.identity import IdentityKind
from tests.unit.household import Household
from tests.unit.telephone import Telephone
from tests.unit.ways_in import subjects_of, unbind

MANY = 17


class PersonContract:
    async def test_a_wechat_that_went_through_many_openids_goes_whole(self, store):
        house = Household(store=store)
        phone = Telephone(house)
        here = await phone.press("oA", "uA")
        for n in range(1, MANY):
            await house.sign_in(f"oA{n}", "uA")
        await unbind(house, await phone.sign_in(), IdentityKind.WECHAT_UNIONID)
        assert await subjects_of(house, here.account.id) == {phone.number}
        (row,) = [
            one for one in await store.trail(here.account.id) if one.deed is Deed.IDENTITY_UNBOUND
        ]
        assert set(row.note.split(", ")) == {"wechat_openid", "wechat_unionid"}
