"""Logging: one line an event, and nothing secret in it."""

import logging
import re
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

import msgspec

# The last line of defence, for texts that are not ours: query values and token shapes.
_SECRETS: Final = re.compile(
    r"((?:secret|access_token|refresh_token|js_code|code|client_secret|signature|openid|unionid"
    r"|session_key)[\"']?\s*[=:]\s*[\"']?)[^\s\"'&,}]+"
    r"|\bgy[ar]_[A-Za-z0-9._-]+"
    r"|(?<!\d)1[3-9]\d{9}(?!\d)",
    re.IGNORECASE,
)


class OneLine(logging.Formatter):
    """A JSON object a line; control characters cannot begin another."""

    def __init__(self, request_id: Callable[[], str] = str) -> None:
        """Take what tells the id of the request that is being answered, if any is."""
        super().__init__()
        self._request_id = request_id

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": redacted(record.getMessage()),
        }
        if record.exc_info:
            line["trace"] = redacted(self.formatException(record.exc_info))
        if request_id := self._request_id():
            line["request_id"] = request_id
        told = msgspec.json.encode(line).decode()
        return told.replace("\u2028", " ").replace("\u2029", " ")


def redacted(text: str) -> str:
    """Return the text without what looks like a secret."""
    return _SECRETS.sub(lambda found: f"{found[1] or ''}***", text)


def configure_logs(*, access_log: bool, request_id: Callable[[], str]) -> None:
    """Send every log to stderr, one line each; libraries that log URLs are kept quiet."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OneLine(request_id))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.getLogger("guiyi.access").setLevel(logging.INFO if access_log else logging.WARNING)
    for loud in ("httpx", "httpcore", "asyncio", "alembic", "sqlalchemy", "uvicorn"):
        logging.getLogger(loud).setLevel(logging.WARNING)
