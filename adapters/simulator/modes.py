"""What the vendors leave open, or do differently from one day to the next."""

from typing import Literal

import attrs

ContentType = Literal["text/plain", "text/plain; charset=ISO-8859-1", "application/json"]
DeadTokenErrcode = Literal[40001, 40014, 42001]
ExpiredCodeErrcode = Literal[40029, 42003]
WebsiteDeny = Literal["state_only", "closed"]
QQDeny = Literal["closed", "usercancel"]
QQJsonType = Literal["text/html", "application/json"]
QQDeadTokenError = Literal[100013, 100014, 100015, 100016]


@attrs.frozen
class Modes:
    """How the vendor behaves; the defaults are what is seen most often.

    `errcode_on_success` adds errcode 0 to answers that leave it out; `escaped_slashes` puts
    a backslash before each slash; without `rotating_session_keys` a sign-in keeps the session key;
    `openid_mismatch_errcode` is what a phone code of somebody else is refused by. With
    `sms_in_arrears` the SMS vendors' bills are unpaid.

    WeChat's OAuth refuses a code past its life by `expired_code_errcode`, and says who is a
    snapshot if `snapshot_told`. Whoever denies goes back with the state alone or sees a closed
    page (`website_deny`); at QQ a computer closes the page and a telephone comes back with
    `usercancel` (`qq_deny`). QQ's JSON has `qq_json_type` and, with `qq_trailing_comma`, a comma
    too many inside a callback.
    """

    content_type: ContentType = "text/plain"
    dead_token_errcode: DeadTokenErrcode = 40001
    errcode_on_success: bool = False
    escaped_slashes: bool = False
    rotating_session_keys: bool = True
    logins_per_minute: int = 100
    stable_tokens_per_minute: int = 10_000
    classic_tokens_per_day: int = 2_000
    country_code_as_number: bool = False
    openid_mismatch_errcode: int = 40003
    phone_presses_free: int = 1_000
    phone_numbers_per_minute: int = 10_000
    message_checks_per_minute: int = 10_000
    sms_in_arrears: bool = False
    oauth_tokens_per_minute: int = 50_000
    expired_code_errcode: ExpiredCodeErrcode = 40029
    snapshot_told: bool = True
    website_deny: WebsiteDeny = "state_only"
    qq_deny: QQDeny = "closed"
    qq_json_type: QQJsonType = "text/html"
    qq_expires_in_as_number: bool = False
    qq_trailing_comma: bool = False
    qq_dead_token_error: QQDeadTokenError = 100013
