"""Sealed numbers: they open under the session key, and count if WeChat vouches for them."""

import asyncio
import base64
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import attrs
import pytest

from adapters.system.phones import PhoneNumbers
from adapters.wechat.phone_button import message_hash
from domain.model.errors import ProviderBusy, ProviderMisconfigured, ProviderUnavailable
from domain.model.phone_errors import PhoneNotOpened
from ports.login_codes import SessionKey
from ports.mini_program import SealedPhone
from tests.builders import APP_ID, NOON
from tests.fakes import SettableClock
from tests.wechat.malformed import BODIES, NUMBERS
from tests.wechat.sealing import sealed_phone
from tests.wechat.upstream import (
    AT,
    NUMBER,
    OK,
    PHONE_INFO,
    SECRET,
    SESSION_KEY,
    SHOP,
    STABLE,
    TOKEN,
    VOUCH,
    VOUCHED,
    Scripted,
    failed,
    granted,
    mini_program,
)

SYNTHETIC = json.loads(
    (Path(__file__).parent.parent / "vectors" / "synthetic.json").read_text(encoding="utf-8")
)
KEY = SessionKey(SESSION_KEY, NOON)
GENUINE = sealed_phone(PHONE_INFO)


def scripted(*answers):
    return Scripted({STABLE: [granted()], VOUCH: list(answers or (VOUCHED,))})


def opened(sealed, upstream=None, key=KEY, clock=None, **options):
    program = mini_program(upstream or scripted(), clock, **options)
    return asyncio.run(program.open_phone(SHOP, sealed, key))


def stays_shut(sealed, **options):
    """It is one error for every cause, nothing tells them apart, and WeChat is not bothered."""
    upstream = scripted()
    with pytest.raises(PhoneNotOpened) as caught:
        opened(sealed, upstream, **options)
    assert str(caught.value) == PhoneNotOpened.code
    assert caught.value.__context__ is None
    assert caught.value.offers == ()
    assert not upstream.seen


def test_wechat_is_asked_about_the_very_text():
    upstream = scripted()
    assert opened(GENUINE, upstream) == NUMBER
    (request,) = upstream.seen[VOUCH]
    assert request.method == "POST"
    assert dict(request.url.params) == {"access_token": TOKEN}
    assert upstream.sent(VOUCH) == [{"encrypted_msg_hash": message_hash(GENUINE.encrypted_data)}]


def test_a_text_is_hashed_as_in_wechats_own_example():
    """https://developers.weixin.qq.com/minigame/dev/api-backend/open-api/user-info/auth.checkEncryptedData.html"""
    text = (
        "hsSuSUsePBqSQw2rYMtf9Nvha603xX8f2BMQBcYRoJiMNwOqt/UEhrqekebG5ar0LFNAm5MD4Uz6zorRwiXJwbyS"
        "J/FEJHav4NsobBIU1PwdjbJWVQLFy7+YFkHB32OnQXWMh6ugW7Dyk2KS5BXp1f5lniKPp1KNLyNLlFlNZ2mgJCJm"
        "WvHj5AI7BLpWwoRvqRyZvVXo+9FsWqvBdxmAPA=="
    )
    expected = "657edd868c9715a9bebe42b833269a557a48498785397a796f1568c29a200b2c"
    assert message_hash(text) == expected
    assert message_hash(text.replace("+", " ")) == expected


@pytest.mark.parametrize("vector", SYNTHETIC["decrypt"], ids=lambda vector: vector["name"])
def test_of_the_synthetic_vectors_the_numbers_open(vector):
    app = attrs.evolve(SHOP, app_id=SYNTHETIC["appid"])
    program = mini_program(
        scripted(),
        SettableClock(datetime.fromtimestamp(1_770_000_000, UTC)),
        secrets={app.app_id: SECRET},
        phones=PhoneNumbers(("CN", "HK")),
    )
    text = vector.get("encrypted_data_as_form_decoded", vector["encrypted_data"])
    opening = program.open_phone(
        app, SealedPhone(text, vector["iv"]), SessionKey(vector["session_key"], NOON)
    )
    plain = json.loads(vector["plaintext"]) if vector["expect"].startswith("ok") else {}
    if "purePhoneNumber" in plain:
        number = asyncio.run(opening)
        assert number == f"+{plain['countryCode']}{plain['purePhoneNumber']}"
    else:
        with pytest.raises(PhoneNotOpened):
            asyncio.run(opening)


@pytest.mark.parametrize("seconds", [-600, 0, 600])
def test_a_number_may_be_ten_minutes_old(seconds):
    assert opened(GENUINE, clock=SettableClock(NOON + timedelta(seconds=seconds))) == NUMBER


