"""Sign-in by the phone button of a mini program, with or without its login code."""

import attrs

from domain.model.app import App, Apps
from domain.model.errors import InvalidInput
from domain.model.values import Client
from domain.usecases.login_by_phone import LoginByPhone
from domain.usecases.steps.code_prover import CodeProver, Proven
from domain.usecases.steps.evidence import Evidence
from domain.usecases.steps.phone_proof import PhoneProof
from domain.usecases.steps.retrying import retry_on_conflict
from domain.usecases.steps.sign_in import SignIn
from domain.usecases.steps.wechat_phone_prover import Presser, WeChatPhoneProver
from ports.mini_program import SealedPhone
from ports.store import Store


@attrs.frozen(kw_only=True)
class Pressed:
    """What the mini program got when the phone button was pressed: a code, or a sealed number.

    `start_afresh` opens a new account for what was unbound from one lately.
    """

    phone_code: str | None = attrs.field(default=None, repr=False)
    sealed: SealedPhone | None = None
    login_code: str | None = attrs.field(default=None, repr=False)
    nonce: str | None = attrs.field(default=None, repr=False)
    start_afresh: bool = False


@attrs.frozen(kw_only=True)
class LoginByWeChatPhone:
    """Prove the number, and the WeChat beside it, then decide for both at once.

    The login code goes first, for it costs nothing.
    """

    apps: Apps
    prove_code: CodeProver
    prove_phone: WeChatPhoneProver
    login: LoginByPhone
    store: Store

    async def __call__(self, *, app: str, pressed: Pressed, client: Client) -> SignIn:
        """Return the sign-in.

        Raises:
            UnknownApp: no mini program has this alias.
            InvalidInput: neither or both of code and sealed number, or a sealed one without
                login code.
            CodeRejected, PersonRefused, PhoneNotOpened, PhoneCodesLimited: nothing was proven.
            Undecided, AccountSuspended, AccountClosing: as LoginByPhone.
            Unavailable: WeChat or the store could not be had.
        """
        mini_program = self.apps.mini_program(app)
        if (pressed.phone_code is None) == (pressed.sealed is None):
            raise InvalidInput("phone_code")
        if pressed.sealed is not None and pressed.login_code is None:
            raise InvalidInput("login_code")
        beside = None
        if pressed.login_code is not None:
            beside = await self.prove_code(mini_program, pressed.login_code, pressed.nonce)
        phone, beside = await self._prove(mini_program, pressed, beside, client)
        evidence = Evidence(phone=phone, beside=beside)
        return await self.login(
            evidence,
            client=client,
            app=mini_program.alias,
            start_afresh=pressed.start_afresh,
        )

    async def _prove(
        self, app: App, pressed: Pressed, beside: Proven | None, client: Client
    ) -> tuple[PhoneProof, Proven | None]:
        if pressed.phone_code is not None:
            presser = Presser(
                openid=None if beside is None else beside.openid.subject,
                nonce=pressed.nonce,
                address=client.address,
            )
            return await self.prove_phone.by_code(app, pressed.phone_code, presser), beside
        if beside is None or pressed.sealed is None:
            raise InvalidInput("login_code")
        # The ring counts tries, so the key has to be in it before the number is tried.
        writes = beside.writes
        await retry_on_conflict(lambda: self.store.apply(writes))
        phone = await self.prove_phone.by_seal(app, pressed.sealed, openid=beside.openid.subject)
        return phone, attrs.evolve(beside, writes=())
