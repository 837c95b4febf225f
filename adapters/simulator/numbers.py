"""Telephone numbers in E.164, as people hold them: `+8613800138000`.

https://www.itu.int/rec/T-REC-E.164
"""

import re
from typing import Final

E164_PATTERN: Final = r"\A\+[1-9][0-9]{6,14}\Z"
MAINLAND: Final = "86"
_E164: Final = re.compile(E164_PATTERN)
_MAINLAND_MOBILE: Final = re.compile(r"1[3-9][0-9]{9}")
# No country code begins another: these have one or two digits, all others three.
_COUNTRY_CODE: Final = re.compile(
    "[17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|[0-9]{3}"
)


def is_number(text: str) -> bool:
    """Tell whether this is E.164; in mainland China only mobile numbers are."""
    if not _E164.match(text):
        return False
    country_code, national = parts(text)
    return country_code != MAINLAND or bool(_MAINLAND_MOBILE.fullmatch(national))


def parts(number: str) -> tuple[str, str]:
    """Return the country code and the national number of what `is_number`."""
    digits = number.removeprefix("+")
    code = _COUNTRY_CODE.match(digits)
    if code is None:
        raise ValueError("no telephone number")
    return code[0], digits[code.end() :]
