"""The senders against the simulator, over real HTTP: it signs, counts and limits by itself."""

import attrs
import pytest

from adapters.simulator.app import create_simulator
from adapters.simulator.clock import VirtualClock
from adapters.sms.aliyun import AliyunKey
from adapters.sms.tc3 import Tc3Key
from adapters.sms.templates import Templates
from adapters.system.outgoing import build_client
from domain.model.errors import ProviderBusy, ProviderMisconfigured, ProviderUnavailable
from domain.model.phone_errors import PhoneUnreachable
from domain.model.sms_code import CodePurpose
from ports.sms import SmsMessage
from tests.contracts.sms import CODE, MESSAGE, PHONE, SmsContract
from tests.simulator.playing import APPS, Simulation
from tests.simulator.serving import closed_port, served
from tests.sms.simulated import ACCOUNTS, Carrier, simulated_senders

pytestmark = pytest.mark.anyio

VENDORS = ("tencent", "aliyun", "webhook")
SPEAKING = ("tencent", "aliyun")
BEFORE = ("reset", "bad_gateway", "redirect")
AFTER = ("lost_answer", "huge")
NONSENSE = ("empty", "cut", "null", "list")


@pytest.fixture(scope="module")
def clock():
    return VirtualClock()


@pytest.fixture(scope="module")
def running(clock):
    service_url = f"http://127.0.0.1:{closed_port()}"
    simulator = create_simulator(APPS, clock=clock, service_url=service_url, sms=ACCOUNTS)
    with served(simulator) as url, Simulation(url) as sim:
        yield url, sim


@pytest.fixture
async def carriers(running, clock):
    """Return the carrier of a name, all of them on the simulator begun anew."""
    url, sim = running
    sim.control("reset")
    async with build_client() as client:
        senders = simulated_senders(client, f"{url}/sms", clock)
        yield lambda name: Carrier(name, senders[name], sim)


class TestSimulatedVendors(SmsContract):
    @pytest.fixture(params=VENDORS)
    def carrier(self, request, carriers):
        return carriers(request.param)


@pytest.mark.parametrize("name", SPEAKING)
async def test_one_text_and_no_other_for_a_while(carriers, name):
    carrier = carriers(name)
    await carrier.sender.send(MESSAGE)
    with pytest.raises(ProviderBusy):
        await carrier.sender.send(MESSAGE)
    carrier.sim.control("advance", seconds=61)
    await carrier.sender.send(MESSAGE)
    assert len(carrier.texts()) == 2


@pytest.mark.parametrize(("name", "most", "wait"), [("tencent", 10, 86_400), ("aliyun", 5, 3600)])
async def test_it_says_how_long_a_number_has_had_enough(carriers, name, most, wait):
    carrier = carriers(name)
    carrier.sim.begin_window(86_400)
    for _ in range(most):
        await carrier.sender.send(MESSAGE)
        carrier.sim.control("advance", seconds=61)
    with pytest.raises(ProviderBusy) as caught:
        await carrier.sender.send(MESSAGE)
    assert caught.value.retry_after == wait


@pytest.mark.parametrize("name", VENDORS)
async def test_an_unpaid_bill_is_the_operators_to_mend(carriers, name):
    carrier = carriers(name)
    carrier.sim.control("modes", sms_in_arrears=True)
    with pytest.raises(ProviderMisconfigured):
        await carrier.sender.send(MESSAGE)
    assert carrier.texts() == []


@pytest.mark.parametrize("name", VENDORS)
async def test_a_number_that_is_none_is_not_reached(carriers, name):
    carrier = carriers(name)
    with pytest.raises(PhoneUnreachable):
        await carrier.sender.send(SmsMessage("+8610086", CODE, CodePurpose.LOGIN))
    assert carrier.texts() == []


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("tencent", {"key": Tc3Key(secret_id="AKIDsimulated", secret_key="another")}),
        ("tencent", {"key": Tc3Key(secret_id="another", secret_key="simulated-tencent")}),
        ("tencent", {"sdk_app_id": "1400000002"}),
        ("tencent", {"templates": Templates(sign_name="归一", usual="0")}),
        ("tencent", {"templates": Templates(sign_name="别人", usual="100001")}),
        ("aliyun", {"key": AliyunKey(access_key_id="LTAIsimulated", access_key_secret="x")}),
        ("aliyun", {"key": AliyunKey(access_key_id="x", access_key_secret="simulated-aliyun")}),
        ("aliyun", {"templates": Templates(sign_name="归一", usual="0")}),
        ("aliyun", {"templates": Templates(sign_name="别人", usual="SMS_100000001")}),
        ("webhook", {"key": "another"}),
    ],
    ids=lambda value: "+".join(value) if isinstance(value, dict) else value,
)
async def test_what_the_vendor_does_not_know_is_the_operators_to_mend(carriers, name, change):
    carrier = carriers(name)
    with pytest.raises(ProviderMisconfigured):
        await attrs.evolve(carrier.sender, **change).send(MESSAGE)
    assert carrier.texts() == []


@pytest.mark.parametrize("name", SPEAKING)
async def test_clocks_that_disagree_are_the_operators_to_mend(carriers, name):
    carrier = carriers(name)
    slow = VirtualClock()
    carrier.sim.control("advance", seconds=16 * 60)
    with pytest.raises(ProviderMisconfigured):
        await attrs.evolve(carrier.sender, clock=slow).send(MESSAGE)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        *((name, kind) for name in VENDORS for kind in (*BEFORE, *AFTER)),
        *((name, kind) for name in SPEAKING for kind in (*NONSENSE, "errcode")),
    ],
)
async def test_out_of_order_it_is_asked_once(carriers, name, kind):
    carrier = carriers(name)
    carrier.fail(kind)
    with pytest.raises(ProviderUnavailable):
        await carrier.sender.send(MESSAGE)
    assert carrier.requests() == 1
    is_sent = kind in (*AFTER, *NONSENSE)
    assert carrier.texts() == ([(PHONE, CODE)] if is_sent else [])
