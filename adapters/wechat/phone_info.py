"""The number that is in WeChat's description of a phone."""

import re
from typing import Final

from adapters.wechat.answers import Answer, malformed
from adapters.wechat.sealed import Fields

_BOTH_HALVES: Final = re.compile(r"[1-9][0-9]{0,2} [0-9]{4,15}")


def redeemed_number(answer: Answer, app_id: str) -> str:
    """Return the number, with its country code, that a code was answered with.

    Raises:
        ProviderUnavailable: there is none, or it was pressed in another app than this.
    """
    match answer.fields.get("phone_info"):
        case {"watermark": {"appid": str(appid)}} as info if appid == app_id:
            number = _international(info)
            if number is not None:
                return number
    raise malformed(answer.call, "phone_info")


def sealed_number(fields: Fields) -> str | None:
    """Return the number, with its country code, that was sealed, or None if there is none.

    WeChat vouches for the ciphertext alone. With an IV of her own choosing a caller can still
    write the first 16 bytes anew, so the number has to be there twice, and the same.
    """
    match fields:
        case {"phoneNumber": str(whole), "purePhoneNumber": str(pure)} if whole.endswith(pure):
            return _international(fields)
    return None


def _international(info: object) -> str | None:
    """Join both halves; the country code is a text or a number, as it comes."""
    match info:
        case {"countryCode": str() | int() as country, "purePhoneNumber": str(pure)}:
            if _BOTH_HALVES.fullmatch(f"{country} {pure}"):
                return f"+{country}{pure}"
    return None
