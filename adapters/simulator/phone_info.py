"""How WeChat words a telephone number."""

from datetime import datetime
from typing import Any

from adapters.simulator.apps import SimulatedApp
from adapters.simulator.numbers import MAINLAND, parts


def phone_info(app: SimulatedApp, number: str, *, at: datetime) -> dict[str, Any]:
    """Return the number in WeChat's fields; only foreign ones carry their country's prefix.

    https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-info/phone-number/getPhoneNumber.html
    """
    country_code, national = parts(number)
    return {
        "phoneNumber": national if country_code == MAINLAND else number,
        "purePhoneNumber": national,
        "countryCode": country_code,
        "watermark": {"timestamp": int(at.timestamp()), "appid": app.app_id},
    }
