"""Every call of a port fails once, in every act: nothing is half done, and trying again helps."""

import attrs
import pytest

from domain.model.outcomes import Ended
from tests.acts.table import ACTS, act
from tests.failures.outage import Moment, Outage, outages
from tests.failures.promises import faults
from tests.failures.rehearsing import Rehearsal

LOST = {
    "nora_goes_on_as_ann": Ended.ACCOUNT_MERGED,
    "ann_goes_on_as_nora": Ended.ACCOUNT_MERGED,
    "ann_goes_on_as_nora_by_her_password": Ended.ACCOUNT_MERGED,
    "olga_goes_on_as_ann": Ended.ACCOUNT_MERGED,
    "ann_goes_on_as_olga": Ended.ACCOUNT_MERGED,
    "nora_undoes_her_merge": Ended.KICKED,
}


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


@pytest.mark.parametrize(("name", "ended"), LOST.items())
def test_who_was_not_told_of_a_merge_or_an_undo_is_told_why_her_session_ended(name, ended):
    rehearsal = Rehearsal(attrs.evolve(act(name), anew=None))
    lost = Outage(len(rehearsal.undisturbed().calls), Moment.AFTER)
    assert rehearsal.disturbed(lost).again.reason is ended


def test_there_are_enough_acts_and_failures():
    calls = [Rehearsal(act).undisturbed().calls for act in ACTS]
    injected = sum(len(outages(one)) for one in calls)
    print(f"\nfailures: {len(ACTS)} acts, {sum(map(len, calls))} calls, {injected} injected")
    assert injected > len(ACTS)
