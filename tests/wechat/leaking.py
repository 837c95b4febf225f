"""Looks for secrets in errors and logs, in whatever way they may be written there."""

import asyncio
import base64
import re
import traceback
from collections.abc import Collection, Coroutine
from typing import Any
from urllib.parse import quote

from tests.wechat.jumping import run


def leak_of(canaries: Collection[str]) -> re.Pattern[str]:
    """Return what finds any of these secrets, plain or encoded."""
    forms = [
        form
        for canary in canaries
        for form in (
            canary,
            quote(canary, safe=""),
            canary.encode().hex(),
            base64.b64encode(canary.encode()).decode().rstrip("="),
        )
    ]
    return re.compile("|".join(map(re.escape, forms)), re.IGNORECASE)


def gone_wrong(*acts: Coroutine[Any, Any, object]) -> list[BaseException]:
    """Run one after the other, and return the errors."""

    async def all_of_them() -> list[BaseException]:
        done = [(await asyncio.gather(act, return_exceptions=True))[0] for act in acts]
        return [one for one in done if isinstance(one, BaseException)]

    return run(all_of_them())


def told_by(error: BaseException) -> str:
    """Return all that a log could say of an error, which hides no other behind it."""
    assert error.__cause__ is None
    assert error.__context__ is None
    return "".join(traceback.format_exception(error)) + repr(vars(error))
