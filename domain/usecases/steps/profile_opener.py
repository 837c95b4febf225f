"""Opens what WeChat signed or sealed for a person, under the session keys we keep of her."""

from datetime import timedelta
from typing import Final

import attrs

from domain.model.app import App
from domain.model.errors import ProfileNotOpened
from domain.model.profile import ProfileChanges
from domain.usecases.steps.retrying import retry_on_conflict
from ports.login_codes import SessionKey
from ports.mini_program import MiniProgram, ProfileData
from ports.secret_writes import CountKeyTries
from ports.store import Store
from ports.system import Clock

FRESH: Final = timedelta(minutes=10)


@attrs.frozen(kw_only=True)
class ProfileOpener:
    """Tries the ring of session keys, newest first.

    AES-CBC without a MAC can be forged by whoever may ask often enough (upstreams 2.5), so a try
    is counted, in a commit of its own, before it is made, and taken back when it was right.
    """

    store: Store
    mini_program: MiniProgram
    clock: Clock

    async def __call__(self, app: App, openid: str, data: ProfileData) -> ProfileChanges:
        """Return what the data says.

        Raises:
            ProfileNotOpened: no key of the ring opens it.
            ProviderBusy, ProviderUnavailable, ProviderMisconfigured: WeChat had to be asked about
                an old key, and could not be.
        """
        await self._count(app, openid, by=1)
        for key in await self.store.session_keys(app.app_id, openid):
            try:
                changes = self.mini_program.open_profile(app, openid, data, key)
            except ProfileNotOpened:
                continue
            # The guess was right, whatever its date and whatever WeChat may say of the key.
            await self._count(app, openid, by=-1)
            if await self._is_dated(app, openid, data, key):
                return changes
            break
        raise ProfileNotOpened

    async def _count(self, app: App, openid: str, *, by: int) -> None:
        count = (CountKeyTries(app.app_id, openid, by=by),)
        await retry_on_conflict(lambda: self.store.apply(count))

    async def _is_dated(self, app: App, openid: str, data: ProfileData, key: SessionKey) -> bool:
        """Tell whether the data is of today.

        Sealed data carries its own date. A signature carries none: a key received within ten
        minutes dates it, an older one only while WeChat still vouches for the key.
        """
        if data.encrypted_data is not None or self.clock.now() - key.received_at < FRESH:
            return True
        return await self.mini_program.vouches_for(app, openid, key)
