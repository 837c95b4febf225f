"""One call of QQ's API, there and back."""

import asyncio
from collections.abc import Mapping
from urllib.parse import urlencode

import attrs
import httpx

from adapters.qq.answers import Answer, read_answer
from domain.model.errors import ProviderUnavailable


@attrs.frozen
class Api:
    """Sends calls; what goes wrong on the way leaves without a word of what was sent."""

    client: httpx.AsyncClient = attrs.field(repr=False)
    base: str

    async def ask(self, path: str, query: Mapping[str, str], *, until: float) -> Answer:
        """Return the answer, be it an error of QQ's or not; no call is ever sent twice.

        `until` is a time of the event loop's clock.

        Raises:
            ProviderUnavailable: there was no answer until then, or none that makes sense.
        """
        call = path.rpartition("/")[2]
        try:
            async with asyncio.timeout_at(until):
                response = await self.client.get(f"{self.base}/{path}?{urlencode(query)}")
            return read_answer(call, response)
        except TimeoutError:
            failure = "the deadline has passed"
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            failure = type(error).__name__
        # Not raised where it was caught: httpx's error carries the URL, and the URL our secret.
        raise ProviderUnavailable(f"{call}: {failure}")
