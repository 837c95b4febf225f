"""The codes of the decision tables: how a use-case ended, and what the caller may do next."""

from datetime import datetime
from enum import StrEnum

import attrs


class Outcome(StrEnum):
    """How a decision ended; the values are the API's `code`."""

    CREATED = "created"
    LOGGED_IN = "logged_in"
    BOUND = "bound"
    UNBOUND = "unbound"
    NOT_BOUND = "not_bound"
    MERGED = "merged"
    UNMERGED = "unmerged"
    PASSWORD_RESET = "password_reset"  # noqa: S105 - a code of the API
    NUMBER_RELEASED = "number_released"
    NOOP = "noop"
    ACCOUNT_SUSPENDED = "account_suspended"
    ACCOUNT_CLOSING = "account_closing"
    SMS_CONFIRMATION_REQUIRED = "sms_confirmation_required"
    SMS_SENT_IF_KNOWN = "sms_sent_if_known"
    IDENTITY_CONFLICT = "identity_conflict"
    OWNERSHIP_CHECK = "ownership_check"
    STEP_UP_REQUIRED = "step_up_required"
    MERGE_REQUIRED = "merge_required"
    PHONE_UNAVAILABLE = "phone_unavailable"
    PHONE_RESERVED = "phone_reserved"
    CLAIM_REFUSED = "claim_refused"
    IDENTITY_QUARANTINED = "identity_quarantined"
    IDENTITY_UNAVAILABLE = "identity_unavailable"
    IDENTITY_RESERVED = "identity_reserved"
    IDENTITY_TAKEN = "identity_taken"
    PASSWORD_MISMATCH = "password_mismatch"  # noqa: S105 - a code of the API
    PASSWORD_REQUIRED = "password_required"  # noqa: S105 - a code of the API
    LAST_LOGIN_METHOD = "last_login_method"
    REFRESH_REMAINING_METHOD = "refresh_remaining_method"
    ACCOUNT_NOT_FOUND = "account_not_found"
    STALE_TICKET = "stale_ticket"
    CHOICE_REQUIRED = "choice_required"
    MERGE_BLOCKED_SUSPENDED = "merge_blocked_suspended"
    MERGE_BLOCKED_CLOSING = "merge_blocked_closing"
    UNDO_BLOCKED_LATER_MERGE = "undo_blocked_later_merge"
    UNDO_BLOCKED_CLOSING = "undo_blocked_closing"
    UNDO_EXPIRED = "undo_expired"


class Offer(StrEnum):
    """What the caller may do next; the values are the API's `offers[].action`."""

    RESTORE = "restore"
    WAIT = "wait"
    APPEAL = "appeal"
    CANCEL = "cancel"
    CANCEL_CLOSING = "cancel_closing"
    MERGE = "merge"
    KEEP_SEPARATE = "keep_separate"
    CHOOSE_THEN_MERGE = "choose_then_merge"
    CHANGE_PHONE = "change_phone"
    CONFIRM_BY_SMS = "confirm_by_sms"
    WECHAT_ONLY = "wechat_only"
    LOGIN_BY_SMS = "login_by_sms"
    LOGIN_BY_WECHAT = "login_by_wechat"
    LOGIN_BY_PROVIDER = "login_by_provider"
    LOG_IN_WITHOUT_LINKING = "log_in_without_linking"
    ENTER_PASSWORD = "enter_password"  # noqa: S105 - a code of the API
    RESET_PASSWORD = "reset_password"  # noqa: S105 - a code of the API
    REPLACE_WECHAT = "replace_wechat"
    PROVE_OWNERSHIP = "prove_ownership"
    PROVE_THEN_MERGE = "prove_then_merge"
    DECLARE_MINE = "declare_mine"
    CLAIM_NUMBER = "claim_number"
    STEP_UP_BY_WECHAT = "step_up_by_wechat"
    STEP_UP_BY_QQ = "step_up_by_qq"
    STEP_UP_BY_PASSWORD = "step_up_by_password"  # noqa: S105 - a code of the API
    STEP_UP_BY_SMS = "step_up_by_sms"
    RETRY_AFTER_CLOSING = "retry_after_closing"
    RELINK = "relink"
    START_AFRESH = "start_afresh"
    REPLACE_IDENTITY = "replace_identity"
    UNBIND_FIRST = "unbind_first"
    CHOOSE_PHONE = "choose_phone"
    PREVIEW_AGAIN = "preview_again"
    BIND_PHONE = "bind_phone"
    SET_PASSWORD = "set_password"  # noqa: S105 - a code of the API
    CLOSE_ACCOUNT = "close_account"
    REFRESH_PHONE = "refresh_phone"


@attrs.frozen
class Ticket:
    """A one-time secret that stands for what its bearer has proven; 256 random bits."""

    token: str = attrs.field(repr=False)
    expires_at: datetime


@attrs.frozen
class Offered:
    """An offer, with the ticket that it takes, where it takes one.

    `hint` names the account that is meant, so far as its owner will know it again.
    """

    offer: Offer
    ticket: Ticket | None = None
    hint: str | None = None


class Ended(StrEnum):
    """Why a token no longer opens anything; the values are the `code` of a 401."""

    NOT_SIGNED_IN = "not_signed_in"
    ACCESS_EXPIRED = "access_expired"
    SESSION_EXPIRED = "session_expired"
    LOGGED_OUT = "session_logged_out"
    KICKED = "session_kicked"
    REPLACED = "session_replaced"
    REFRESH_REUSED = "refresh_reused"
    ACCOUNT_SUSPENDED = "account_suspended"
    ACCOUNT_CLOSING = "account_closing"
    ACCOUNT_CLOSED = "account_closed"
    ACCOUNT_MERGED = "account_merged"
    ACCOUNT_DORMANT = "account_dormant"
