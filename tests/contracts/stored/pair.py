"""An account that holds two identities."""

import pytest

from ports.writes import BindIdentity, OpenAccount
from tests.builders import a_phone, an_account, an_identity, bound


class Pair:
    @pytest.fixture
    async def held(self, store):
        """Two identities that one account holds: a number, and an openid."""
        account = an_account()
        pair = bound(a_phone(), account), bound(an_identity(), account)
        await store.apply((OpenAccount(account), *map(BindIdentity, pair)))
        return pair
