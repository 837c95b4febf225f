"""Turns what WeChat's phone button gave into a proof of the number."""

from datetime import timedelta
from typing import Final

import attrs

from domain.model.app import App
from domain.model.errors import CodeRejected, Unavailable
from domain.model.identity import Identity, Proof, ProofMethod
from domain.model.limits import Limit, network_of
from domain.model.phone_errors import PhoneCodesLimited, PhoneNotOpened
from domain.model.values import AccountId
from domain.usecases.steps.limiter import Limiter
from domain.usecases.steps.phone_proof import PhoneProof
from domain.usecases.steps.retrying import retry_on_conflict
from ports.mini_program import MiniProgram, SealedPhone
from ports.secret_writes import CountKeyTries, ForgiveHit, Remember
from ports.store import Store
from ports.system import Clock

PURPOSE: Final = "wechat_phone"
REMEMBERED: Final = timedelta(minutes=10)

_OF_PERSON: Final = (
    Limit("phone_codes_10min", 3, timedelta(minutes=10)),
    Limit("phone_codes_day", 10, timedelta(days=1)),
)
_OF_NETWORK: Final = Limit("phone_codes_network", 1_000, timedelta(hours=1))


@attrs.frozen(kw_only=True)
class Presser:
    """Who is said to have pressed: an openid that was proven, a caller, a nonce, an address."""

    openid: str | None = attrs.field(default=None, repr=False)
    account_id: AccountId | None = None
    nonce: str | None = attrs.field(default=None, repr=False)
    address: str = ""

    @property
    def name(self) -> str:
        """What the answer is kept for; one kind of name is never taken for another."""
        for kind in ("openid", "account_id", "nonce"):
            if getattr(self, kind) is not None:
                return f"{kind} {getattr(self, kind)}"
        return ""


@attrs.frozen(kw_only=True)
class WeChatPhoneProver:
    """Redeems phone codes, each of which cost the operator money and the person a press.

    What WeChat answered is stored before it is used: after a crash or a lost reply the same code
    goes on for ten minutes: for whoever proves the same openid, or is the same caller, or chose
    the same nonce; without any of these, for whoever sends it.

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

    async def by_code(self, app: App, code: str, presser: Presser) -> PhoneProof:
        """Return what the code proves.

        Raises:
            InvalidInput: it is a number of a country that is not served.
            CodeRejected: the code is wrong, old, another person's, or was redeemed for somebody
                else.
            PhoneCodesLimited: too many of this person, from her network, or of the app.
            PersonRefused, ProviderBusy, ProviderUnavailable, ProviderMisconfigured: WeChat said
                so, or said nothing; nothing is written.
        """
        number = await self._recall(app, code, presser.name)
        if number is None:
            number = await self._redeem(app, code, presser)
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

    async def _redeem(self, app: App, code: str, presser: Presser) -> str:
        await self._admit(app, presser)
        try:
            number = await self.mini_program.redeem_phone(app, code, openid=presser.openid)
        except CodeRejected:
            # The same press may have been redeemed, here or on another node, meanwhile.
            recalled = await self._recall(app, code, presser.name)
            if recalled is None:
                raise
            return recalled
        except Unavailable:
            await self._forgive(app, presser)
            raise
        remember = Remember(
            purpose=PURPOSE,
            secret=_secret(app, code),
            bound=presser.name,
            payload=number.encode(),
            expires_at=self.clock.now() + REMEMBERED,
            anew=True,
        )
        await retry_on_conflict(lambda: self.store.apply((remember,)))
        return number

    async def _admit(self, app: App, presser: Presser) -> None:
        await self.limiter.count(self._counted(app, presser), refusal=PhoneCodesLimited)

    async def _forgive(self, app: App, presser: Presser) -> None:
        now = self.clock.now()
        counted = self._counted(app, presser)
        forgiven = tuple(ForgiveHit(limit=one, subject=who, at=now) for one, who in counted)
        await retry_on_conflict(lambda: self.store.apply(forgiven))

    def _counted(self, app: App, presser: Presser) -> list[tuple[Limit, str]]:
        person = presser.openid or presser.account_id
        of_person = [(limit, f"{app.app_id} {person}") for limit in _OF_PERSON if person]
        of_others = [(_OF_NETWORK, network_of(presser.address)), (self.of_app, app.app_id)]
        return [*of_person, *of_others]

    async def _recall(self, app: App, code: str, bound: str) -> str | None:
        number = await self.store.remembered(
            PURPOSE, _secret(app, code), bound=bound, now=self.clock.now()
        )
        return None if number is None else number.decode()

    async def _count(self, app: App, openid: str, *, by: int) -> None:
        count = (CountKeyTries(app.app_id, openid, by=by),)
        await retry_on_conflict(lambda: self.store.apply(count))

    def _proof(self, number: str) -> PhoneProof:
        method = ProofMethod.WX_PHONE if self.trusted else ProofMethod.WX_PHONE_QUICK
        return PhoneProof(
            identity=Identity.phone(number),
            proof=Proof(method, self.clock.now()),
        )


def _secret(app: App, code: str) -> str:
    return f"{app.app_id} {code}"
