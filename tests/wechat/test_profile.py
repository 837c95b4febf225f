"""Which profiles open, and how many do not."""

import base64
import hashlib
import json
from datetime import timedelta

import attrs
import pytest

from adapters.wechat.profile import open_profile
from domain.model.errors import ProfileNotOpened
from domain.model.profile import ProfileChanges
from ports.mini_program import ProfileData
from tests.builders import APP_ID, NOON
from tests.wechat.sealing import both, sealed, signed
from tests.wechat.upstream import OPENID, SESSION_KEY

AT = int(NOON.timestamp())
WATERMARK = {"timestamp": AT, "appid": APP_ID}
KNOWN = {"nickName": "小林", "avatarUrl": "https://thirdwx.qlogo.cn/1/132"}
GENUINE = {"openId": OPENID, **KNOWN, "gender": 0, "watermark": WATERMARK}
CHANGES = ProfileChanges("小林", "https://thirdwx.qlogo.cn/1/132")


def opened(data: ProfileData, *, key=SESSION_KEY, now=NOON) -> ProfileChanges:
    return open_profile(data, session_key=key, app_id=APP_ID, openid=OPENID, now=now)


def stays_shut(data: ProfileData, **options) -> None:
    with pytest.raises(ProfileNotOpened) as caught:
        opened(data, **options)
    # One error for every cause, and nothing in it to tell them apart by.
    assert str(caught.value) == ProfileNotOpened.code
    assert caught.value.__context__ is None
    assert caught.value.offers == ()


@pytest.mark.parametrize(
    "data",
    [
        sealed(GENUINE),
        sealed({**KNOWN, "watermark": WATERMARK}),
        signed(json.dumps(KNOWN)),
        signed(json.dumps(KNOWN, ensure_ascii=False)),
        both(signed(json.dumps(KNOWN)), sealed(GENUINE)),
    ],
)
def test_a_genuine_profile_opens(data):
    assert opened(data) == CHANGES


def test_where_both_halves_are_given_the_sealed_one_speaks():
    data = both(signed(json.dumps(KNOWN | {"nickName": "old"})), sealed(GENUINE))
    assert opened(data) == CHANGES


@pytest.mark.parametrize("nickname", ["微信用户", "", " ", "a\x0bb", "x" * 65, "\ud800"])
def test_a_name_of_no_use_changes_nothing(nickname):
    assert opened(sealed(GENUINE | {"nickName": nickname})) == ProfileChanges()
    raw = json.dumps(KNOWN | {"nickName": nickname})
    assert opened(signed(raw)) == ProfileChanges()


@pytest.mark.parametrize("seconds", [-300, 0, 300])
def test_a_watermark_may_be_five_minutes_off(seconds):
    assert opened(sealed(GENUINE), now=NOON + timedelta(seconds=seconds)) == CHANGES


@pytest.mark.parametrize("seconds", [-301, 301, 86_400])
def test_a_watermark_may_not_be_further_off(seconds):
    stays_shut(sealed(GENUINE), now=NOON + timedelta(seconds=seconds))


WATERMARKS = [
    None,
    [],
    {},
    "x",
    {"timestamp": AT},
    {"appid": APP_ID},
    *({"timestamp": AT, "appid": value} for value in (None, "", [], 5, "wxother", APP_ID.upper())),
    *({"timestamp": value, "appid": APP_ID} for value in (None, "", [], {}, True, False, 0, -1)),
    *({"timestamp": value, "appid": APP_ID} for value in (str(AT), float(AT), 10**400, AT * 1000)),
]
FIELDS = [
    *({"watermark": watermark} for watermark in WATERMARKS),
    *({"openId": value} for value in (None, "", [], 5, True, "oSomebodyElse", OPENID.lower())),
    *({"nickName": value} for value in (None, [], {}, 5, True)),
    *({"avatarUrl": value} for value in (None, [], {}, 5, True)),
]


@pytest.mark.parametrize("fields", FIELDS, ids=repr)
def test_a_field_of_another_kind_or_person_keeps_it_shut(fields):
    stays_shut(sealed(GENUINE | fields))


@pytest.mark.parametrize("missing", ["watermark", "nickName", "avatarUrl"])
def test_a_missing_field_keeps_it_shut(missing):
    stays_shut(sealed({name: value for name, value in GENUINE.items() if name != missing}))


