"""What goes over the wire about numbers and passwords."""

from typing import Annotated, Self

import msgspec
from msgspec import UNSET, Meta, UnsetType

from adapters.http.bodies import (
    AppAlias,
    Code,
    In,
    Moment,
    Nonce,
    Out,
    Sealed,
    Short,
    StartAfresh,
)
from domain.model.errors import InvalidInput
from domain.model.identity import Provider
from domain.model.outcomes import Outcome
from domain.model.sms_code import CodePurpose
from domain.usecases.bind_phone import PhoneCode
from domain.usecases.login_by_wechat_phone import Pressed
from domain.usecases.send_sms_code import SentCode
from domain.usecases.step_up import Password
from domain.usecases.steps.code_prover import LoginCode
from domain.usecases.steps.sms_prover import SentSmsCode
from ports.mini_program import SealedPhone

Number = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=64,
        description="A telephone number as people write it.",
        examples=["138 0013 8000"],
    ),
]
SmsCode = Annotated[
    str,
    Meta(pattern=r"^[0-9]{6}$(?!\n)", description="The code that was sent.", examples=["432109"]),
]
Secret = Annotated[str, Meta(min_length=1, max_length=128)]
PasswordText = Annotated[
    str, Meta(min_length=1, max_length=512, description="8 to 128 characters.")
]


class SealedPhoneIn(In, frozen=True):
    """A number as the old phone button gave it; it counts only where WeChat vouches for it."""

    encrypted_data: Sealed
    iv: Short


class PhoneLoginIn(In, frozen=True):
    """Sign in by the phone button: `phone_code`, or `sealed_phone` with a `login_code`."""

    phone_code: Code | None = None
    sealed_phone: SealedPhoneIn | None = None
    login_code: Code | None = None
    nonce: Nonce | None = None
    start_afresh: StartAfresh = False

    def pressed(self) -> Pressed:
        sealed = self.sealed_phone
        return Pressed(
            phone_code=self.phone_code,
            sealed=None if sealed is None else SealedPhone(sealed.encrypted_data, sealed.iv),
            login_code=self.login_code,
            nonce=self.nonce,
            start_afresh=self.start_afresh,
        )


class SmsCodeIn(In, frozen=True):
    """Ask for a code."""

    phone: Number
    purpose: CodePurpose


class SentCodeOut(Out, frozen=True):
    """A code is on its way, as far as anybody is told."""

    transaction: str
    expires_at: Moment
    resend_at: Moment

    @classmethod
    def of(cls, sent: SentCode) -> Self:
        return cls(sent.transaction, sent.expires_at, sent.resend_at)


class SmsIn(In, frozen=True):
    """A number and the code that was sent to it."""

    phone: Number
    transaction: Secret
    code: SmsCode

    def sent(self) -> SentSmsCode:
        return SentSmsCode(phone=self.phone, transaction=self.transaction, code=self.code)


class SmsLoginIn(In, frozen=True):
    """Sign in by SMS; or go on from an `ownership_check` with its ticket and one of the others."""

    phone: Number | UnsetType = UNSET
    transaction: Secret | UnsetType = UNSET
    sms_code: SmsCode | UnsetType = UNSET
    ticket: Secret | UnsetType = UNSET
    password: PasswordText | UnsetType = UNSET
    mine: bool | UnsetType = UNSET
    start_afresh: StartAfresh = False

    def sent(self) -> SentSmsCode | None:
        """Return the code, or None where only a ticket speaks.

        Raises:
            InvalidInput: something is missing, or does not go together.
        """
        if self.ticket is not UNSET and self.sms_code is UNSET:
            if (self.password is UNSET) == (self.mine is not True):
                raise InvalidInput("mine")
            return None
        given = {"phone": self.phone, "transaction": self.transaction, "code": self.sms_code}
        for name, value in given.items():
            if value is UNSET:
                raise InvalidInput("sms_code" if name == "code" else name)
        if self.password is not UNSET or self.mine is not UNSET:
            raise InvalidInput("ticket")
        return msgspec.convert(given, SmsIn).sent()


class ClaimIn(In, frozen=True):
    """Take the number from an account that is not the caller's."""

    ticket: Secret


class PasswordLoginIn(In, frozen=True):
    """Sign in by number and password."""

    phone: Number
    password: PasswordText


class LoginCodeIn(In, frozen=True):
    """A login code, and the alias of the app that got it."""

    app: AppAlias
    code: Code

    def shown(self, provider: Provider = Provider.WECHAT) -> LoginCode:
        return LoginCode(self.app, self.code, provider)


class PasswordResetIn(In, frozen=True):
    """Set a new password by SMS; a number that is stale needs the account's WeChat beside it."""

    phone: Number
    transaction: Secret
    sms_code: SmsCode
    new_password: PasswordText
    wechat: LoginCodeIn | None = None

    def sent(self) -> SentSmsCode:
        return SentSmsCode(phone=self.phone, transaction=self.transaction, code=self.sms_code)


class PasswordIn(In, frozen=True):
    """The password the caller wants from now on."""

    password: PasswordText


class PressedIn(In, frozen=True):
    """A code of the phone button, and the alias of the app it was pressed in."""

    app: AppAlias
    phone_code: Code


class BindPhoneIn(In, frozen=True):
    """Bind a number, proven by SMS or by the phone button: exactly one of them."""

    sms: SmsIn | None = None
    wechat: PressedIn | None = None

    def shown(self) -> SentSmsCode | PhoneCode:
        if self.sms is not None and self.wechat is None:
            return self.sms.sent()
        if self.wechat is not None and self.sms is None:
            return PhoneCode(self.wechat.app, self.wechat.phone_code)
        raise InvalidInput("sms")


class StepUpIn(In, frozen=True):
    """Prove to be the caller, by exactly one of these."""

    wechat: LoginCodeIn | None = None
    qq: LoginCodeIn | None = None
    password: PasswordText | None = None
    sms: SmsIn | None = None

    def shown(self) -> LoginCode | Password | SentSmsCode:
        given = (self.wechat, self.qq, self.password, self.sms)
        match [one for one in given if one is not None]:
            case [str(password)]:
                return Password(password)
            case [LoginCodeIn() as code]:
                return code.shown(Provider.WECHAT if code is self.wechat else Provider.QQ)
            case [SmsIn() as sms]:
                return sms.sent()
        raise InvalidInput("wechat")


class NumberIn(In, frozen=True):
    """A number that has changed hands, as the carrier says."""

    phone: Number


class OutcomeOut(Out, frozen=True):
    """How it ended."""

    code: Outcome
