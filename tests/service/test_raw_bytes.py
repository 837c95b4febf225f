"""Bar 57: whatever bytes arrive, nobody is answered 5xx, and the service stays well."""

from collections import Counter
from collections.abc import Callable, Iterable

import pytest

from tests.service import corpus
from tests.service.malformed import malformed_bodies
from tests.service.raw import Answer, Case, send_all
from tests.service.world import World

UVICORN_SAYS = b"Invalid HTTP request received."
"""What the server itself answers, in plain text, to what is not HTTP at all: status 400."""

Cases = Callable[[str], Iterable[Case]]
GROUPS: dict[str, Cases] = {
    "bodies": malformed_bodies,
    "framing": lambda _: corpus.framing(),
    "targets": lambda _: corpus.targets(),
    "methods": lambda _: corpus.methods(),
    "headers": lambda _: corpus.headers(),
    "bearers": lambda _: corpus.bearers(),
}


def answered(world: World, group: str) -> dict[Case, Answer]:
    token = world.sign_in()["session"]["access_token"]
    cases = list(GROUPS[group](token))
    answers = send_all(world.url, cases)
    assert world.who_am_i(token).status_code in (200, 401)
    return dict(zip(cases, answers, strict=True))


@pytest.mark.parametrize("group", GROUPS)
def test_print(world, group):
    for case, answer in answered(world, group).items():
        print(answer.status, answer.by_us, answer.media_type, case.name, answer.body[:60] if not answer.by_us else "")
