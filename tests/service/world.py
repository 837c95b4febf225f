"""One service and the WeChat it asks, as a test sees them: over HTTP alone."""

import itertools
import secrets
from typing import Any, Self

import httpx

from tests.service import armour, documented

_numbers = itertools.count(1)
_RUN = secrets.token_hex(4)


class World:
    """Presses what a phone would press, and sends what its mini program would send.

    Every answer of the service is held against its OpenAPI description, and has to be armoured.
    """

    def __init__(self, service_url: str, wechat_url: str, storage: str = "") -> None:
        self.url = service_url
        self.wechat_url = wechat_url
        self.storage = storage
        self.service = httpx.Client(
            base_url=service_url,
            trust_env=False,
            timeout=10,
            event_hooks={"response": [documented.check, armour.check]},
        )
        self.wechat = httpx.Client(base_url=wechat_url, trust_env=False, timeout=10)

    def close(self) -> None:
        self.service.close()
        self.wechat.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def control(self, path: str, **body: Any) -> dict[str, Any]:
        """Ask the simulator's control API, which must agree."""
        response = self.wechat.post(f"/__sim/{path}", json=body)
        assert response.status_code == 200, response.text
        return response.json()

    def somebody(self, **about: Any) -> str:
        """Let somebody new live in WeChat's world, and return her id there."""
        person = f"p{_RUN}-{next(_numbers)}"
        self.control("people", id=person, **{"nickname": "小林", **about})
        return person

    def code(self, person: str, app: str = "shop") -> str:
        return self.control("wx_login", app=app, person=person)["code"]

    def profile(self, person: str, app: str = "shop", **how: Any) -> dict[str, Any]:
        """Return what `wx.getUserInfo` gives: both halves, signed and sealed."""
        return self.control("profile", app=app, person=person, **how)

    def fault(self, kind: str, endpoint: str = "/sns/jscode2session", **more: Any) -> None:
        """Let the next call of the endpoint fail."""
        self.control("faults", endpoint=endpoint, kind=kind, **more)

    def login(self, code: str, app: str = "shop", **more: Any) -> httpx.Response:
        return self.service.post(f"/v1/wechat/{app}/login", json={"code": code, **more})

    def sign_in(self, person: str | None = None, app: str = "shop", **more: Any) -> dict[str, Any]:
        """Sign somebody in, and return the answer, which must be a success."""
        response = self.login(self.code(person or self.somebody(), app), app, **more)
        assert response.is_success, response.text
        return response.json()

    def ask(self, method: str, path: str, token: str, body: Any = None) -> httpx.Response:
        """Send a request of somebody who is signed in."""
        headers = {"Authorization": f"Bearer {token}"}
        return self.service.request(method, path, json=body, headers=headers)

    def who_am_i(self, token: str) -> httpx.Response:
        return self.ask("GET", "/v1/me", token)

    def refresh(self, refresh_token: str) -> httpx.Response:
        return self.service.post("/v1/session/refresh", json={"refresh_token": refresh_token})


def token_of(answer: dict[str, Any]) -> str:
    """Return the access token that a sign-in gave."""
    return answer["session"]["access_token"]


def problem(response: httpx.Response) -> tuple[int, str]:
    """Return what a refusal says: its status and its code."""
    assert response.headers["content-type"] == documented.PROBLEM
    return response.status_code, response.json()["code"]
