"""One call of WeChat's API, there and back."""

import asyncio
import secrets
from collections.abc import Mapping
from urllib.parse import urlencode

import attrs
import httpx

from adapters.wechat.answers import Answer, read_answer
from adapters.wechat.errcodes import BUSY
from domain.model.errors import ProviderUnavailable


@attrs.frozen(kw_only=True)
class Call:
    """What to ask: by GET, or with a body by POST.

    `repeatable` says that the call spends nothing, so that it may be sent twice.
    """

    path: str
    query: Mapping[str, str] = attrs.field(factory=dict, repr=False)
    body: Mapping[str, object] | None = attrs.field(default=None, repr=False)
    repeatable: bool = False

    @property
    def name(self) -> str:
        """The last part of the path, as WeChat's documents call it."""
        return self.path.rpartition("/")[2]

    @property
    def target(self) -> str:
        """The path and the query, escaped."""
        return f"{self.path}?{urlencode(self.query)}" if self.query else self.path


@attrs.frozen
class Api:
    """Sends calls; what goes wrong on the way leaves without a word of what was sent."""

    client: httpx.AsyncClient = attrs.field(repr=False)
    base: str

    async def ask(self, call: Call) -> Answer:
        """Return the answer, be it an error of WeChat's or not.

        A repeatable call is sent once more when WeChat is too busy for it.

        Raises:
            ProviderUnavailable: there was no answer, or none that makes sense.
        """
        answer = read_answer(call.name, await self._send(call))
        if call.repeatable and answer.errcode == BUSY:
            await asyncio.sleep((50 + secrets.randbelow(100)) / 1000)
            answer = read_answer(call.name, await self._send(call))
        return answer

    async def _send(self, call: Call) -> httpx.Response:
        try:
            return await self.client.request(
                "GET" if call.body is None else "POST",
                f"{self.base}/{call.target}",
                json=call.body,
            )
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            failure = type(error).__name__
        # Not raised where it was caught: httpx's error carries the URL, and the URL our secret.
        raise ProviderUnavailable(f"{call.name}: {failure}")
