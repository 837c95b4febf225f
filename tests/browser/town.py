"""Who lives beside the service, and what happens there that no browser shows."""

import itertools
import secrets
from typing import Any, Self
from urllib.parse import urlsplit

import httpx

from tests.fakes import SettableClock

_numbers = itertools.count(secrets.randbelow(10**8))
_people = itertools.count(1)
_networks = itertools.count(1)
_RUN = secrets.token_hex(4)


class Town:
    """The addresses of a deployment, its clock, and the phones of the people in it."""

    def __init__(self, url: str, simulator: str, shop: str, clock: SettableClock) -> None:
        self.url = url
        self.simulator = simulator
        self.shop = shop
        self.clock = clock
        self._vendors = httpx.Client(base_url=simulator, trust_env=False, timeout=10)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._vendors.close()

    @property
    def hosts(self) -> set[str]:
        """All that a browser has any business to ask."""
        return {urlsplit(url).netloc for url in (self.url, self.simulator, self.shop)}

    def somebody(self, nickname: str = "小林", **about: Any) -> str:
        """Let somebody new live here, and return her id in the simulator."""
        person = f"p{_RUN}-{next(_people)}"
        self.control("people", id=person, nickname=nickname, **about)
        return person

    def number(self) -> str:
        """Return a number that nobody has used, as people write it."""
        return f"138{next(_numbers) % 10**8:08d}"

    def code(self, number: str) -> str:
        """Return the code that came to the number last."""
        texts = self._vendors.get("/__sim/sms", params={"number": f"+86{number}"}).json()
        return texts[-1]["code"]

    def press(self, button: str, person: str, app: str = "shop", **wishes: Any) -> dict[str, Any]:
        """Press a button of the person's mini program, and return what the service answered."""
        said = self.control(f"phone/{button}", app=app, person=person, **wishes)
        assert said["status"] in {200, 201}, said
        return said["answer"]

    def network(self) -> str:
        """Return an address in a network that nobody came from yet."""
        high, low = divmod(next(_networks), 256)
        return f"10.{high}.{low}.7"

    def control(self, path: str, **body: Any) -> dict[str, Any]:
        """Ask the simulator's control API, which must agree."""
        answer = self._vendors.post(f"/__sim/{path}", json=body)
        assert answer.is_success, answer.text
        return answer.json()
