"""What each operation takes and answers: the table that completes the OpenAPI description."""

from collections.abc import Mapping
from typing import Final

from adapters.http import examples, merge_examples, phone_examples
from adapters.http.answer_table import (
    BARRED,
    BODY,
    ENDED,
    NO_SUCH_PATH,
    STORE,
    VENDOR,
    WRITES,
    Answers,
    Given,
)
from adapters.http.merge_answers import MERGE_ANSWERS, SIGNED_IN
from adapters.http.phone_answers import PHONE_ANSWERS
from domain.model.errors import (
    CodeRejected,
    NotSignedIn,
    PersonRefused,
    ProfileNotOpened,
    UnknownApp,
    UnknownSession,
)
from domain.model.outcomes import Ended

ANSWERS: Final[Mapping[str, Answers]] = {
    **PHONE_ANSWERS,
    **MERGE_ANSWERS,
    "livez": Answers(gives={200: Given("The process is alive", examples.ALIVE)}),
    "readyz": Answers(
        gives={
            200: Given("The service can answer", examples.ALIVE),
            503: Given("It waits for what `reason` names", examples.NOT_READY),
        }
    ),
    "loginByOpenId": Answers(
        takes=examples.LOGIN,
        gives={
            200: SIGNED_IN,
            201: Given("Signed in to a new account", examples.CREATED),
        },
        refuses=(
            *BODY,
            CodeRejected(),
            PersonRefused(),
            merge_examples.QUARANTINED,
            *BARRED,
            UnknownApp(),
            *VENDOR,
            *WRITES,
        ),
    ),
    "loginByQq": Answers(
        takes=examples.QQ_LOGIN,
        gives={
            200: SIGNED_IN,
            201: Given("Signed in to a new account", examples.CREATED),
        },
        refuses=(
            *BODY,
            CodeRejected(),
            merge_examples.QUARANTINED,
            *BARRED,
            UnknownApp(),
            *VENDOR,
            *WRITES,
        ),
    ),
    "updateWeChatProfile": Answers(
        takes=examples.WECHAT_PROFILE,
        gives={200: Given("The account with the profile as it is now", examples.ACCOUNT)},
        refuses=(
            *BODY,
            *ENDED,
            UnknownApp(),
            ProfileNotOpened(),
            phone_examples.STEP_UP,
            *VENDOR,
            *WRITES,
        ),
        bearer=True,
    ),
    "whoAmI": Answers(
        gives={200: Given("The caller's account", examples.ACCOUNT)},
        refuses=(*ENDED, *STORE),
        bearer=True,
    ),
    "updateProfile": Answers(
        takes=examples.PROFILE_CHANGES,
        gives={200: Given("The account with the profile as it is now", examples.ACCOUNT)},
        refuses=(*BODY, *ENDED, phone_examples.STEP_UP, *WRITES),
        bearer=True,
    ),
    "refreshSession": Answers(
        takes=examples.REFRESH,
        gives={200: Given("The session's next tokens", examples.REFRESHED)},
        refuses=(*BODY, *ENDED, *WRITES),
    ),
    "listSessions": Answers(
        gives={200: Given("Every live session of the account", examples.DEVICES)},
        refuses=(*ENDED, *STORE),
        bearer=True,
    ),
    "logoutSession": Answers(
        gives={204: Given("The session has ended")},
        refuses=(*ENDED, NO_SUCH_PATH, UnknownSession(), *STORE),
        bearer=True,
    ),
    "logout": Answers(
        takes=examples.LOGOUT,
        gives={204: Given("The sessions have ended, or had before")},
        refuses=(*BODY, NotSignedIn(Ended.ACCESS_EXPIRED), *STORE),
        bearer=True,
        optional=True,
    ),
}
