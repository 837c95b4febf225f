"""Every call of a port fails once, in every act: nothing is half done, and trying again helps."""

import pytest

from tests.acts.table import ACTS
from tests.failures.outage import outages
from tests.failures.promises import faults
from tests.failures.rehearsing import Rehearsal


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.name)
def test_nothing_is_half_done_and_trying_again_helps(act):
    rehearsal = Rehearsal(act)
    undisturbed = rehearsal.undisturbed()
    found = [
        (undisturbed.calls[outage.at - 1], outage, fault)
        for outage in outages(undisturbed.calls)
        for fault in faults(act, outage, undisturbed, rehearsal.disturbed(outage))
    ]
    assert found == []


def test_there_are_enough_acts_and_failures():
    calls = [Rehearsal(act).undisturbed().calls for act in ACTS]
    injected = sum(len(outages(one)) for one in calls)
    print(f"\nfailures: {len(ACTS)} acts, {sum(map(len, calls))} calls, {injected} injected")
    assert injected > len(ACTS)
