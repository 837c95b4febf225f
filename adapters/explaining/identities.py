"""What signs in to an account, without telling by which subject."""

from collections.abc import Iterable, Iterator

from adapters.explaining.facts import moment
from adapters.explaining.texts import Texts
from domain.model.values import IdentityId
from domain.usecases.steps.shown_identity import ShownIdentity


def identity_lines(
    identities: Iterable[ShownIdentity], texts: Texts, *, used: IdentityId | None = None
) -> Iterator[str]:
    """Yield a line for each: what it is, and how and when it was proven.

    `used` is the one that a session was opened by.
    """
    for one in identities:
        line = texts.sentence(
            "identity",
            kind=texts.word(one.kind),
            name=one.hint or one.where or "",
            method=texts.word(one.method),
            at=moment(one.proved_at),
        )
        if one.superseded:
            line = texts.sentence("superseded", identity=line)
        if one.id == used:
            line = texts.sentence("used", identity=line)
        yield f"  {line}"
