"""Telephone numbers, by Google's libphonenumber."""

import re
import unicodedata
from collections.abc import Collection
from typing import Final

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, PhoneNumberType

from domain.model.errors import InvalidInput

LONGEST: Final = 40

# What people put between digits, and the marks that address books put around a number.
_BETWEEN: Final = " \t().-\u2010\u2012\u2013\u2014\u2015\u2212"
_INVISIBLE: Final = "\u200b\u200e\u202a\u202c\u202d\u2060\u2066\u2069\ufeff"
_DROPPED: Final = str.maketrans("", "", _BETWEEN + _INVISIBLE)
_DIALLED: Final = re.compile(r"\+?[0-9]{5,20}")

_CHINA: Final = "CN"
_CHINA_CODE: Final = 86
_CHINESE_MOBILE: Final = re.compile(r"1[3-9][0-9]{9}")
_MOBILE: Final = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)


class PhoneNumbers:
    """Implements ports.phones.PhoneParser for mobile numbers of some regions.

    In China every 11-digit number from 13 to 19 is taken, for carriers open prefixes sooner than
    the library learns of them; the 15-digit 700 numbers, which hide a person's own for a while,
    are not. Elsewhere a number has to be one that the library knows as, or cannot tell from, a
    mobile one.
    """

    def __init__(self, regions: Collection[str] = (_CHINA,), default: str = _CHINA) -> None:
        """Take the regions to be served, and that of numbers without a country code (ISO 3166).

        Raises:
            ValueError: there is no such region, or the default is not among those served.
        """
        if not set(regions) <= phonenumbers.SUPPORTED_REGIONS or default not in regions:
            raise ValueError(f"no regions to be served: {regions}, default {default}")
        self._regions = frozenset(regions)
        self._default = default

    def parse(self, written: str) -> str:
        number = self._read(_dialled(written))
        if number is None or not self._is_served(number):
            raise InvalidInput("phone")
        return phonenumbers.format_number(number, PhoneNumberFormat.E164)

    def _read(self, dialled: str) -> PhoneNumber | None:
        try:
            return phonenumbers.parse(dialled, self._default)
        except NumberParseException:
            return None

    def _is_served(self, number: PhoneNumber) -> bool:
        if number.country_code == _CHINA_CODE:
            national = phonenumbers.national_significant_number(number)
            return _CHINA in self._regions and bool(_CHINESE_MOBILE.fullmatch(national))
        region = phonenumbers.region_code_for_number(number)
        return region in self._regions and phonenumbers.number_type(number) in _MOBILE


def _dialled(written: str) -> str:
    """Return the digits of a number, behind a plus if it has one; compatibility forms unfolded.

    Raises:
        InvalidInput: there are other characters, too many, or too few.
    """
    if len(written) <= LONGEST:
        dialled = unicodedata.normalize("NFKC", written).translate(_DROPPED)
        if _DIALLED.fullmatch(dialled):
            return dialled
    raise InvalidInput("phone")
