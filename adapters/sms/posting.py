"""One request to a vendor, and never a second."""

from collections.abc import Mapping

import httpx

from domain.model.errors import ProviderUnavailable


async def post(
    client: httpx.AsyncClient, vendor: str, url: str, *, headers: Mapping[str, str], body: bytes
) -> httpx.Response:
    """Send exactly these bytes, once; `vendor` names the other side in errors.

    Raises:
        ProviderUnavailable: no answer came; the message may have been sent all the same.
    """
    try:
        return await client.post(
            url,
            content=body,
            headers={name.encode(): value.encode() for name, value in headers.items()},
        )
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        failure = type(error).__name__
    # Not raised where it was caught: httpx's error carries the request, and that the code.
    raise ProviderUnavailable(f"{vendor}: {failure}")
