"""What is promised to whoever was told that something is unavailable.

Nobody is told of a success that is none. What the store looks like is as before or as after, and
nothing between. Whoever tries again, as her client would, ends where nothing had been disturbed.
Where it was only the answer that got lost, doing it twice is as doing it once, but for what the
act says may be there once more: a session whose tokens nobody has, a line of the trail that is
told twice, a ticket that nobody was handed. A code that the vendor redeemed is good again from
the moment when its answer is stored, where that is recalled; else she has to get another.

A merge whose answer got lost was done once: one case, told of once, its ticket used up. The
caller's session ended with it, and her next request says so: her account was merged. However she
signs in then, by what either account had, she comes to the one that goes on. It is the same with
a merge that was part of a sign-in or a binding. An undo whose answer got lost was done once: both
accounts are what they were before the merge. Every session ended with it, and the owner's next
request says that hers has; the operator is told again that it is undone, but not what could not
be given back.
"""

from collections.abc import Iterator
from typing import Any

from domain.model.errors import DomainError
from domain.model.values import AccountId
from tests.acts.act import Act, Twice
from tests.acts.ending import told
from tests.acts.lens import VENDORS
from tests.acts.picture import Picture
from tests.failures.outage import Moment, Outage, error_of
from tests.failures.rehearsing import Disturbed, Undisturbed


def faults(
    act: Act, outage: Outage, undisturbed: Undisturbed, disturbed: Disturbed
) -> Iterator[str]:
    """Say what was promised and is not so."""
    name = undisturbed.calls[outage.at - 1]
    yield from (f"{one.invariant}: {one.statement}" for one in disturbed.violations)
    if isinstance(disturbed.ending, error_of(name)):
        yield from _of_the_failed(act, undisturbed, disturbed)
        if act.recalls and disturbed.anew and _is_kept(outage, undisturbed.calls):
            yield "a code that was redeemed is not good again"
    elif undisturbed.instead is None or isinstance(disturbed.ending, Exception):
        yield f"told {told(disturbed.ending)}"
    elif disturbed.halfway not in (undisturbed.after, undisturbed.instead):
        yield "went on without, and did not come to what it should"


def _of_the_failed(act: Act, undisturbed: Undisturbed, disturbed: Disturbed) -> Iterator[str]:
    if disturbed.halfway not in (undisturbed.before, undisturbed.after):
        yield "half done"
    elif disturbed.halfway == undisturbed.before:
        if disturbed.after != undisturbed.after:
            yield "another attempt does not come to the same"
        if told(disturbed.again) != told(undisturbed.ending):
            yield f"another attempt is told {told(disturbed.again)}"
    else:
        if once_more(undisturbed.after, disturbed.after) != act.twice:
            yield "twice is not as once"
        if _is_refused(disturbed.again) and act.anew and not _is_refused(undisturbed.ending):
            yield f"another attempt is told {told(disturbed.again)}"
        if len(_whose(undisturbed.ending) | _whose(disturbed.again)) > 1:
            yield "another attempt leads to another account"


def _is_kept(outage: Outage, calls: list[str]) -> bool:
    """Tell whether what the vendor answered was stored by then, with the first batch after it."""
    asked = next(n for n, name in enumerate(calls) if name in VENDORS)
    kept = calls.index("store.apply", asked) + 1
    return outage.at > kept or (outage.at == kept and outage.moment is Moment.AFTER)


def once_more(once: Picture, twice: Picture) -> Twice | None:
    """Return what is there once more; None if there is any other difference."""
    found = Twice.NOTHING
    for one, other, flag in (
        (once.sessions, twice.sessions, Twice.SESSION),
        (once.trail, twice.trail, Twice.TRAIL),
        (once.unused, twice.unused, Twice.TICKET),
    ):
        more = other - one
        if one - other or not more.keys() <= one.keys():
            return None
        found |= flag if more else Twice.NOTHING
    return found if _stays(once) == _stays(twice) else None


def _stays(seen: Picture) -> tuple[Any, ...]:
    return seen.people, seen.merges, seen.remembered


def _whose(ending: Any) -> set[AccountId]:
    account = getattr(ending, "account", None)
    return set() if account is None else {account.id}


def _is_refused(ending: object) -> bool:
    return isinstance(ending, DomainError)
