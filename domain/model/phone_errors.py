"""What can go wrong with numbers, codes and passwords; a branch of the tree in errors.py."""

from domain.model.errors import Refused, Unavailable


class PhoneNotOpened(Refused):
    """A sealed number was refused; deliberately one error for every cause."""

    code = "phone_not_opened"


class PhoneUnreachable(Refused):
    """The carrier does not deliver to this number."""

    code = "phone_unreachable"


class SmsCodeWrong(Refused):
    """A code does not fit; deliberately one error, whether or not any was sent."""

    code = "sms_code_wrong"


class PasswordMismatch(Refused):
    """Deliberately one error for an unknown number, one without a password, and a wrong one."""

    code = "password_mismatch"


class PasswordTooCommon(Refused):
    """The password is among those that are guessed first."""

    code = "password_too_common"


class PhoneRequired(Refused):
    """The account has no number, and a password is used together with one."""

    code = "phone_required"


class Limited(Refused):
    """Too often; `retry_after` is in seconds."""

    code = "limited"

    def __init__(self, *, retry_after: int) -> None:
        super().__init__()
        self.retry_after = retry_after


class SmsLimited(Limited):
    """Too many codes were asked for: by this number, from this network, or by all together."""

    code = "sms_limited"


class SmsLocked(Limited):
    """Too many codes of this number were tried."""

    code = "sms_locked"


class PasswordLocked(Limited):
    """Too many passwords of this number were tried."""

    code = "password_locked"


class PhoneCodesLimited(Limited):
    """Too many codes of the phone button were redeemed; each costs money."""

    code = "phone_codes_limited"


class SignInsLimited(Limited):
    """Too many sign-ins on the web were begun from this network."""

    code = "sign_ins_limited"


class SmsUnavailable(Unavailable):
    """The operator has configured nobody to send messages."""

    code = "sms_unavailable"
    retry_after = 300
