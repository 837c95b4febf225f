"""kill -9 beside the commit of a phone login: a code that was paid for and redeemed goes on."""

import asyncio
import itertools
from signal import SIGKILL

import attrs
import pytest

from tests.storms.calls import sign_in_by_phone
from tests.storms.lines import BROKEN, opened
from tests.storms.phones import Phones, a_number, phones_at
from tests.storms.plants import planted

REDEEM = "/wxa/business/getuserphonenumber"
DEADLY = "deadly"

COMMIT = "        await self.store.apply((*draft.batch(), *opened.writes, *tickets))\n"
DIE = f"""\
        import os

        if os.path.exists("{DEADLY}"):
            os.unlink("{DEADLY}")
            os.kill(os.getpid(), {SIGKILL:d})
"""


@attrs.frozen
class Press:
    """Somebody's press of the phone button, and what her mini program sends along with it."""

    person: str
    code: str
    beside: str

    async def sign_in(self, phones: Phones) -> bytes:
        """Return the request; a login code costs nothing, so that each try has another."""
        match self.beside:
            case "a nonce":
                return sign_in_by_phone(self.code, nonce=f"nonce-of-{self.person}")
            case "a login code":
                return sign_in_by_phone(self.code, login_code=await phones.code(self.person))
        return sign_in_by_phone(self.code)


@attrs.define
class Lives:
    """What the presses came to whose first request met a kill."""

    answers: list[tuple[int, str]] = attrs.field(factory=list)
    accounts: set[str] = attrs.field(factory=set)
    times_seen: list[int] = attrs.field(factory=list)
    redeemed: int = 0


BEFORE = (DIE + COMMIT, (201, "created"))
AFTER = (COMMIT + DIE, (200, "logged_in"))


@pytest.mark.parametrize(
    ("times", "when"),
    [
        (3, BEFORE),
        (1, AFTER),
        pytest.param(50, BEFORE, marks=pytest.mark.soak),
        pytest.param(50, AFTER, marks=pytest.mark.soak),
    ],
    ids=["before", "after", "50-before", "50-after"],
)
def test_a_phone_code_outlives_a_kill(deployment, tmp_path, times, when):
    faulty, expected = when
    source = planted(tmp_path, "domain/usecases/steps/entering.py", sound=COMMIT, faulty=faulty)
    lives = asyncio.run(_kill(attrs.evolve(deployment, source=source), times))
    told = "between redeeming and commit" if when is BEFORE else "after the commit"
    print(
        f"\nkill -9 {told}, sqlite: {times} phone logins killed, {lives.redeemed} redemptions, "
        f"{lives.answers.count(expected)} retries with the same code {expected[1]}"
    )
    assert lives.answers == [expected] * times
    assert len(lives.accounts) == times
    assert lives.times_seen == [1] * times
    assert lives.redeemed == times
    deployment.assert_clean()


async def _kill(deployment, times):
    """Let somebody sign in and the service die of it; at the next start she tries again."""
    lives, killed = Lives(), None
    besides = itertools.islice(itertools.cycle(("nothing", "a nonce", "a login code")), times)
    async with phones_at(deployment.simulator_url) as phones:
        before = await phones.calls(REDEEM)
        for beside in (*besides, None):
            with deployment.nodes(1) as (node,):
                if killed is not None:
                    await _retry(node, phones, killed, lives)
                if beside is not None:
                    killed = await _die(deployment, node, phones, beside)
        lives.redeemed = await phones.calls(REDEEM) - before
    return lives


async def _die(deployment, node, phones, beside):
    person = await phones.newcomer(a_number())
    press = Press(person, await phones.press(person), beside)
    async with opened([node.url]) as (line,):
        (deployment.folder / DEADLY).touch()
        with pytest.raises(BROKEN):
            await line.ask(await press.sign_in(phones))
    assert node.popen.wait() == -SIGKILL
    return press


async def _retry(node, phones, press, lives):
    async with opened([node.url]) as (line,):
        answer = await line.ask(await press.sign_in(phones))
    lives.answers.append((answer.status, answer.code))
    lives.accounts.add(answer.body.get("account", {}).get("id"))
    lives.times_seen.append(await phones.times_seen(press.code))
