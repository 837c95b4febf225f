"""Every use-case, in each situation worth running it in."""

from typing import Final

from tests.acts import (
    by_number,
    by_wechat,
    identities,
    merges,
    numbers,
    on_the_web,
    proofs,
    sessions,
)
from tests.acts.act import Act

ACTS: Final = (
    *by_wechat.ACTS,
    *by_number.ACTS,
    *numbers.ACTS,
    *identities.ACTS,
    *merges.ACTS,
    *on_the_web.ACTS,
    *proofs.ACTS,
    *sessions.ACTS,
)


def act(name: str) -> Act:
    """Return the act of this name."""
    return next(one for one in ACTS if one.name == name)
