"""Single steps of one session: what each has to answer, and the tokens it gives."""

from typing import Any

from tests.storms.calls import refresh, sign_in
from tests.storms.lines import Line
from tests.storms.phones import Phones

Session = dict[str, Any]


async def signed_in(phones: Phones, line: Line) -> Session:
    """Sign a newcomer in."""
    answer = await line.ask(sign_in(await phones.code(await phones.newcomer())))
    assert answer.status == 201, answer
    return answer.body["session"]


async def refreshed(line: Line, session: Session) -> Session:
    answer = await line.ask(refresh(session["refresh_token"]))
    assert answer.status == 200, answer
    return answer.body["session"]