TEXT = json.dumps(GENUINE).encode()


@pytest.mark.parametrize(
    "data",
    [
        sealed(b""),
        sealed(b"null"),
        sealed(b"[]"),
        sealed([GENUINE]),
        sealed(TEXT[:-1]),
        sealed(TEXT + b"x"),
        sealed(b"\xef\xbb\xbf" + TEXT),
        sealed(TEXT.replace(b"gender", b"\xff")),
        sealed(b"[" * 4000),
        sealed(b'{"a":' + b"9" * 5000 + b"}"),
        sealed(TEXT + b" " * 8192),
        sealed(None, padded=TEXT + b" " * (-len(TEXT) % 16 or 16)),
        sealed(None, padded=b"x" * 16),
        sealed(None, padded=b"x" * 15 + b"\x00"),
        sealed(None, padded=b"x" * 15 + b"\x11"),
        sealed(None, padded=b"x" * 14 + b"\x01\x02"),
        sealed(GENUINE, key="AQIDBAUGBwgJCgsMDQ4PEA=="),
    ],
)
def test_what_does_not_decrypt_to_an_object_stays_shut(data):
    stays_shut(data)


SEALED = sealed(GENUINE)
SIGNED = signed(json.dumps(KNOWN))
TWISTS = [
    "",
    " ",
    "====",
    "A",
    "AAAA",
    "A" * 24,
    "é" * 24,
    "\ud800",
    "\0",
    SEALED.iv + "\n",
    SEALED.iv[:-1],
    "A" * 43 + "=",
]


@pytest.mark.parametrize("twist", [None, *TWISTS])
def test_a_malformed_half_stays_shut(twist):
    stays_shut(ProfileData(encrypted_data=twist, iv=SEALED.iv))
    stays_shut(ProfileData(encrypted_data=SEALED.encrypted_data, iv=twist))
    stays_shut(ProfileData(raw_data=SIGNED.raw_data, signature=twist))
    stays_shut(ProfileData(raw_data=twist, signature=SIGNED.signature))


@pytest.mark.parametrize("key", [*TWISTS, "AAAAAAAAAAAAAAAAAAAA"])
def test_a_malformed_key_opens_nothing(key):
    stays_shut(SEALED, key=key)


def test_nothing_given_opens_nothing():
    stays_shut(ProfileData())


@pytest.mark.parametrize(
    "data",
    [
        both(SIGNED, sealed(GENUINE, key="AQIDBAUGBwgJCgsMDQ4PEA==")),
        both(signed(json.dumps(KNOWN), key="other"), SEALED),
        both(ProfileData(raw_data="{}"), SEALED),
        both(SIGNED, ProfileData(iv=SEALED.iv)),
        both(SIGNED, ProfileData(encrypted_data="")),
    ],
)
def test_where_both_halves_are_given_both_have_to_hold(data):
    stays_shut(data)


@pytest.mark.parametrize(
    "raw_data",
    ["", "[]", "null", "x", '{"nickName":', "[" * 5000, json.dumps(KNOWN | {"a": "x" * 8192})],
)
def test_raw_data_has_to_be_an_object_of_some_size(raw_data):
    stays_shut(signed(raw_data))


def test_a_signature_is_of_the_very_text():
    question = signed(json.dumps(KNOWN | {"nickName": "a?b"}))
    stays_shut(attrs.evolve(question, raw_data=question.raw_data.replace("?", "\ud800")))
    stays_shut(ProfileData(raw_data=SIGNED.raw_data + " ", signature=SIGNED.signature))
    stays_shut(ProfileData(raw_data=SIGNED.raw_data, signature=SIGNED.signature.upper()))


def test_no_forgery_is_told_from_another():
    """Padding oracles live on answers that differ; here there is only one."""
    genuine = base64.b64decode(SEALED.encrypted_data)
    for number in range(500):
        noise = hashlib.sha256(str(number).encode()).digest()
        forged = bytearray(genuine)
        forged[int.from_bytes(noise[:2], "big") % len(forged)] ^= 1 << number % 8
        for ciphertext in (forged, noise, genuine + noise):
            encrypted_data = base64.b64encode(ciphertext).decode()
            stays_shut(ProfileData(encrypted_data=encrypted_data, iv=SEALED.iv))
