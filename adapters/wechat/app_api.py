"""WeChat's API in the name of one of our own apps."""

import asyncio
from collections.abc import Callable

import attrs

from adapters.wechat.access_token import AccessTokens
from adapters.wechat.answers import Answer
from adapters.wechat.api import Api, Call
from domain.model.errors import ProviderUnavailable


@attrs.frozen
class AppApi:
    """Sends calls that need an access token; `deadline` is in seconds for all of a question.

    A question may take several calls: for a token, for what was asked, and both once more.
    """

    api: Api
    tokens: AccessTokens
    deadline: float

    async def ask(
        self, app_id: str, call: Call, *, before: Callable[[], None] = lambda: None
    ) -> Answer:
        """Return the answer, be it an error of WeChat's or not.

        `before` is run when there is a token and the call has not been sent yet; what it raises
        keeps the call from being sent.

        Raises:
            ProviderBusy, ProviderUnavailable, ProviderMisconfigured: there is no token to be had,
                or no answer within the deadline.
        """

        async def ask(token: str) -> Answer:
            query = {"access_token": token, **call.query}
            return await self.api.ask(attrs.evolve(call, query=query))

        try:
            async with asyncio.timeout(self.deadline):
                await self.tokens.token(app_id)
                before()
                return await self.tokens.use(app_id, ask)
        except TimeoutError:
            raise ProviderUnavailable(f"{call.name}: the deadline has passed") from None
