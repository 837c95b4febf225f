"""What holds of whatever is tried, used up or counted."""

from collections.abc import Iterator

from sqlalchemy import func, not_, or_, select

from adapters.persistence.retention import TRIES_MOST
from adapters.persistence.sql.invariant import Invariant, is_torn
from adapters.persistence.sql.shorthand import k, limit, o
from domain.model.sms_code import TRIES


def of_secrets() -> Iterator[Invariant]:
    """Name them."""
    yield Invariant(
        "I21",
        "a session key that bore its tries is dropped",
        select(k.app_id).where(k.failures > TRIES_MOST, k.sealed.is_not(None)),
    )
    yield Invariant(
        "I13",
        "what is looked up by a secret is for something, and holds only look-up keys and a seal",
        select(o.purpose).where(
            or_(
                o.purpose == "",
                is_torn(o.secret_mac),
                is_torn(o.bound_mac),
                func.length(o.payload_sealed) == 0,
            )
        ),
    )
    yield Invariant(
        "I21",
        "what works once was tried no more often than may be",
        select(o.purpose).where(not_(o.tries.between(0, TRIES))),
    )
    yield Invariant(
        "I21",
        "a limit has a name, and counts from nothing up of a subject it does not know",
        select(limit.name).where(
            or_(limit.name == "", is_torn(limit.subject_mac), limit["count"] < 0)
        ),
    )
