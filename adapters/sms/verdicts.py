"""What a vendor's refusal means to us, and how it is told."""

import logging
import re
from collections.abc import Mapping
from typing import Final, NoReturn

import attrs

from domain.model.errors import (
    ProviderBusy,
    ProviderMisconfigured,
    ProviderUnavailable,
    Unavailable,
)
from domain.model.phone_errors import PhoneUnreachable


@attrs.frozen
class Verdict:
    """Our error for a refusal of theirs; `retry_after` in seconds where it is not the usual."""

    error: type[PhoneUnreachable] | type[Unavailable]
    retry_after: int | None = None


UNREACHABLE: Final = Verdict(PhoneUnreachable)
HALF_A_MINUTE: Final = Verdict(ProviderBusy, retry_after=30)
SLOW: Final = Verdict(ProviderBusy)
HOUR: Final = Verdict(ProviderBusy, retry_after=3600)
DAY: Final = Verdict(ProviderBusy, retry_after=86_400)
OPS: Final = Verdict(ProviderMisconfigured)
RETRY: Final = Verdict(ProviderUnavailable)

_REQUEST_ID: Final = re.compile(r"[0-9A-Fa-f-]{32,36}")

_logger: Final = logging.getLogger("guiyi.sms")


def verdict_on(code: str, verdicts: Mapping[str, Verdict]) -> Verdict:
    """Return the verdict on the code, or on its family, or RETRY for one nobody knows."""
    family = code.partition(".")[0]
    return verdicts.get(code) or verdicts.get(family) or RETRY


def told(vendor: str, code: str, request_id: object) -> str:
    """Say who refused, by which code, and what the vendor's support will ask for.

    Their message stays unsaid: it may repeat what we sent.
    """
    if isinstance(request_id, str) and _REQUEST_ID.fullmatch(request_id):
        return f"{vendor}: {code}, RequestId {request_id}"
    return f"{vendor}: {code}"


def refuse(verdict: Verdict, detail: str) -> NoReturn:
    """Raise what the verdict says, with the detail inside.

    Raises:
        PhoneUnreachable: the caller has to know; the detail is logged here.
        ProviderBusy, ProviderMisconfigured, ProviderUnavailable: with the detail inside.
    """
    if issubclass(verdict.error, Unavailable):
        raise verdict.error(detail, retry_after=verdict.retry_after)
    _logger.info(detail)
    raise verdict.error
