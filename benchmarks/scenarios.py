"""What a client does over one connection: a generator of requests that is sent the answers."""

from collections import deque
from collections.abc import Callable, Generator
from typing import Final, TypeVar

import attrs
import msgspec

from benchmarks.crowd import Crowd, tokens_in
from benchmarks.people import code_of

APP: Final = "shop"
APP_ID: Final = "wxbenchmark000001"
PLATFORM: Final = "main"

_HEAD: Final = (
    "{} {} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\nAccept-Language: zh-CN,zh\r\n"
    "User-Agent: Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) MicroMessenger/8.0.49\r\n"
)

T = TypeVar("T")


class WrongAnswer(Exception):
    """A service answered otherwise than it has to; the run is worth nothing."""


@attrs.frozen
class Answer:
    """What came back."""

    status: int
    body: bytes

    def expect(self, status: int) -> bytes:
        """Return the body; raises WrongAnswer when the status is another."""
        if self.status != status:
            raise WrongAnswer(f"{self.status} instead of {status}: {self.body[:200]!r}")
        return self.body


Visit = Generator[bytes, Answer, None]
Scenario = Callable[[Crowd], Visit]


def ask_naked(_: Crowd) -> Visit:
    """Ask the framework's own least route."""
    return _ask("/naked")


def ask_bare(_: Crowd) -> Visit:
    """Ask the product's own bare route, that of its liveness."""
    return _ask("/livez")


def first_logins(crowd: Crowd) -> Visit:
    """Sign in people whom nobody has seen."""
    while True:
        person = crowd.stranger()
        answer = yield _login(person, crowd)
        crowd.spare.append(tokens_in(answer.expect(201)))
        crowd.people.append(person)


def known_logins(crowd: Crowd) -> Visit:
    """Sign in people who have accounts, one after the other."""
    while True:
        answer = yield _login(_next(crowd.people), crowd)
        crowd.spare.append(tokens_in(answer.expect(200)))


def who_am_i(crowd: Crowd) -> Visit:
    """Ask who the caller is, over all sessions in turn."""
    while True:
        answer = yield _request("GET", "/v1/me", token=_next(crowd.lasting).access_token)
        answer.expect(200)


def refreshes(crowd: Crowd) -> Visit:
    """Go on with each session in turn, along its own chain of refresh tokens."""
    while True:
        session = _next(crowd.lasting)
        body = msgspec.json.encode({"refresh_token": session.refresh_token})
        answer = yield _request("POST", "/v1/session/refresh", body=body)
        session.refresh_token = tokens_in(answer.expect(200)).refresh_token


def logouts(crowd: Crowd) -> Visit:
    """End live sessions as long as there are any."""
    while crowd.spare:
        answer = yield _request("POST", "/v1/logout", token=crowd.spare.popleft().access_token)
        answer.expect(204)


def _ask(path: str) -> Visit:
    request = _request("GET", path)
    while True:
        answer = yield request
        answer.expect(200)


def _login(person: int, crowd: Crowd) -> bytes:
    body = msgspec.json.encode({"code": code_of(person, crowd.visit())})
    return _request("POST", f"/v1/wechat/{APP}/login", body=body)


def _request(method: str, path: str, *, token: str = "", body: bytes = b"") -> bytes:
    head = _HEAD.format(method, path)
    if token:
        head += f"Authorization: Bearer {token}\r\n"
    if body:
        head += "Content-Type: application/json\r\n"
    if method == "POST":
        head += f"Content-Length: {len(body)}\r\n"
    return f"{head}\r\n".encode() + body


def _next(circle: deque[T]) -> T:
    """Return the first and put it at the end."""
    circle.rotate(-1)
    return circle[-1]
