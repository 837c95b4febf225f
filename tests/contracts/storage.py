"""What every store promises. A backend's test file is a subclass and one fixture `store`.

A store under test has to be empty, and to speak to its backend for real.
"""

import pytest

from tests.contracts.stored.accounts import AccountContract
from tests.contracts.stored.batches import BatchContract
from tests.contracts.stored.forgiveness import ForgivenessContract
from tests.contracts.stored.identities import IdentityContract
from tests.contracts.stored.kept_sessions import KeptSessionContract
from tests.contracts.stored.limits import LimitContract
from tests.contracts.stored.merges import MergeContract
from tests.contracts.stored.moved_sessions import MovedSessionContract
from tests.contracts.stored.moves import MoveContract
from tests.contracts.stored.one_time import OneTimeContract
from tests.contracts.stored.other_sessions import OtherSessionContract
from tests.contracts.stored.passwords import PasswordContract
from tests.contracts.stored.persons import PersonContract
from tests.contracts.stored.phones import PhoneContract
from tests.contracts.stored.proofs import ProofContract
from tests.contracts.stored.released_sessions import ReleasedSessionContract
from tests.contracts.stored.releases import ReleaseContract
from tests.contracts.stored.session_keys import SessionKeyContract
from tests.contracts.stored.sessions import SessionContract
from tests.contracts.stored.trails import TrailContract
from tests.contracts.stored.tries import TryContract
from tests.contracts.stored.upkeep import UpkeepContract


class StorageContract(
    AccountContract,
    IdentityContract,
    ProofContract,
    ReleaseContract,
    ReleasedSessionContract,
    MoveContract,
    MovedSessionContract,
    MergeContract,
    PersonContract,
    PhoneContract,
    SessionContract,
    KeptSessionContract,
    OtherSessionContract,
    SessionKeyContract,
    PasswordContract,
    OneTimeContract,
    TryContract,
    LimitContract,
    ForgivenessContract,
    BatchContract,
    TrailContract,
    UpkeepContract,
):
    """The whole contract, as one base class."""

    pytestmark = pytest.mark.anyio
