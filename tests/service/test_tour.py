"""`guiyi dev --tour`: a newcomer's first minute, and what its verdict is worth."""

import asyncio

from adapters.simulator.app import create_simulator
from adapters.simulator.clock import VirtualClock
from adapters.simulator.demo import TOUR_APPS, demo_apps, demo_web_apps
from adapters.simulator.tour import STOPS, run_tour
from tests.service.processes import free_port, run_command
from tests.simulator.serving import closed_port, served
from tests.simulator.standing_in import stand_in


def test_the_tour_ends_well(tmp_path):
    ports = ("--port", str(free_port()), "--simulator-port", str(free_port()))
    done = run_command(tmp_path, "dev", "--tour", "--once", *ports)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert f"{len(STOPS)} of {len(STOPS)} stops held" in done.stdout
    assert "✗" not in done.stdout


def verdict_on(service_url: str) -> tuple[bool, str]:
    """Take the tour of whatever answers at the address."""
    said: list[str] = []

    async def take() -> bool:
        app = create_simulator(
            [*demo_apps(), *demo_web_apps()], clock=VirtualClock(), service_url=service_url
        )
        async with app.lifespan():
            return await run_tour(app.state.simulator, TOUR_APPS, said.append)

    return asyncio.run(take()), "\n".join(said)


def test_a_tour_of_a_service_that_is_down_fails_at_every_stop():
    verdict, said = verdict_on(f"http://127.0.0.1:{closed_port()}")
    assert not verdict
    assert f"0 of {len(STOPS)} stops held" in said


def test_a_tour_of_a_service_that_lets_everybody_in_fails():
    with served(stand_in()) as service_url:
        verdict, said = verdict_on(service_url)
    assert not verdict
    held = int(said.rpartition("\n")[2].split(" of ")[0])
    assert 0 < held < len(STOPS) // 2
