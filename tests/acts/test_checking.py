"""What is planted in a store in memory is found by the SQL of `guiyi check`."""

import attrs
import pytest

from adapters.persistence.memory import MemoryStore
from domain.model.account import AccountStatus
from domain.model.identity import Proof, ProofMethod
from domain.model.session import EndReason
from tests.acts.cast import stage
from tests.acts.checking import broken
from tests.acts.lens import straight
from tests.builders import NOON


@pytest.fixture
def store():
    world, _ = straight(stage())
    return world.store


def change_one(table, **changes):
    key = next(iter(table))
    table[key] = attrs.evolve(table[key], **changes)


def merge_into_itself(tables):
    key = next(iter(tables.accounts))
    change_one(tables.accounts, status=AccountStatus.MERGED, merged_into=key)


PLANTED = {
    "I2": lambda tables: change_one(tables.accounts, status=AccountStatus.CLOSED),
    "I5": lambda tables: tables.identities.clear(),
    "I6": merge_into_itself,
    "I7": lambda tables: tables.accounts.clear(),
    "I8": lambda tables: change_one(tables.cases.rows, undone_at=NOON),
    "I10": lambda tables: change_one(tables.sessions, epoch=9),
    "I11": lambda tables: change_one(tables.sessions, ended_at=None, end_reason=EndReason.KICKED),
    "I13": lambda tables: tables.secrets.passwords.update(dict.fromkeys(tables.accounts, "x")),
    "I19": lambda tables: tables.audit.clear(),
    "I21": lambda tables: change_one(tables.secrets.one_time, tries=6),
    "I29": lambda tables: change_one(tables.identities, proof=Proof(ProofMethod.WX_CODE, NOON)),
}


def test_a_store_that_people_lived_in_breaks_nothing(store):
    assert broken(store) == []


@pytest.mark.parametrize("name", PLANTED)
def test_what_is_planted_is_found(store, name):
    PLANTED[name](store.tables)
    assert name in {violation.invariant for violation in broken(store)}


def test_what_was_found_is_not_found_again_in_another_store(store):
    PLANTED["I19"](store.tables)
    broken(store)
    assert broken(MemoryStore()) == []
