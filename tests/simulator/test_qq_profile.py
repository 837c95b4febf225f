"""/user/get_user_info of QQ."""

import pytest

from tests.simulator.playing import QQ, QQ_TWIN
from tests.simulator.signing_in import authorized
from tests.simulator.signing_in_qq import qq_me, qq_profile, qq_token, qq_trade


@pytest.fixture
def held(sim):
    access = qq_token(sim)["access_token"]
    return access, qq_me(sim, access, fmt="json").json()["openid"]


def test_name_and_pictures_are_told(sim, held):
    access, openid = held
    told = qq_profile(sim, access, openid=openid)
    assert (told["ret"], told["msg"], told["is_lost"]) == (0, "", 0)
    assert told["nickname"] == "小林"
    assert told["gender"] == "男"
    pictures = [told[name] for name in told if name.startswith("figureurl") and "type" not in name]
    assert len(pictures) == 6
    assert all(one.startswith("http://") for one in pictures)


def test_a_dead_token_has_to_sign_in_first(sim, held):
    access, openid = held
    sim.control("kill_tokens", app="qq")
    assert qq_profile(sim, access, openid=openid) == {"ret": 1002, "msg": "请先登录"}


@pytest.mark.parametrize(
    "changes",
    [
        {"access_token": ""},
        {"access_token": "wrong"},
        {"openid": ""},
        {"openid": "0" * 32},
        {"oauth_consumer_key": ""},
        {"oauth_consumer_key": QQ_TWIN.app_id},
    ],
)
def test_token_app_and_openid_belong_together(sim, held, changes):
    access, openid = held
    assert qq_profile(sim, access, **{"openid": openid, **changes})["ret"] == 1002


def test_what_the_person_did_not_agree_to_is_not_told(sim):
    code = authorized(sim, QQ, scope="list_album")
    told = qq_trade(sim, code, fmt="json", need_openid="1").json()
    assert qq_profile(sim, told["access_token"], openid=told["openid"])["ret"] == 100030
