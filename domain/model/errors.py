"""Everything that can go wrong, as one tree; `code` is the API's stable code.

Those of numbers, codes and passwords stand in phone_errors.py.

DomainError
├── InvalidInput              the caller's words make no sense
├── NotSignedIn               no live session; its reason is the code
├── Refused                   understood, and not allowed
│   ├── CodeRejected          a one-time code is wrong, old or spent: get a new one
│   ├── PersonRefused         the vendor will not vouch for this person
│   ├── PersonUnreal          the vendor vouches for a stand-in of her only
│   ├── AccountSuspended
│   ├── AccountClosing
│   ├── ProfileNotOpened      signed or sealed profile data does not open
│   ├── PhoneNotOpened        a sealed number does not open, or WeChat does not vouch for it
│   ├── PhoneUnreachable      no message can be sent to this number
│   ├── SmsCodeWrong          a code is wrong, old, spent, or was sent for something else
│   ├── PasswordMismatch      number and password do not belong together
│   ├── PasswordTooCommon     guessers try it first
│   ├── PhoneRequired         a password needs a number to go with it
│   ├── TicketRejected        a ticket is unknown, old or used
│   ├── StateRejected         a browser comes back from a provider, and was not sent there so
│   ├── ProviderDenied        she said no on the provider's page
│   ├── Undecided             a table asks for more: confirmation, ownership, step-up, merging
│   └── Limited               too often; says when to try again
│       ├── SmsLimited
│       ├── SmsLocked
│       ├── PasswordLocked
│       ├── SignInsLimited
│       └── PhoneCodesLimited
├── NotFound
│   ├── UnknownApp
│   ├── UnknownAccount
│   ├── UnknownMerge
│   └── UnknownSession
└── Unavailable               not the caller's fault; says when to try again
    ├── ProviderUnavailable
    ├── ProviderBusy
    ├── ProviderMisconfigured
    ├── SmsUnavailable
    ├── StoreUnavailable
    └── TryAgain              too many writers wanted the same rows
WriteConflict                 a guard of a batch failed; a use-case reads afresh and decides again
"""

from typing import ClassVar

from domain.model.outcomes import Ended, Offered, Outcome


class DomainError(Exception):
    """The root; subclasses carry a stable code and never a secret, a subject or a number."""

    code: ClassVar[str]


class InvalidInput(DomainError):
    """A value of the request is malformed; `field` names it."""

    code = "invalid_input"

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class NotSignedIn(DomainError):
    """The bearer of this token has no live session; `reason` tells why."""

    code = "not_signed_in"

    def __init__(self, reason: Ended = Ended.NOT_SIGNED_IN) -> None:
        super().__init__(reason.value)
        self.reason = reason


class Refused(DomainError):
    """Understood, and not allowed; `offers` name what the caller may do instead."""

    def __init__(self, *, offers: tuple[Offered, ...] = ()) -> None:
        super().__init__(self.code)
        self.offers = offers


class CodeRejected(Refused):
    """A one-time code is wrong, expired, of another app, or spent: sign in with a new one."""

    code = "code_rejected"


class PersonRefused(Refused):
    """The vendor blocks this person's sign-in as a risk."""

    code = "person_refused"


class PersonUnreal(Refused):
    """The vendor gave a virtual id instead of the person's: she has to open the whole service."""

    code = "person_unreal"


class AccountSuspended(Refused):
    """The account is banned; a ban follows the person, not the way of signing in."""

    code = "account_suspended"


class AccountClosing(Refused):
    """The account is being closed; until the deadline its owner may restore it."""

    code = "account_closing"


class ProfileNotOpened(Refused):
    """Signed or sealed profile data was refused; deliberately one error for every cause."""

    code = "profile_not_opened"


class TicketRejected(Refused):
    """A ticket is unknown, expired, used, or was given for something else."""

    code = "ticket_rejected"


class StateRejected(Refused):
    """The state is missing, unknown, old, used, or of another browser or app: start again."""

    code = "state_rejected"


class ProviderDenied(Refused):
    """The provider's page was left without an agreement."""

    code = "provider_denied"


class Undecided(Refused):
    """A decision table lets the caller go on only in another way; its outcome is the code."""

    code = "undecided"

    def __init__(self, outcome: Outcome, *, offers: tuple[Offered, ...] = ()) -> None:
        super().__init__(offers=offers)
        self.outcome = outcome


class NotFound(DomainError):
    """What the caller names does not exist, or is not the caller's."""


class UnknownApp(NotFound):
    """No app of this alias and kind is configured."""

    code = "unknown_app"


class UnknownAccount(NotFound):
    """No account has this id."""

    code = "account_not_found"


class UnknownMerge(NotFound):
    """No merge of the caller's account has this id."""

    code = "merge_not_found"


class UnknownSession(NotFound):
    """The caller's account has no live session of this id."""

    code = "session_not_found"


class Unavailable(DomainError):
    """Trouble that is not the caller's; what was to be written is stored whole or not at all.

    `retry_after` is in seconds; `detail` is for the operator's log, never for the caller.
    """

    retry_after: int = 1

    def __init__(self, detail: str = "", *, retry_after: int | None = None) -> None:
        super().__init__(detail or self.code)
        if retry_after is not None:
            self.retry_after = retry_after


class ProviderUnavailable(Unavailable):
    """The vendor did not answer in time, or answered nonsense."""

    code = "provider_unavailable"
    retry_after = 5


class ProviderBusy(Unavailable):
    """The vendor limits our calls."""

    code = "provider_busy"
    retry_after = 60


class ProviderMisconfigured(Unavailable):
    """The vendor refuses our app: its secret, allow list or permissions need the operator."""

    code = "provider_misconfigured"
    retry_after = 300


class StoreUnavailable(Unavailable):
    """The database cannot be reached, or did not answer in time."""

    code = "store_unavailable"


class TryAgain(Unavailable):
    """Every try met another writer; what spends no code may simply be sent again."""

    code = "try_again"


class WriteConflict(Exception):
    """A guard of the batch failed and nothing of it is stored; read afresh and decide again."""
