from datetime import timedelta

import pytest

from domain.model.account import AccountStatus, Holder
from domain.model.openid_facts import Facts
from domain.model.policy import AutoMerge
from tests.builders import NOON, a_phone, a_unionid, an_account, an_id, an_identity

OPENID, UNIONID = an_identity("oA"), a_unionid("uA")
OTHER_APP, THIRD_APP = (an_identity("oB", app_id=app_id) for app_id in ("wxother", "wxthird"))
NUMBER = a_phone()


def holder(held, *more_places, minutes=60, status=AccountStatus.ACTIVE, **more) -> Holder:
    account = an_account(registered_at=NOON - timedelta(minutes=minutes), status=status)
    places = frozenset(one.place for one in (held, *more_places))
    return Holder(account, {held: an_id()}, places, live_sessions=0, **more)


def cell(*holders, unionid=UNIONID, auto_merge=AutoMerge.YOUNG) -> str:
    return Facts.gathered(OPENID, unionid, holders).situation(NOON, auto_merge).cell


@pytest.mark.parametrize(
    ("x_minutes", "y_minutes", "provisional"),
    [(20, 20, "none"), (5, 20, "x"), (20, 5, "y"), (6, 5, "y"), (5, 6, "x"), (10, 20, "none")],
)
def test_the_young_side_is_provisional_and_of_two_the_younger(x_minutes, y_minutes, provisional):
    x, y = holder(OPENID, minutes=x_minutes), holder(UNIONID, minutes=y_minutes)
    assert cell(x, y) == f"T1 A/A xu=none prov={provisional}"


@pytest.mark.parametrize(
    ("young", "provisional"),
    [
        (holder(UNIONID, minutes=1), "y"),
        (holder(UNIONID, OTHER_APP, minutes=1), "y"),
        (holder(UNIONID, OTHER_APP, THIRD_APP, minutes=1), "none"),
        (holder(UNIONID, NUMBER, phone=NUMBER.subject, minutes=1), "none"),
        (holder(UNIONID, has_password=True, minutes=1), "none"),
    ],
    ids=["a unionid", "with its openid", "two openids", "a number", "a password"],
)
def test_nobody_but_one_wechat_signs_in_to_a_provisional_account(young, provisional):
    assert cell(holder(OPENID), young) == f"T1 A/A xu=none prov={provisional}"


def test_where_the_policy_merges_nothing_no_account_is_provisional():
    x, y = holder(OPENID, minutes=1), holder(UNIONID, minutes=2)
    assert cell(x, y, auto_merge=AutoMerge.NEVER) == "T1 A/A xu=none prov=none"


def test_where_both_have_an_openid_of_the_app_neither_is_provisional():
    x, y = holder(OPENID, minutes=1), holder(UNIONID, an_identity("oOTHER"))
    assert cell(x, y) == "T1 A/A xu=none prov=none"


def test_one_account_that_holds_both_is_the_same():
    account = an_account()
    both = Holder(account, {OPENID: an_id(), UNIONID: an_id()}, frozenset(), live_sessions=0)
    assert cell(both) == "T1 A/X"


@pytest.mark.parametrize(
    ("holders", "name"),
    [
        ([], "T1 N/N"),
        ([holder(OPENID)], "T1 A/N xu=none"),
        ([holder(OPENID, a_unionid("uOTHER"))], "T1 A/N xu=other"),
        ([holder(UNIONID)], "T1 N/A rel=no"),
        ([holder(UNIONID, an_identity("oOTHER"))], "T1 N/A rel=yes"),
        ([holder(UNIONID, OTHER_APP)], "T1 N/A rel=no"),
        ([holder(OPENID, status=AccountStatus.SUSPENDED)], "T1 S/N"),
        ([holder(OPENID, status=AccountStatus.CLOSING), holder(UNIONID)], "T1 C/A"),
        ([holder(UNIONID, status=AccountStatus.SUSPENDED)], "T1 N/S"),
    ],
)
def test_facts_fall_into_their_cell(holders, name):
    assert cell(*holders) == name


def test_without_a_unionid_only_the_openid_counts():
    assert cell(holder(OPENID), unionid=None) == "T1 A/-"
    assert cell(unionid=None) == "T1 N/-"
