"""What a stolen database tells: nothing that names anybody or opens anything."""

import sqlite3

import pytest

from adapters.persistence.schema import migrate
from adapters.persistence.sqlite import open_sqlite
from domain.model.errors import StoreUnavailable
from ports.writes import OpenMergeCase
from tests.builders import (
    APP_ID,
    a_limit,
    a_phone,
    a_session_key,
    a_unionid,
    an_account,
    an_identity,
    hitting,
    keeping,
    opening,
    remembering,
)
from tests.contracts.stored.merging import a_case, two_accounts, unsnapped
from tests.keys import a_vault

pytestmark = pytest.mark.anyio


@pytest.fixture
async def store(tmp_path):
    path = tmp_path / "guiyi.db"
    await migrate(f"sqlite:///{path}")
    async with open_sqlite(f"sqlite:///{path}", a_vault()) as store:
        yield store


async def test_no_subject_key_or_payload_is_in_the_file(store, tmp_path):
    openid = an_identity("oCANARY_subject")
    await store.apply(opening(an_account(), openid))
    await store.apply((keeping("oCANARY_subject", a_session_key("CANARY_session_key")),))
    await store.apply((remembering("CANARY_secret", bound="CANARY_b", payload=b"CANARY_p"),))
    phone = a_phone("+8613812345678")
    account = an_account()
    await store.apply(opening(account, phone))
    await store.apply((hitting(a_limit(1), phone.subject), hitting(a_limit(1), "203.0.113.0/24")))
    await store.apply((remembering(phone.subject, bound="CANARY_transaction"),))
    snapshot = a_case(*await two_accounts(store), snapshot=b"CANARY_snapshot")
    await store.apply((OpenMergeCase(snapshot),))
    raw = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"identities" in raw
    assert b"limits" in raw
    assert b"merge_cases" in raw
    assert not any(canary in raw for canary in (b"CANARY", b"13812345678", b"203.0.113"))


async def test_a_seal_moved_to_another_row_does_not_open(store, tmp_path):
    first, second = an_account(), an_account()
    await store.apply(opening(first, an_identity()))
    await store.apply(opening(second, an_identity()))
    connection = sqlite3.connect(tmp_path / "guiyi.db")
    connection.execute(
        "UPDATE identities SET subject_sealed = (SELECT subject_sealed FROM identities other"
        " WHERE other.id != identities.id)"
    )
    connection.commit()
    connection.close()
    with pytest.raises(StoreUnavailable):
        await store.identities_of(first.id)


async def test_a_session_key_moved_to_another_person_does_not_open(store, tmp_path):
    await store.apply((keeping("oA", a_session_key()), keeping("oB", a_session_key())))
    connection = sqlite3.connect(tmp_path / "guiyi.db")
    connection.execute(
        "UPDATE session_keys SET sealed = (SELECT sealed FROM session_keys other"
        " WHERE other.key_mac != session_keys.key_mac)"
    )
    connection.commit()
    connection.close()
    assert await store.session_keys(APP_ID, "oA") == []


async def test_a_snapshot_moved_to_another_case_does_not_open(store, tmp_path):
    accounts = await two_accounts(store)
    cases = a_case(*accounts), a_case(*accounts)
    await store.apply(tuple(map(OpenMergeCase, cases)))
    connection = sqlite3.connect(tmp_path / "guiyi.db")
    connection.execute(
        "UPDATE merge_cases SET snapshot_sealed = (SELECT snapshot_sealed FROM merge_cases other"
        " WHERE other.id != merge_cases.id) WHERE id = ?",
        (cases[0].id.bytes,),
    )
    connection.commit()
    connection.close()
    assert await store.merge_case(cases[0].id) == unsnapped(cases[0])
    assert await store.merge_case(cases[1].id) == cases[1]


async def test_one_subject_has_another_look_up_key_in_each_kind_and_scope(store, tmp_path):
    for identity in (
        an_identity("oSAME", app_id="one"),
        an_identity("oSAME", app_id="two"),
        a_unionid("oSAME", platform="one"),
    ):
        await store.apply(opening(an_account(), identity))
    connection = sqlite3.connect(tmp_path / "guiyi.db")
    macs = connection.execute("SELECT DISTINCT subject_mac FROM identities").fetchall()
    connection.close()
    assert len(macs) == 3
