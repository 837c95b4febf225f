"""What an entry in the table of answers says, and what many of them share."""

from collections.abc import Mapping
from typing import Final

import attrs
import msgspec
from litestar.exceptions import HTTPException

from adapters.http.examples import Bodies
from domain.model.errors import (
    AccountClosing,
    AccountSuspended,
    InvalidInput,
    NotSignedIn,
    ProviderBusy,
    ProviderMisconfigured,
    ProviderUnavailable,
    StoreUnavailable,
    TryAgain,
)
from domain.model.outcomes import Ended, Offer, Offered


@attrs.frozen
class Given:
    """A success: when it is given, and an example of its body, if it has one.

    `also` holds examples of what else it may look like, by their names.
    """

    when: str
    example: msgspec.Struct | None = None
    also: Mapping[str, msgspec.Struct] = attrs.field(factory=dict)


@attrs.frozen(kw_only=True)
class Answers:
    """One operation: examples of what it takes, what it gives by status, and what it refuses.

    `refuses` holds an example of every error, as the handlers of problems.py meet them. `bearer`
    says that an access token is asked for; `optional` that it, and the body, may be left out.
    """

    gives: Mapping[int, Given]
    takes: Bodies = attrs.field(factory=dict)
    refuses: tuple[Exception, ...] = ()
    bearer: bool = False
    optional: bool = False


ENDED: Final = tuple(NotSignedIn(reason) for reason in Ended)
STORE: Final = (StoreUnavailable(), Exception())
WRITES: Final = (TryAgain(), *STORE)
VENDOR: Final = (ProviderUnavailable(), ProviderBusy(), ProviderMisconfigured())
NO_SUCH_PATH: Final = HTTPException(status_code=404)
BODY: Final = (
    InvalidInput("body"),
    HTTPException(status_code=413),
    HTTPException(status_code=415),
)
BARRED: Final = (
    AccountSuspended(),
    AccountClosing(offers=(Offered(Offer.RESTORE), Offered(Offer.WAIT))),
)
