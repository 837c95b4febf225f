"""What WeChat shows of a person, without whom nobody is kept waiting."""

import httpx
import pytest

from domain.model.profile import ProfileChanges
from tests.wechat.jumping import run, timed
from tests.wechat.malformed import BODIES
from tests.wechat.upstream import CODE, failed
from tests.wechat.web import GRANT, INFO, NOBODY, RIDE, SHOWN, WHO, exchange, house


@pytest.mark.parametrize(
    "answer",
    [
        *(failed(errcode) for errcode in (-1, 40001, 40003, 40014, 42001, 48001, 45011, 31337)),
        SHOWN | {"openid": "oSomebodyElse"},
        SHOWN | {"openid": None},
        SHOWN | {"unionid": "a.b"},
        SHOWN | {"unionid": 5},
        httpx.Response(500),
        httpx.Response(302, headers={"Location": "https://elsewhere.test/"}),
        httpx.ReadTimeout("x"),
        *BODIES,
    ],
    ids=lambda answer: repr(answer)[:40],
)
def test_without_a_profile_she_signs_in_all_the_same(answer):
    here = house(info=answer)
    assert exchange(here) == NOBODY
    assert here.upstream.count(GRANT) == 1


def test_so_she_does_when_time_runs_out(caplog):
    caplog.set_level("INFO")
    assert exchange(house(silent=INFO)) == NOBODY
    assert caplog.messages == ["signed in without a profile: userinfo: the deadline has passed"]


def test_both_calls_together_take_no_longer_than_the_deadline():
    act = house(pace=2).mobile().exchange(RIDE, CODE)
    assert run(timed(act)) == (NOBODY, pytest.approx(2.5, abs=0.4))
    assert exchange(house(pace=0.8)) == WHO


@pytest.mark.parametrize("errcode", [40001, 40014, 42001])
def test_a_dead_token_of_hers_is_not_renewed(errcode):
    here = house(info=failed(errcode))
    exchange(here)
    assert here.upstream.count(INFO) == 1
    assert set(here.upstream.seen) == {GRANT, INFO}


def test_a_busy_wechat_is_asked_once_more():
    here = house(info=[failed(-1), SHOWN])
    assert exchange(here) == WHO
    assert here.upstream.count(GRANT) == 1


@pytest.mark.parametrize(
    ("shown", "profile"),
    [
        ({"headimgurl": ""}, ProfileChanges("小林", None)),
        ({"nickname": "a\x0bb"}, ProfileChanges()),
        ({"nickname": "微信用户"}, ProfileChanges()),
        ({"nickname": ""}, ProfileChanges()),
        ({"nickname": None}, ProfileChanges()),
        ({"headimgurl": ["x"]}, ProfileChanges()),
        ({"headimgurl": "javascript:alert(1)"}, ProfileChanges()),
        ({"sex": "1", "country": None}, WHO.profile),
    ],
)
def test_what_is_of_no_use_changes_nothing(shown, profile):
    assert exchange(house(info=SHOWN | shown)).profile == profile


def test_the_operator_is_told_why_there_is_none(caplog):
    caplog.set_level("INFO")
    exchange(house(info=failed(48001)))
    assert caplog.messages == [
        "signed in without a profile: userinfo: errcode 48001, rid: 6a1f0c11-0b7d2e33"
    ]
