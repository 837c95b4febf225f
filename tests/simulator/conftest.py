"""One simulator for all tests of a module, begun anew for each."""

import asyncio

import pytest

from adapters.simulator.app import create_simulator
from adapters.simulator.clock import VirtualClock
from tests.simulator.playing import APPS, Simulation
from tests.simulator.serving import closed_port, served
from tests.simulator.standing_in import stand_in


@pytest.fixture(scope="module")
def running():
    yield from _running()


@pytest.fixture(params=["uvloop", "asyncio"], scope="module")
def running_on_either_loop(request):
    if request.param == "asyncio":
        yield from _running(loop_factory=asyncio.new_event_loop)
    else:
        yield from _running()


def _running(**options):
    service_url = f"http://127.0.0.1:{closed_port()}"
    app = create_simulator(APPS, clock=VirtualClock(), service_url=service_url)
    with served(app, **options) as url, Simulation(url) as simulation:
        yield simulation


@pytest.fixture(scope="module")
def running_with_service():
    with served(stand_in()) as service_url:
        app = create_simulator(APPS, clock=VirtualClock(), service_url=service_url)
        with served(app) as url, Simulation(url) as simulation:
            yield simulation


@pytest.fixture
def sim_and_service(running_with_service):
    running_with_service.control("reset")
    return running_with_service


@pytest.fixture
def sim(running):
    running.control("reset")
    return running


@pytest.fixture
def sim_on_either_loop(running_on_either_loop):
    running_on_either_loop.control("reset")
    return running_on_either_loop
