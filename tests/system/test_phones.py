import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.system.phones import LONGEST, PhoneNumbers
from domain.model.errors import InvalidInput

CANONICAL = "+8613800138000"
CHINA = PhoneNumbers()
NEAR = PhoneNumbers(("CN", "HK", "MO", "SG"))

PREFIXES = ["", "0", "86", "86 ", "+86", "+ 86-", "(+86)", "0086", "00 86 ", "+86 (0)", "＋８６"]
GROUPED = [
    "13800138000",
    "138 0013 8000",
    "138-0013-8000",
    "138.0013.8000",
    "(138)0013 8000",
    "138\u00a00013\u00a08000",
    "138\u20130013\u20148000",
    "138\u22120013\uff0d8000",
    "138　0013　8000",
    "１３８００１３８０００",
    "138\t0013\u20098000",
    "𝟭𝟯𝟴00138000",
]
AROUND = ["{}", " {} ", "\u202d{}\u202c", "\ufeff{}\u200b"]
SPELLINGS = [
    around.format(prefix + grouped)
    for prefix, grouped, around in itertools.product(PREFIXES, GROUPED, AROUND)
]

REFUSED = [
    "",
    " ",
    "+",
    "86",
    "+86",
    "1380013800",
    "138001380000",
    "12800138000",
    "03800138000",
    "0013800138000",
    "0000138 0013 8000",
    "+86+13800138000",
    "++8613800138000",
    "8613800138000+",
    "+8686 138 0013 8000",
    "+85213800138000",
    "+113800138000",
    "010 8888 8888",
    "+86 10 8888 8888",
    "0755-88888888",
    "400 800 8888",
    "10086",
    "110",
    "12381",
    "106575258192144",
    "700 1234 5678 9012",
    "+86 700123456789012",
    "14412345678901",
    "13800138000 ext 5",
    "13800138000;ext=5",
    "13800138000x5",
    "13800138000#5",
    "13800138000,5",
    "tel:+8613800138000",
    "sms:13800138000",
    "138OO138OOO",
    "l3800138000",
    "I3800138000",
    "13８00l38000",
    "1З800138000",
    "一三八〇〇一三八〇〇〇",
    "١٣٨٠٠١٣٨٠٠٠",
    "१३८००१३८०००",
    "۱۳۸۰۰۱۳۸۰۰۰",
    "\u202e00083100831\u202c",
    "138\n0013\n8000",
    "138_0013_8000",
    "138/0013/8000",
    "138a0013b8000",
    "138½0138000",
    "13800138000\0",
    "\ud800",
    "1-800-FLOWERS",
    "9" * 1000,
    " " * LONGEST + "13800138000",
]


def is_refused(phones, written):
    with pytest.raises(InvalidInput) as caught:
        phones.parse(written)
    return caught.value.field == "phone"


def test_there_are_three_hundred_spellings_of_one_number():
    assert len(set(SPELLINGS)) >= 300
    assert {CHINA.parse(written) for written in SPELLINGS} == {CANONICAL}


@pytest.mark.parametrize("written", REFUSED, ids=ascii)
def test_what_is_no_mobile_number_of_china_is_refused(written):
    assert is_refused(CHINA, written)


def test_every_prefix_from_13_to_19_is_taken_known_to_the_library_or_not():
    for start in range(130, 200):
        written = f"{start}00138000"
        assert CHINA.parse(written) == f"+86{written}"
    for start in (*range(100, 130), *range(200, 1000)):
        assert is_refused(CHINA, f"{start}00138000")


def test_the_same_national_digits_are_another_number_in_another_country():
    hong_kong, macao = NEAR.parse("+852 6612 3456"), NEAR.parse("+853 6612 3456")
    assert (hong_kong, macao) == ("+85266123456", "+85366123456")
    assert is_refused(NEAR, "66123456")
    assert is_refused(NEAR, "+86 66123456")
    assert is_refused(NEAR, "+852 13800138000")
    assert NEAR.parse("13800138000") == CANONICAL


@pytest.mark.parametrize("written", ["+852 2123 4567", "+65 6123 4567", "+853 2812 3456"])
def test_abroad_too_a_number_has_to_be_a_mobile_one(written):
    assert is_refused(NEAR, written)


@pytest.mark.parametrize("written", ["+852 5123 4567", "+1 202 456 1111", "+44 7400 123456"])
def test_only_the_regions_served_are_served(written):
    assert is_refused(CHINA, written)


def test_a_number_without_a_country_is_of_the_default_region():
    phones = PhoneNumbers(("HK", "CN"), default="HK")
    assert phones.parse("5123 4567") == "+85251234567"
    assert phones.parse("+86 138 0013 8000") == CANONICAL
    assert is_refused(phones, "13800138000")


@pytest.mark.parametrize(
    ("regions", "default"), [(("CN", "XX"), "CN"), (("cn",), "cn"), ("CN", "CN"), (("HK",), "CN")]
)
def test_regions_that_make_no_sense_are_told_at_once(regions, default):
    with pytest.raises(ValueError, match="regions"):
        PhoneNumbers(regions, default)


DIALLED = st.text(alphabet="0123456789+-() .０１８６ \u00a0oOlI\u0661", max_size=24)


@settings(deadline=None)
@given(st.one_of(DIALLED, st.text(max_size=48), st.from_regex(r"(\+|00)?86\d{11}")))
def test_anything_is_one_canonical_form_or_refused(written):
    try:
        number = NEAR.parse(written)
    except InvalidInput:
        return
    assert re.fullmatch(r"\+861[3-9][0-9]{9}|\+(85[23]|65)[0-9]{8}", number)
    assert NEAR.parse(number) == NEAR.parse(f" {number} ") == number
