"""What somebody chooses of two accounts that are to be one."""

from collections.abc import Sequence
from typing import Final

import attrs
from hypothesis.strategies import none, sampled_from

from domain.model.identity import BoundIdentity
from domain.model.merge_proposal import MergeProposal
from tests.machine.book import Book
from tests.machine.people import passwords
from tests.machine.proposing import Merge
from tests.machine.records import Account, Bound

wanted: Final = sampled_from(("", "", "one", "other", "a stranger's"))
"""Which account shall go on, or whose number stay."""

typed: Final = none() | none() | passwords
"""The loser's password, perhaps."""


@attrs.frozen
class Choice:
    """What was chosen; with `senseless`, something that is neither's."""

    goes_on: Account | None = None
    stays: Bound | None = None
    senseless: bool = False

    @classmethod
    def of(cls, book: Book, pair: Sequence[Account], goes_on: str, stays: str) -> "Choice":
        """Return what was wanted of a pair."""
        strangers = [one for one in book.accounts if one not in pair]
        whose = dict(zip(("one", "other"), pair, strict=True))
        whose["a stranger's"] = strangers[-1] if strangers else None
        one, another = whose.get(goes_on), whose.get(stays)
        number = None if another is None else book.number(another)
        not_theirs = number is not None and (number.claimed or another not in pair)
        return cls(one, number, (one is not None and one not in pair) or not_theirs)


def check_proposal(merge: Merge, proposed: MergeProposal) -> None:
    """See that what is shown before is what will be done."""
    assert proposed.decision.outcome.value == merge.code
    assert proposed.survivor.account.id == merge.survivor.id
    assert proposed.loser.account.id == merge.loser.id
    if merge.code == "merged":
        assert _identities(proposed.moved) == _identities(merge.moved)
        assert _identities(proposed.given_up) == _identities(merge.given_up)


def _identities(several: Sequence[Bound | BoundIdentity]) -> set[object]:
    return {one.identity for one in several}
