"""What WeChat leaves open, or does differently from one day to the next."""

from typing import Literal

import attrs

ContentType = Literal["text/plain", "text/plain; charset=ISO-8859-1", "application/json"]
DeadTokenErrcode = Literal[40001, 40014, 42001]


@attrs.frozen
class Modes:
    """How the vendor behaves; the defaults are what is seen most often.

    `errcode_on_success` adds errcode 0 to answers that leave it out; `escaped_slashes` puts
    a backslash before each slash; without `rotating_session_keys` a sign-in keeps the session key;
    `openid_mismatch_errcode` is what a phone code of somebody else is refused by. With
    `sms_in_arrears` the SMS vendors' bills are unpaid.
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
