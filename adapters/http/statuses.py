"""The HTTP status and the stable code of every error of the house."""

from typing import Final

from domain.model.errors import (
    AccountClosing,
    AccountSuspended,
    CodeRejected,
    DomainError,
    InvalidInput,
    NotSignedIn,
    PersonRefused,
    PersonUnreal,
    ProfileNotOpened,
    ProviderBusy,
    ProviderDenied,
    ProviderMisconfigured,
    ProviderUnavailable,
    StateRejected,
    StoreUnavailable,
    TicketRejected,
    TryAgain,
    Undecided,
    UnknownAccount,
    UnknownApp,
    UnknownMerge,
    UnknownSession,
)
from domain.model.outcomes import Outcome
from domain.model.phone_errors import (
    PasswordLocked,
    PasswordMismatch,
    PasswordTooCommon,
    PhoneCodesLimited,
    PhoneNotOpened,
    PhoneRequired,
    PhoneUnreachable,
    SignInsLimited,
    SmsCodeWrong,
    SmsLimited,
    SmsLocked,
    SmsUnavailable,
)

STATUSES: Final[dict[type[DomainError], int]] = {
    InvalidInput: 400,
    NotSignedIn: 401,
    CodeRejected: 401,
    PersonRefused: 403,
    PersonUnreal: 403,
    AccountSuspended: 403,
    AccountClosing: 403,
    ProfileNotOpened: 422,
    PhoneNotOpened: 422,
    PhoneUnreachable: 422,
    SmsCodeWrong: 401,
    PasswordMismatch: 401,
    PasswordTooCommon: 422,
    PhoneRequired: 409,
    TicketRejected: 410,
    StateRejected: 401,
    ProviderDenied: 403,
    SmsLimited: 429,
    SmsLocked: 423,
    PasswordLocked: 423,
    PhoneCodesLimited: 429,
    SignInsLimited: 429,
    UnknownApp: 404,
    UnknownAccount: 404,
    UnknownMerge: 404,
    UnknownSession: 404,
    ProviderUnavailable: 502,
    ProviderBusy: 503,
    ProviderMisconfigured: 503,
    SmsUnavailable: 503,
    StoreUnavailable: 503,
    TryAgain: 503,
}

UNDECIDED: Final[dict[Outcome, int]] = {
    Outcome.SMS_CONFIRMATION_REQUIRED: 409,
    Outcome.IDENTITY_CONFLICT: 409,
    Outcome.OWNERSHIP_CHECK: 409,
    Outcome.STEP_UP_REQUIRED: 403,
    Outcome.MERGE_REQUIRED: 409,
    Outcome.PHONE_UNAVAILABLE: 409,
    Outcome.PHONE_RESERVED: 409,
    Outcome.CLAIM_REFUSED: 409,
    Outcome.SMS_SENT_IF_KNOWN: 404,
    Outcome.IDENTITY_QUARANTINED: 409,
    Outcome.IDENTITY_UNAVAILABLE: 409,
    Outcome.IDENTITY_RESERVED: 409,
    Outcome.IDENTITY_TAKEN: 409,
    Outcome.PASSWORD_MISMATCH: 401,
    Outcome.PASSWORD_REQUIRED: 409,
    Outcome.NOT_BOUND: 404,
    Outcome.LAST_LOGIN_METHOD: 409,
    Outcome.REFRESH_REMAINING_METHOD: 409,
    Outcome.ACCOUNT_NOT_FOUND: 404,
    Outcome.STALE_TICKET: 409,
    Outcome.CHOICE_REQUIRED: 409,
    Outcome.MERGE_BLOCKED_SUSPENDED: 409,
    Outcome.MERGE_BLOCKED_CLOSING: 409,
    Outcome.UNDO_BLOCKED_LATER_MERGE: 409,
    Outcome.UNDO_BLOCKED_CLOSING: 409,
    Outcome.UNDO_EXPIRED: 410,
}

HTTP_CODES: Final = {
    400: "invalid_input",
    403: "cross_site",
    404: "not_found",
    405: "method_not_allowed",
    413: "body_too_large",
    415: "unsupported_media_type",
}


def status_of(error: DomainError) -> int:
    """Return the HTTP status of an error."""
    if isinstance(error, Undecided):
        return UNDECIDED[error.outcome]
    return STATUSES[type(error)]


def code_of(error: DomainError) -> str:
    """Return the stable code of an error."""
    match error:
        case NotSignedIn(reason=reason):
            return reason.value
        case Undecided(outcome=outcome):
            return outcome.value
    return error.code
