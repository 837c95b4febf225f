"""Examples of the bodies about numbers and passwords; the tests hold them true."""

from datetime import UTC, datetime
from typing import Final

import msgspec

from adapters.http import examples
from adapters.http.examples import Bodies
from adapters.http.phone_bodies import OutcomeOut, SentCodeOut
from domain.model.errors import Undecided
from domain.model.outcomes import Offer, Offered, Outcome, Ticket

_AT: Final = datetime(2026, 11, 21, 8, 30, 0, 123456, UTC)
_TRANSACTION: Final = "h0Rk3vQ1mB7wX9rT5yU2nP8sD4fG6hJ0kLzXcVbNmQ8"
_TICKET: Final = "Zr7xK2mQ9wE4tY6uI1oP3aS5dF8gH0jLkZxCvBnMqW2"
_NUMBER: Final = "138 0013 8000"
_LOGIN_CODE: Final = "0a3Xk1Ga1Zx9AH0Hk2Ha1mJp7k2Xk1Gz"
_PHONE_CODE: Final = "b3f0c1a27d5e4f8896a1c0d2e3f4a5b6c7d8e9f00112233445566778899aabbc"
_WECHAT: Final = {"app": "shop", "code": _LOGIN_CODE}
_SENT: Final = {"phone": _NUMBER, "transaction": _TRANSACTION, "sms_code": "432109"}
_SMS: Final = {"phone": _NUMBER, "transaction": _TRANSACTION, "code": "432109"}
_PASSWORD: Final = "correct horse battery staple"  # noqa: S105 - an example

SENT: Final = SentCodeOut(
    _TRANSACTION,
    datetime(2026, 11, 21, 8, 35, 0, 123456, UTC),
    datetime(2026, 11, 21, 8, 31, 0, 123456, UTC),
)
CLAIMED: Final = msgspec.structs.replace(examples.SIGNED_IN, code=Outcome.BOUND)
RESET: Final = OutcomeOut(Outcome.PASSWORD_RESET)
RELEASED: Final = OutcomeOut(Outcome.NUMBER_RELEASED)

_GOOD_FOR: Final = Ticket(_TICKET, datetime(2026, 11, 21, 8, 40, 0, 123456, UTC))
OWNERSHIP: Final = Undecided(
    Outcome.OWNERSHIP_CHECK,
    offers=(Offered(Offer.PROVE_OWNERSHIP, _GOOD_FOR), Offered(Offer.CLAIM_NUMBER, _GOOD_FOR)),
)
CONFIRM: Final = Undecided(
    Outcome.SMS_CONFIRMATION_REQUIRED,
    offers=(Offered(Offer.CONFIRM_BY_SMS, _GOOD_FOR), Offered(Offer.WECHAT_ONLY)),
)
CONFLICT: Final = Undecided(
    Outcome.IDENTITY_CONFLICT,
    offers=(Offered(Offer.LOGIN_BY_WECHAT), Offered(Offer.LOGIN_BY_SMS)),
)
MERGE: Final = Undecided(
    Outcome.MERGE_REQUIRED, offers=(Offered(Offer.MERGE, _GOOD_FOR), Offered(Offer.CANCEL))
)
STEP_UP: Final = Undecided(
    Outcome.STEP_UP_REQUIRED,
    offers=(Offered(Offer.STEP_UP_BY_WECHAT), Offered(Offer.STEP_UP_BY_SMS)),
)
RESERVED: Final = Undecided(Outcome.PHONE_RESERVED, offers=(Offered(Offer.RETRY_AFTER_CLOSING),))
UNAVAILABLE: Final = Undecided(Outcome.PHONE_UNAVAILABLE)
CLAIM_REFUSED: Final = Undecided(Outcome.CLAIM_REFUSED)
NOBODY_KNOWN: Final = Undecided(Outcome.SMS_SENT_IF_KNOWN)

BUTTON_LOGIN: Final[Bodies] = {
    "the number alone": {"phone_code": _PHONE_CODE},
    "with wx.login": {"phone_code": _PHONE_CODE, "login_code": _LOGIN_CODE},
    "repeatable": {"phone_code": _PHONE_CODE, "nonce": "c7f1c0de5a1e4f0b"},
    "the old button": {
        "sealed_phone": {
            "encrypted_data": "CiyLU1Aw2KjvrjMdj8YKliAjtP4gsMZMQmRzooG2xrDcvSnxIMXFufNstNGTyaGS",
            "iv": "r7BXXKkLb8qrSNn05n0qiA==",
        },
        "login_code": _LOGIN_CODE,
    },
}
SEND: Final[Bodies] = {"to sign in": {"phone": _NUMBER, "purpose": "login"}}
SMS_LOGIN: Final[Bodies] = {
    "by SMS": _SENT,
    "confirming": {**_SENT, "ticket": _TICKET},
    "its password": {"ticket": _TICKET, "password": _PASSWORD},
    "her word": {"ticket": _TICKET, "mine": True},
}
CLAIM: Final[Bodies] = {"claim": {"ticket": _TICKET}}
BIND: Final[Bodies] = {
    "by SMS": {"sms": _SMS},
    "by the button": {"wechat": {"app": "shop", "phone_code": _PHONE_CODE}},
}
PASSWORD_LOGIN: Final[Bodies] = {"sign in": {"phone": _NUMBER, "password": _PASSWORD}}
PASSWORD_RESET: Final[Bodies] = {
    "by SMS": {**_SENT, "new_password": _PASSWORD},
    "a stale number": {**_SENT, "new_password": _PASSWORD, "wechat": _WECHAT},
}
PASSWORD: Final[Bodies] = {"set": {"password": _PASSWORD}}
STEP_UP_BY: Final[Bodies] = {
    "WeChat": {"wechat": _WECHAT},
    "QQ": {"qq": {"app": "mini", "code": "0A1B2C3D4E5F60718293A4B5C6D7E8F9"}},
    "password": {"password": _PASSWORD},
    "SMS": {"sms": _SMS},
}
RELEASE: Final[Bodies] = {"release": {"phone": _NUMBER}}
