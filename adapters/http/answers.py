"""What each operation takes and answers: the table that completes the OpenAPI description."""

from collections.abc import Mapping
from typing import Final

import attrs
import msgspec
from litestar.exceptions import HTTPException

from adapters.http import examples
from domain.model.errors import (
    AccountClosing,
    AccountSuspended,
    CodeRejected,
    InvalidInput,
    NotSignedIn,
    PersonRefused,
    ProfileNotOpened,
    ProviderBusy,
    ProviderMisconfigured,
    ProviderUnavailable,
    StoreUnavailable,
    TryAgain,
    UnknownApp,
    UnknownSession,
)
from domain.model.outcomes import Ended, Offer


@attrs.frozen
class Given:
    """A success: when it is given, and an example of its body, if it has one."""

    when: str
    example: msgspec.Struct | None = None


@attrs.frozen(kw_only=True)
class Answers:
    """One operation: examples of what it takes, what it gives by status, and what it refuses.

    `refuses` holds an example of every error, as the handlers of problems.py meet them. `bearer`
    says that an access token is asked for; `optional` that it, and the body, may be left out.
    """

    gives: Mapping[int, Given]
    takes: examples.Bodies = attrs.field(factory=dict)
    refuses: tuple[Exception, ...] = ()
    bearer: bool = False
    optional: bool = False


_ENDED: Final = tuple(NotSignedIn(reason) for reason in Ended)
_STORE: Final = (StoreUnavailable(), Exception())
_WRITES: Final = (TryAgain(), *_STORE)
_VENDOR: Final = (ProviderUnavailable(), ProviderBusy(), ProviderMisconfigured())
_NO_SUCH_PATH: Final = HTTPException(status_code=404)
_BODY: Final = (
    InvalidInput("body"),
    HTTPException(status_code=413),
    HTTPException(status_code=415),
)

ANSWERS: Final[Mapping[str, Answers]] = {
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
            200: Given("Signed in to the account there was", examples.SIGNED_IN),
            201: Given("Signed in to a new account", examples.CREATED),
        },
        refuses=(
            *_BODY,
            CodeRejected(),
            PersonRefused(),
            AccountSuspended(),
            AccountClosing(offers=(Offer.RESTORE, Offer.WAIT)),
            UnknownApp(),
            *_VENDOR,
            *_WRITES,
        ),
    ),
    "updateWeChatProfile": Answers(
        takes=examples.WECHAT_PROFILE,
        gives={200: Given("The account with the profile as it is now", examples.ACCOUNT)},
        refuses=(
            *_BODY,
            *_ENDED,
            UnknownApp(),
            ProfileNotOpened(),
            *_VENDOR,
            *_WRITES,
        ),
        bearer=True,
    ),
    "whoAmI": Answers(
        gives={200: Given("The caller's account", examples.ACCOUNT)},
        refuses=(*_ENDED, *_STORE),
        bearer=True,
    ),
    "updateProfile": Answers(
        takes=examples.PROFILE_CHANGES,
        gives={200: Given("The account with the profile as it is now", examples.ACCOUNT)},
        refuses=(*_BODY, *_ENDED, *_WRITES),
        bearer=True,
    ),
    "refreshSession": Answers(
        takes=examples.REFRESH,
        gives={200: Given("The session's next tokens", examples.REFRESHED)},
        refuses=(*_BODY, *_ENDED, *_WRITES),
    ),
    "listSessions": Answers(
        gives={200: Given("Every live session of the account", examples.DEVICES)},
        refuses=(*_ENDED, *_STORE),
        bearer=True,
    ),
    "logoutSession": Answers(
        gives={204: Given("The session has ended")},
        refuses=(*_ENDED, _NO_SUCH_PATH, UnknownSession(), *_STORE),
        bearer=True,
    ),
    "logout": Answers(
        takes=examples.LOGOUT,
        gives={204: Given("The sessions have ended, or had before")},
        refuses=(*_BODY, NotSignedIn(Ended.ACCESS_EXPIRED), *_STORE),
        bearer=True,
        optional=True,
    ),
}
