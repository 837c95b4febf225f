"""What the mini program gets signed and sealed, checked by means of our own."""

import hashlib
import json

import pytest

from adapters.simulator.sealing import session_signature
from tests.simulator.opening import opened
from tests.simulator.playing import SHOP

# WeChat's own sample, from its page on signatures and its decryption demo.
OFFICIAL_KEY = "tiihtNczf5v6AKRyjwEUhQ=="
OFFICIAL_IV = "r7BXXKkLb8qrSNn05n0qiA=="
OFFICIAL_DATA = (
    "CiyLU1Aw2KjvrjMdj8YKliAjtP4gsMZMQmRzooG2xrDcvSnxIMXFufNstNGTyaGS9uT5geRa0W4oTOb1WT7fJlAC+oNP"
    "dbB+3hVbJSRgv+4lGOETKUQz6OYStslQ142dNCuabNPGBzlooOmB231qMM85d2/fV6ChevvXvQP8Hkue1poOFtnEtpyx"
    "VLW1zAo6/1Xx1COxFvrc2d7UL/lmHInNlxuacJXwu0fjpXfz/YqYzBIBzD6WUfTIF9GRHpOn/Hz7saL8xz+W//FRAUid"
    "1OksQaQx4CMs8LOddcQhULW4ucetDf96JcR3g0gfRK4PC7E/r7Z6xNrXd2UIeorGj5Ef7b1pJAYB6Y5anaHqZ9J6nKEB"
    "vB4DnNLIVWSgARns/8wR2SiRS7MNACwTyrGvt9ts8p12PKFdlqYTopNHR1Vf7XjfhQlVsAJdNiKdYmYVoKlaRv85IfVu"
    "nYzO0IKXsyl7JCUjCpoG20f0a04COwfneQAGGwd5oa+T8yO5hzuyDb/XcxxmK01EpqOyuxINew=="
)


def profile(sim, **wishes):
    return sim.control("profile", app="shop", person="xiaolin", **wishes)


def opened_by(sealed, session_key):
    return opened(sealed["encrypted_data"], sealed["iv"], session_key)


def test_our_opener_opens_the_official_sample():
    content = opened(OFFICIAL_DATA, OFFICIAL_IV, OFFICIAL_KEY)
    assert content["nickName"] == "Band"
    assert content["watermark"] == {"timestamp": 1477314187, "appid": "wx4f4bc4dec97d474b"}


def test_the_session_signature_is_that_of_the_official_sample_key():
    expected = "46e043c5525c2d817c44be603d30837a808a1d930d038f6fdc3e62a201fed128"
    assert session_signature("o0q0otL8aEzpcZL/FT9WsQ==") == expected


def test_the_sealed_profile_opens_with_the_session_key(sim):
    known = sim.signed_in()
    content = opened_by(profile(sim), known["session_key"])
    assert content["openId"] == known["openid"]
    assert content["unionId"] == known["unionid"]
    assert content["nickName"] == "小林"
    assert content["avatarUrl"].startswith("https://thirdwx.qlogo.cn/")
    assert content["watermark"]["appid"] == SHOP.app_id


def test_the_signature_covers_the_raw_data_and_the_keys_text(sim):
    key = sim.signed_in()["session_key"]
    signed = profile(sim)
    expected = hashlib.sha1((signed["raw_data"] + key).encode()).hexdigest()
    assert signed["signature"] == expected
    assert json.loads(signed["raw_data"])["nickName"] == "小林"


def test_the_watermark_tells_the_virtual_time(sim):
    key = sim.signed_in()["session_key"]
    before = opened_by(profile(sim), key)["watermark"]["timestamp"]
    sim.control("advance", seconds=1000)
    after = opened_by(profile(sim), key)["watermark"]["timestamp"]
    assert 1000 <= after - before <= 1005


def test_another_nickname_can_be_asked_for(sim):
    key = sim.signed_in()["session_key"]
    sealed = profile(sim, nickname="微信用户")
    assert opened_by(sealed, key)["nickName"] == "微信用户"
    assert json.loads(sealed["raw_data"])["nickName"] == "微信用户"


def test_every_sealing_has_its_own_iv(sim):
    sim.signed_in()
    assert profile(sim)["iv"] != profile(sim)["iv"]


def test_after_a_new_sign_in_older_ciphertexts_no_longer_open(sim):
    sim.signed_in()
    sealed = profile(sim)
    key = sim.signed_in()["session_key"]
    with pytest.raises((AssertionError, ValueError)):
        assert opened_by(sealed, key)["watermark"]


def test_the_previous_key_can_be_asked_for(sim):
    first, second, third = (sim.signed_in()["session_key"] for _ in range(3))
    assert len({first, second, third}) == 3
    assert opened_by(profile(sim, sealed_with="previous"), second)["nickName"] == "小林"
    assert opened_by(profile(sim), third)["nickName"] == "小林"