@pytest.mark.parametrize("seconds", [-601, 601, 86_400])
def test_a_number_may_not_be_older(seconds):
    stays_shut(GENUINE, clock=SettableClock(NOON + timedelta(seconds=seconds)))


FIELDS = [
    *({"watermark": value} for value in (None, [], {}, {"appid": APP_ID}, {"timestamp": AT})),
    {"watermark": {"appid": "wxother000000001", "timestamp": AT}},
    *({"countryCode": value} for value in (None, [], True, "", "+86", "086", 86.0, -86)),
    *({"purePhoneNumber": value} for value in (None, [], 13800138000, "", "138", "138O0138000")),
    *({"phoneNumber": value} for value in (None, [], 13800138000, "", "13900139000")),
    {"countryCode": "852", "purePhoneNumber": "51234567", "phoneNumber": "+85251234567"},
]


@pytest.mark.parametrize("fields", FIELDS, ids=repr)
def test_what_is_no_number_of_this_app_stays_shut(fields):
    stays_shut(sealed_phone(PHONE_INFO | fields))


@pytest.mark.parametrize("missing", list(PHONE_INFO))
def test_a_missing_field_keeps_it_shut(missing):
    stays_shut(sealed_phone({k: value for k, value in PHONE_INFO.items() if k != missing}))


@pytest.mark.parametrize(
    "sealed",
    [
        sealed_phone(b"null"),
        sealed_phone([PHONE_INFO]),
        sealed_phone(PHONE_INFO, "AQIDBAUGBwgJCgsMDQ4PEA=="),
        sealed_phone(None, padded=b"x" * 16),
        SealedPhone("", ""),
        SealedPhone(GENUINE.encrypted_data, ""),
        SealedPhone(GENUINE.encrypted_data[:-4], GENUINE.iv),
        SealedPhone("\ud800", GENUINE.iv),
        SealedPhone("A" * 20_000, GENUINE.iv),
    ],
)
def test_what_does_not_decrypt_stays_shut(sealed):
    stays_shut(sealed)


def test_no_bit_of_the_iv_makes_another_number():
    """WeChat vouches for the ciphertext; the text of its first block is the caller's to choose."""
    iv = base64.b64decode(GENUINE.iv)
    for bit in range(128):
        forged = (int.from_bytes(iv, "big") ^ 1 << bit).to_bytes(16, "big")
        try:
            number = opened(attrs.evolve(GENUINE, iv=base64.b64encode(forged).decode()))
        except PhoneNotOpened:
            continue
        assert number == NUMBER


@pytest.mark.parametrize(
    "answer", [VOUCHED | {"vaild": False}, *map(failed, (1, 40003, 40029, 87009))]
)
def test_what_wechat_does_not_vouch_for_stays_shut(answer):
    with pytest.raises(PhoneNotOpened) as caught:
        opened(GENUINE, scripted(answer))
    assert str(caught.value) == PhoneNotOpened.code
    assert caught.value.__context__ is None


VERDICTS = [OK | {"valid": True}, *(OK | {"vaild": value} for value in (None, 1, "true", [], {}))]


@pytest.mark.parametrize(
    "answer", [*BODIES, *({"errcode": number} for number in NUMBERS), *VERDICTS], ids=repr
)
def test_a_malformed_answer_is_not_taken_for_a_yes(answer):
    with pytest.raises(ProviderUnavailable, match="malformed"):
        opened(GENUINE, scripted(answer))


@pytest.mark.parametrize(
    ("errcode", "error"),
    [
        (45011, ProviderBusy),
        (40097, ProviderMisconfigured),
        (40001, ProviderMisconfigured),
        (12345, ProviderUnavailable),
    ],
)
def test_trouble_is_no_answer(errcode, error):
    with pytest.raises(error):
        opened(GENUINE, scripted(failed(errcode)))


def test_a_busy_wechat_is_asked_once_more_and_a_dead_token_replaced():
    upstream = scripted(failed(-1), failed(42001), VOUCHED)
    upstream.answers[STABLE] = [granted("old"), granted("new")]
    assert opened(GENUINE, upstream) == NUMBER
    assert upstream.count(VOUCH) == 3


def test_asking_has_a_deadline():
    upstream = scripted()

    async def stuck(request):
        if request.url.path == VOUCH:
            await asyncio.Event().wait()
        return await upstream(request)

    with pytest.raises(ProviderUnavailable, match="deadline"):
        opened(GENUINE, stuck, deadline=0.05)
