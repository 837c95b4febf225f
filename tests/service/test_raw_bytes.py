"""Bar 57: whatever bytes arrive, nobody is answered 5xx, and the service stays well."""

from collections.abc import Callable, Iterable, Mapping

import pytest

from adapters.http.messages import TEXTS
from tests.service import armour, corpus, documented
from tests.service.malformed import malformed_bodies
from tests.service.raw import Answer, Case, send_all
from tests.service.world import World, token_of

UVICORN_SAYS = (400, b"Invalid HTTP request received.")
"""What the server itself answers, in plain text, to what is not HTTP: it never gets to us."""

Cases = Callable[[Callable[[], str]], Iterable[Case]]
GROUPS: dict[str, Cases] = {
    "bodies": malformed_bodies,
    "framing": lambda _: corpus.framing(),
    "targets": lambda _: corpus.targets(),
    "methods": lambda _: corpus.methods(),
    "headers": lambda _: corpus.headers(),
    "bearers": lambda _: corpus.bearers(),
}


Answered = Mapping[Case, Answer]


@pytest.fixture(scope="session")
def answered() -> Callable[[World, str], Answered]:
    """Send a group to a service, once, and return what each case was answered."""
    done: dict[tuple[str, str], Answered] = {}

    def send(world: World, group: str) -> Answered:
        if (world.url, group) not in done:
            cases = list(GROUPS[group](lambda: token_of(world.sign_in())))
            answers = send_all(world.url, cases)
            done[world.url, group] = dict(zip(cases, answers, strict=True))
            assert world.sign_in()["code"] == "created", "the service is not well any more"
        return done[world.url, group]

    return send


def test_the_corpus_is_large_enough():
    assert sum(1 for cases in GROUPS.values() for _ in cases(lambda: "")) >= 400


@pytest.mark.parametrize("group", GROUPS)
def test_no_bytes_break_the_service(answered, world, group):
    for case, answer in answered(world, group).items():
        assert answer.status < 500, case
        assert answer.status or case.unfinished, f"{case}: no answer"
        if answer.by_us:
            check_ours(case, answer)
        elif answer.status:
            assert (answer.status, answer.body) == UVICORN_SAYS, case


def check_ours(case: Case, answer: Answer) -> None:
    """An error is a problem with all that belongs to it, and nothing is said undocumented."""
    method, _, rest = case.payload.lstrip().partition(b" ")
    path = rest.partition(b" ")[0].decode("latin-1")
    body = answer.json() if answer.body else None
    # Two slashes are one, and lead to the pages.
    leads_on = {"location", "set-cookie"} if answer.status == 303 else set()
    armour.check_headers(
        {name: value for name, value in answer.headers.items() if name not in leads_on}
    )
    if answer.status >= 400 and method != b"HEAD":
        assert answer.media_type == documented.PROBLEM, case
        assert body["status"] == answer.status, case
        assert body["title"] == TEXTS[answer.headers["content-language"]][body["code"]], case
        assert body["request_id"] == answer.headers["x-request-id"], case
    if path in corpus.PATHS:
        documented.check_answer(method.decode(), path, answer.status, body, answer.headers)


@pytest.mark.parametrize("group", GROUPS)
def test_both_databases_answer_alike(answered, on_sqlite, on_postgres, group):
    on_one, on_other = (answered(world, group) for world in (on_sqlite, on_postgres))
    differing = [
        (ours.name, one.status, other.status)
        for (ours, one), other in zip(on_one.items(), on_other.values(), strict=True)
        if one.status != other.status
    ]
    assert not differing
