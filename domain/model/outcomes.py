"""The codes of the decision tables: how a use-case ended, and what the caller may do next."""

from enum import StrEnum


class Outcome(StrEnum):
    """How a decision ended; the values are the API's `code`."""

    CREATED = "created"
    LOGGED_IN = "logged_in"
    ACCOUNT_SUSPENDED = "account_suspended"
    ACCOUNT_CLOSING = "account_closing"


class Offer(StrEnum):
    """What the caller may do next; the values are the API's `offers[].action`."""

    RESTORE = "restore"
    WAIT = "wait"
    CANCEL_CLOSING = "cancel_closing"


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
