"""What the operations about numbers and passwords take and answer."""

from collections.abc import Mapping
from typing import Final

from adapters.http import examples, merge_examples, phone_examples
from adapters.http.answer_table import BARRED, BODY, ENDED, VENDOR, WRITES, Answers, Given
from adapters.http.merge_answers import SIGNED_IN
from domain.model.errors import (
    CodeRejected,
    NotSignedIn,
    PersonRefused,
    TicketRejected,
    UnknownApp,
)
from domain.model.phone_errors import (
    PasswordLocked,
    PasswordMismatch,
    PasswordTooCommon,
    PhoneCodesLimited,
    PhoneNotOpened,
    PhoneRequired,
    PhoneUnreachable,
    SmsCodeWrong,
    SmsLimited,
    SmsLocked,
    SmsUnavailable,
)

_SIGNED_IN: Final = {
    200: SIGNED_IN,
    201: Given("Signed in to a new account", examples.CREATED),
}
_SMS: Final = (SmsCodeWrong(), SmsLocked(retry_after=3600))
_PASSWORD: Final = (PasswordMismatch(), PasswordLocked(retry_after=840))
_WECHAT: Final = (UnknownApp(), CodeRejected(), PersonRefused())
_BUTTON: Final = (
    UnknownApp(),
    CodeRejected(),
    PersonRefused(),
    PhoneCodesLimited(retry_after=600),
)

PHONE_ANSWERS: Final[Mapping[str, Answers]] = {
    "sendSmsCode": Answers(
        takes=phone_examples.SEND,
        gives={202: Given("On its way, as far as anybody is told", phone_examples.SENT)},
        refuses=(
            *BODY,
            SmsLimited(retry_after=60),
            PhoneUnreachable(),
            SmsUnavailable(),
            *VENDOR,
            *WRITES,
        ),
    ),
    "loginByPhone": Answers(
        takes=phone_examples.BUTTON_LOGIN,
        gives=_SIGNED_IN,
        refuses=(
            *BODY,
            *_BUTTON,
            PhoneNotOpened(),
            phone_examples.OWNERSHIP,
            phone_examples.CONFIRM,
            phone_examples.CONFLICT,
            merge_examples.QUARANTINED,
            *BARRED,
            *VENDOR,
            *WRITES,
        ),
    ),
    "loginBySms": Answers(
        takes=phone_examples.SMS_LOGIN,
        gives=_SIGNED_IN,
        refuses=(
            *BODY,
            *_SMS,
            *_PASSWORD,
            TicketRejected(),
            phone_examples.OWNERSHIP,
            phone_examples.CONFIRM,
            phone_examples.CONFLICT,
            merge_examples.QUARANTINED,
            *BARRED,
            *WRITES,
        ),
    ),
    "claimNumber": Answers(
        takes=phone_examples.CLAIM,
        gives={
            200: Given("The number is the claimant's account's now", phone_examples.CLAIMED),
            201: Given("Signed in to a new account", examples.CREATED),
        },
        refuses=(
            *BODY,
            TicketRejected(),
            phone_examples.CLAIM_REFUSED,
            phone_examples.CONFIRM,
            *BARRED,
            *WRITES,
        ),
    ),
    "bindPhone": Answers(
        takes=phone_examples.BIND,
        gives={
            200: Given(
                "The account with its number, or a sign-in to the number's account",
                merge_examples.BOUND,
                also={"merged": merge_examples.MERGED_ON_THE_WAY},
            )
        },
        refuses=(
            *BODY,
            *ENDED,
            *_SMS,
            *_BUTTON,
            phone_examples.STEP_UP,
            phone_examples.OWNERSHIP,
            phone_examples.CONFIRM,
            phone_examples.CONFLICT,
            phone_examples.MERGE,
            phone_examples.UNAVAILABLE,
            phone_examples.RESERVED,
            *VENDOR,
            *WRITES,
        ),
        bearer=True,
    ),
    "loginByPassword": Answers(
        takes=phone_examples.PASSWORD_LOGIN,
        gives={200: Given("Signed in", examples.SIGNED_IN)},
        refuses=(*BODY, *_PASSWORD, *BARRED, *WRITES),
    ),
    "resetPassword": Answers(
        takes=phone_examples.PASSWORD_RESET,
        gives={200: Given("The password is set, every session has ended", phone_examples.RESET)},
        refuses=(
            *BODY,
            *_SMS,
            *_WECHAT,
            PasswordTooCommon(),
            phone_examples.NOBODY_KNOWN,
            phone_examples.OWNERSHIP,
            *BARRED,
            *VENDOR,
            *WRITES,
        ),
    ),
    "setPassword": Answers(
        takes=phone_examples.PASSWORD,
        gives={204: Given("The password is set, the other sessions have ended")},
        refuses=(
            *BODY,
            *ENDED,
            PasswordTooCommon(),
            PhoneRequired(),
            phone_examples.STEP_UP,
            *WRITES,
        ),
        bearer=True,
    ),
    "stepUp": Answers(
        takes=phone_examples.STEP_UP_BY,
        gives={204: Given("Sensitive changes are open for ten minutes")},
        refuses=(
            *BODY,
            *ENDED,
            *_SMS,
            *_PASSWORD,
            *_WECHAT,
            phone_examples.STEP_UP,
            *VENDOR,
            *WRITES,
        ),
        bearer=True,
    ),
    "releaseNumber": Answers(
        takes=phone_examples.RELEASE,
        gives={200: Given("Whether anybody held the number", phone_examples.RELEASED)},
        refuses=(*BODY, NotSignedIn(), *WRITES),
        bearer=True,
    ),
}
