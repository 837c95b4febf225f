"""What QQ shows of a person, without whom nobody is kept waiting."""

import attrs
import httpx
import pytest

from domain.model.profile import NO_CHANGES, ProfileChanges
from tests.qq.malformed import BODIES
from tests.qq.upstream import (
    CODE,
    FORMATS,
    HOME,
    INFO,
    ME,
    PROFILE,
    SHOWN,
    WEB,
    WHO,
    as_callback,
    as_json,
    exchange,
    failed,
    house,
)
from tests.wechat.jumping import run, timed

NOBODY = attrs.evolve(WHO, profile=NO_CHANGES)


@pytest.mark.parametrize(
    ("pictures", "shown"),
    [
        ({}, PROFILE.avatar_url),
        ({"figureurl_qq_2": ""}, "https://thirdqq.qlogo.cn/x/40"),
        ({"figureurl_qq_2": None}, "https://thirdqq.qlogo.cn/x/40"),
        ({"figureurl_qq_2": 1, "figureurl_qq_1": []}, None),
        (
            {"figureurl_qq_2": "https://thirdqq.qlogo.cn/y?http://z"},
            "https://thirdqq.qlogo.cn/y?http://z",
        ),
        ({"figureurl_qq_2": "http://http://x"}, "https://http://x"),
    ],
)
def test_the_largest_picture_is_taken_by_https(pictures, shown):
    profile = exchange(house(info=SHOWN | pictures)).profile
    assert profile == ProfileChanges("小林", shown)


@pytest.mark.parametrize(
    "shown",
    [
        SHOWN | {"nickname": ""},
        SHOWN | {"nickname": None},
        SHOWN | {"nickname": ["小林"]},
        SHOWN | {"nickname": "x" * 65},
        SHOWN | {"nickname": "a\u202eb"},
        SHOWN | {"figureurl_qq_2": "javascript:alert(1)"},
        SHOWN | {"figureurl_qq_2": "//x"},
        {"ret": 0},
        {},
    ],
)
def test_what_is_of_no_use_changes_nothing(shown):
    assert exchange(house(info=as_json(shown))) == NOBODY


@pytest.mark.parametrize("write", FORMATS)
def test_a_profile_in_any_format(write):
    assert exchange(house(info=write(SHOWN))) == WHO


@pytest.mark.parametrize(
    "answer",
    [
        {"ret": 1002, "msg": "请先登录"},
        {"ret": "1002", "nickname": "小林"},
        {"ret": -22, "msg": "busy"},
        SHOWN | {"ret": None},
        failed(100030),
        as_callback(failed(100013)),
        httpx.Response(500),
        httpx.Response(302, headers={"Location": "https://elsewhere.test/"}),
        httpx.ReadTimeout("x"),
        httpx.ConnectError("x"),
        *BODIES,
    ],
    ids=lambda answer: repr(answer)[:40],
)
def test_without_a_profile_she_signs_in_all_the_same(answer):
    at = house(info=answer)
    assert exchange(at) == NOBODY
    assert at.upstream.count(INFO) == 1


def test_so_she_does_when_time_runs_out(caplog):
    caplog.set_level("INFO")
    assert exchange(house(silent=INFO)) == NOBODY
    assert caplog.messages == [
        "signed in without a profile: get_user_info: the deadline has passed"
    ]


def test_all_calls_together_take_no_longer_than_the_deadline():
    at = house(pace=1)
    act = at.web_login().exchange(WEB, CODE, redirect_uri=HOME)
    assert run(timed(act)) == (NOBODY, pytest.approx(2.5, abs=0.4))
    assert at.upstream.count(ME) == 1
    assert exchange(house(pace=0.5)) == WHO


def test_the_operator_is_told_why_there_is_none(caplog):
    caplog.set_level("INFO")
    exchange(house(info=failed(100031)))
    assert caplog.messages == ["signed in without a profile: get_user_info: error 100031"]
