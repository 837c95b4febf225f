"""getuserphonenumber: a code of the phone button becomes a number, once."""

import asyncio

import pytest

from adapters.system.phones import PhoneNumbers
from domain.model.errors import (
    CodeRejected,
    InvalidInput,
    PersonRefused,
    ProviderBusy,
    ProviderMisconfigured,
    ProviderUnavailable,
)
from tests.wechat.malformed import BODIES, NUMBERS
from tests.wechat.upstream import (
    LOGIN,
    NUMBER,
    OPENID,
    PHONE_CODE,
    PHONE_INFO,
    PROVEN,
    PURE,
    REDEEM,
    REDEEMED,
    SHOP,
    STABLE,
    TOKEN,
    Scripted,
    failed,
    granted,
    mini_program,
)


def scripted(*answers):
    return Scripted({STABLE: [granted()], REDEEM: list(answers), LOGIN: [PROVEN]})


def redeemed(upstream, code=PHONE_CODE, openid=OPENID, **options):
    return asyncio.run(mini_program(upstream, **options).redeem_phone(SHOP, code, openid=openid))


def with_info(**changes):
    return REDEEMED | {"phone_info": PHONE_INFO | changes}


def test_the_call_is_the_documented_one():
    upstream = scripted(REDEEMED)
    assert redeemed(upstream) == NUMBER
    (request,) = upstream.seen[REDEEM]
    assert request.method == "POST"
    assert dict(request.url.params) == {"access_token": TOKEN}
    assert upstream.sent(REDEEM) == [{"code": PHONE_CODE, "openid": OPENID}]


@pytest.mark.parametrize(
    "options", [{"openid": None}, {"phone_bind_openid": False}], ids=["unknown", "switched off"]
)
def test_whose_code_it_is_goes_unsaid(options):
    upstream = scripted(REDEEMED)
    assert redeemed(upstream, **options) == NUMBER
    assert upstream.sent(REDEEM) == [{"code": PHONE_CODE}]


@pytest.mark.parametrize("country", ["86", 86])
@pytest.mark.parametrize("whole", [PURE, NUMBER, "", None])
def test_the_number_is_the_country_code_and_the_pure_number(country, whole):
    assert redeemed(scripted(with_info(countryCode=country, phoneNumber=whole))) == NUMBER


ABROAD = with_info(countryCode=852, purePhoneNumber="51234567", phoneNumber="+85251234567")


def test_a_country_not_served_is_told_from_trouble():
    with pytest.raises(InvalidInput) as caught:
        redeemed(scripted(ABROAD))
    assert caught.value.field == "phone_code"
    assert redeemed(scripted(ABROAD), phones=PhoneNumbers(("CN", "HK"))) == "+85251234567"


@pytest.mark.parametrize(
    ("errcode", "error"),
    [
        (40029, CodeRejected),
        (40163, CodeRejected),
        (40003, CodeRejected),
        (40226, PersonRefused),
        (45011, ProviderBusy),
        (45009, ProviderBusy),
        (40013, ProviderMisconfigured),
        (48001, ProviderMisconfigured),
        (47001, ProviderMisconfigured),
        (-1, ProviderUnavailable),
        (1, ProviderUnavailable),
        (12345, ProviderUnavailable),
    ],
)
def test_each_number_is_an_error_of_ours_and_the_code_goes_once(errcode, error):
    upstream = scripted(failed(errcode))
    with pytest.raises(error):
        redeemed(upstream)
    assert upstream.count(REDEEM) == 1


INFOS = [
    *(REDEEMED | {"phone_info": value} for value in (None, [], {}, "x", 5, [PHONE_INFO])),
    *(with_info(countryCode=value) for value in (None, [], True, "", "+86", "086", "8" * 4, 0)),
    *(with_info(countryCode=value) for value in (-86, 86.0, "八六", "86 ", 10**9)),
    *(with_info(purePhoneNumber=value) for value in (None, [], int(PURE), "", "138", NUMBER)),
    *(with_info(purePhoneNumber=value) for value in ("138 0013 8000", "１３８００１３８０００")),
    *(with_info(purePhoneNumber=value) for value in ("9" * 16, f"{PURE}\n", "138O0138000")),
    *(with_info(watermark=value) for value in (None, [], {}, "x", {"appid": None})),
    with_info(watermark={"appid": "wxother000000001"}),
    {name: value for name, value in REDEEMED.items() if name != "phone_info"},
]


@pytest.mark.parametrize(
    "answer", [*BODIES, *({"errcode": number} for number in NUMBERS), *INFOS], ids=repr
)
def test_a_malformed_answer_is_no_number_and_the_code_is_spent(answer):
    upstream = scripted(answer)
    program = mini_program(upstream)
    with pytest.raises(ProviderUnavailable, match="malformed"):
        asyncio.run(program.redeem_phone(SHOP, PHONE_CODE, openid=OPENID))
    with pytest.raises(CodeRejected):
        asyncio.run(program.redeem_phone(SHOP, PHONE_CODE, openid=OPENID))
    assert upstream.count(REDEEM) == 1


@pytest.mark.parametrize("code", ["", " ", "two words", "a\r\nb", "é", "\ud800", "x" * 513, "\0"])
def test_what_cannot_be_a_code_is_not_sent(code):
    upstream = scripted(REDEEMED)
    with pytest.raises(CodeRejected):
        redeemed(upstream, code)
    assert not upstream.seen


def test_a_phone_code_and_a_login_code_of_the_same_letters_are_two():
    program = mini_program(scripted(REDEEMED))

    async def both():
        await program.redeem_phone(SHOP, PHONE_CODE, openid=OPENID)
        return await program.exchange(SHOP, PHONE_CODE)

    assert asyncio.run(both()).openid == OPENID
