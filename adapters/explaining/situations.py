"""Every situation that can occur, table by table, in the order of the contract's rows.

What a table does not ask about is left at its default, so a cell may come up more than once.
"""

from collections.abc import Iterator
from itertools import combinations_with_replacement, product
from typing import Final

from domain.model.account import AccountStatus
from domain.model.first_sign_in import FirstSignInSituation, NowOf, Said
from domain.model.merge_undo import Undoer, UndoSituation
from domain.model.merging import MergeSituation, Numbers, VouchedBy
from domain.model.number_claim import ClaimSituation
from domain.model.number_release import ReleaseSituation
from domain.model.openid_binding import OpenidBindingSituation, OpenidOf
from domain.model.openid_login import OpenidHolder, Provisional, Situation, UnionidHolder
from domain.model.password_reset import ResetSituation
from domain.model.phone_binding import BindingSituation, OwnPhone
from domain.model.phone_login import PhoneSituation, Second
from domain.model.phone_openid_login import BesideHolder, PairSituation, Younger
from domain.model.phone_standing import Standing
from domain.model.unbinding import Asked, Left, UnbindSituation

_NO_YES: Final = (False, True)
_YES_NO: Final = (True, False)
_HOLDING_NOTHING: Final = (AccountStatus.CLOSED, AccountStatus.MERGED, AccountStatus.DORMANT)


def openid_logins() -> Iterator[Situation]:
    """Yield T1's situations; nobody cannot hold both the openid and the unionid."""
    for x, y, xu, prov, rel in product(OpenidHolder, UnionidHolder, _NO_YES, Provisional, _NO_YES):
        if (x, y) != (OpenidHolder.NONE, UnionidHolder.SAME):
            yield Situation(x=x, y=y, y_has_openid=rel, x_has_unionid=xu, provisional=prov)


def pair_logins() -> Iterator[PairSituation]:
    """Yield T2's situations; nobody cannot be the account behind the login code."""
    for p, w, slot, prov, weak in product(Standing, BesideHolder, _NO_YES, Younger, _NO_YES):
        if (p, w) != (Standing.NONE, BesideHolder.SAME):
            yield PairSituation(p=p, w=w, slot_taken=slot, weak=weak, provisional=prov)


def phone_bindings() -> Iterator[BindingSituation]:
    """Yield T3's situations; nobody, a suspended or a closing account cannot be the caller's."""
    strangers = (Standing.NONE, Standing.SUSPENDED, Standing.CLOSING)
    for p, s, fresh, clash, prov, weak in product(
        Standing, OwnPhone, _YES_NO, _NO_YES, _NO_YES, _NO_YES
    ):
        if s is not OwnPhone.SAME or p not in strangers:
            yield BindingSituation(p=p, s=s, fresh=fresh, clash=clash, weak=weak, provisional=prov)


def phone_logins() -> Iterator[PhoneSituation]:
    """Yield T4's situations; where the number is P's only method, P has no second factor."""
    for p, second, only, weak in product(Standing, Second, _NO_YES, _NO_YES):
        if not (only and second is Second.YES):
            yield PhoneSituation(p=p, second=second, weak=weak, only=only)


def number_releases() -> Iterator[ReleaseSituation]:
    """Yield T5's situations."""
    for p, other_id in product(Standing, _NO_YES):
        yield ReleaseSituation(p=p, other_id=other_id)


def number_claims() -> Iterator[ClaimSituation]:
    """Yield T6's situations."""
    for p, other_id, weak in product(Standing, _NO_YES, _NO_YES):
        yield ClaimSituation(p=p, other_id=other_id, weak=weak)


def openid_bindings() -> Iterator[OpenidBindingSituation]:
    """Yield T7's situations."""
    for q, fresh, slot, prov, replace in product(OpenidOf, _YES_NO, _NO_YES, _NO_YES, _NO_YES):
        yield OpenidBindingSituation(
            q=q, slot_taken=slot, fresh=fresh, provisional=prov, replace=replace
        )


def password_resets() -> Iterator[ResetSituation]:
    """Yield T8's situations."""
    for p, second in product(Standing, _NO_YES):
        yield ResetSituation(p=p, second=second)


def first_sign_ins() -> Iterator[FirstSignInSituation]:
    """Yield T9's situations; P is somebody who proved the number, and may be entered."""
    for q, p, password, slot, replace in product(NowOf, Standing, Said, _NO_YES, _NO_YES):
        if q is not NowOf.P or p in (Standing.FRESH, Standing.STALE):
            yield FirstSignInSituation(
                q=q, p=p, password=password, slot_taken=slot, replace=replace
            )


def merges() -> Iterator[MergeSituation]:
    """Yield T10's situations of two accounts, whichever is named first.

    Of two that are together one was merged into the other, or they are the same; what holds no
    identities can neither clash nor have a number.
    """
    pairs = list(combinations_with_replacement(AccountStatus, 2))
    for together, (a, b) in product(_YES_NO, pairs):
        if together and a is not b and AccountStatus.MERGED not in (a, b):
            continue
        empty = a in _HOLDING_NOTHING or b in _HOLDING_NOTHING
        for proven, clash, numbers in product(VouchedBy, _NO_YES, Numbers):
            if not empty or (clash, numbers) == (False, Numbers.ONE):
                yield MergeSituation(
                    a=a, b=b, together=together, proven=proven, clash=clash, numbers=numbers
                )


def undone_merges() -> Iterator[UndoSituation]:
    """Yield T11's situations."""
    for undone, window, later, survivor, proof in product(
        _NO_YES, _YES_NO, _NO_YES, AccountStatus, Undoer
    ):
        yield UndoSituation(
            survivor=survivor, proof=proof, open=window, undone=undone, later_merge=later
        )


def unbindings() -> Iterator[UnbindSituation]:
    """Yield T12's situations."""
    for asked, fresh, left in product(Asked, _YES_NO, Left):
        yield UnbindSituation(asked=asked, fresh=fresh, left=left)
