"""Turns what WeChat's phone button gave into a proof of the number."""

from datetime import timedelta
from typing import Final

import attrs

from domain.model.app import App
from domain.model.errors import CodeRejected, PhoneCodesLimited, PhoneNotOpened
from domain.model.identity import Identity, Proof, ProofMethod
from domain.model.limits import Limit
from domain.usecases.limiter import Limiter
from domain.usecases.phone_proof import PhoneProof
from domain.usecases.retrying import retry_on_conflict
from ports.mini_program import MiniProgram, SealedPhone
from ports.store import Store
from ports.system import Clock
from ports.writes import CountKeyTries, Remember

PURPOSE: Final = "wechat_phone"
REMEMBERED: Final = timedelta(minutes=10)

_OF_PERSON: Final = (
    Limit("phone_codes_10min", 3, timedelta(minutes=10)),
    Limit("phone_codes_day", 10, timedelta(days=1)),
)


@attrs.frozen(kw_only=True)
class WeChatPhoneProver:
    """Redeems phone codes, each of which cost the operator money and the person a press.

    What WeChat answered is stored before it is used: after a crash or a lost reply the same code
    goes on for ten minutes, for whoever proves the same openid or chose the same nonce.

    Attributes:
        trusted: whether the number of a WeChat account is proof enough; a SIM may have changed
            hands since she gave it to WeChat.
        of_app: how many codes of one app are redeemed.
    """

    mini_program: MiniProgram
    store: Store
    limiter: Limiter
    clock: Clock
    trusted: bool
    of_app: Limit

    async def by_code(
        self, app: App, code: str, *, openid: str | None, nonce: str | None
    ) -> PhoneProof:
        """Return what the code proves.

        Raises:
            InvalidInput: it is a number of a country that is not served.
            CodeRejected: the code is wrong, old, another person's, or was redeemed for somebody
                else.
            PhoneCodesLimited: too many of this person, or of the app.
            PersonRefused, ProviderBusy, ProviderUnavailable, ProviderMisconfigured: WeChat said
                so, or said nothing; nothing is written.
        """
        bound = openid or nonce or ""
        number = await self._recall(app, code, bound)
        if number is None:
            number = await self._redeem(app, code, openid, bound)
        return self._proof(number)

    async def by_seal(self, app: App, sealed: SealedPhone, *, openid: str) -> PhoneProof:
        """Return what a sealed number proves, which WeChat has to vouch for.

        A try is counted before it is made, and taken back when it was right.

        Raises:
            PhoneNotOpened: no key of the person's ring opens it, or WeChat does not vouch for it.
            ProviderBusy, ProviderUnavailable, ProviderMisconfigured: no answer to be had.
        """
        await self._count(app, openid, by=1)
        for key in await self.store.session_keys(app.app_id, openid):
            try:
                number = await self.mini_program.open_phone(app, sealed, key)
            except PhoneNotOpened:
                continue
            await self._count(app, openid, by=-1)
            return self._proof(number)
        raise PhoneNotOpened

    async def _redeem(self, app: App, code: str, openid: str | None, bound: str) -> str:
        of_person = [(limit, f"{app.app_id} {openid}") for limit in _OF_PERSON if openid]
        await self.limiter.count(
            [*of_person, (self.of_app, app.app_id)], refusal=PhoneCodesLimited
        )
        try:
            number = await self.mini_program.redeem_phone(app, code, openid=openid)
        except CodeRejected:
            # The same press may have been redeemed, here or on another node, meanwhile.
            recalled = await self._recall(app, code, bound)
            if recalled is None:
                raise
            return recalled
        remember = Remember(
            purpose=PURPOSE,
            secret=_secret(app, code),
            bound=bound,
            payload=number.encode(),
            expires_at=self.clock.now() + REMEMBERED,
            anew=True,
        )
        await retry_on_conflict(lambda: self.store.apply((remember,)))
        return number

    async def _recall(self, app: App, code: str, bound: str) -> str | None:
        number = await self.store.remembered(
            PURPOSE, _secret(app, code), bound=bound, now=self.clock.now()
        )
        return None if number is None else number.decode()

    async def _count(self, app: App, openid: str, *, by: int) -> None:
        count = (CountKeyTries(app.app_id, openid, by=by),)
        await retry_on_conflict(lambda: self.store.apply(count))

    def _proof(self, number: str) -> PhoneProof:
        return PhoneProof(
            identity=Identity.phone(number),
            proof=Proof(ProofMethod.WX_PHONE, self.clock.now()),
            weak=not self.trusted,
        )


def _secret(app: App, code: str) -> str:
    return f"{app.app_id} {code}"
