"""`guiyi check` finds each planted violation, and nothing in a clean store."""

import sqlite3

import pytest

from adapters.persistence.schema import migrate
from adapters.persistence.sql.invariants import invariants
from adapters.persistence.sqlite import open_sqlite
from ports.secret_writes import SetPassword
from ports.writes import BindIdentity, OpenAccount, OpenMergeCase, OpenSession
from tests.builders import (
    a_limit,
    a_phone,
    a_session,
    a_session_key,
    a_unionid,
    an_account,
    an_audit_row,
    an_identity,
    bound,
    hitting,
    keeping,
    opening,
    remembering,
)
from tests.contracts.stored.merging import a_case, merging
from tests.contracts.stored.outcome import LATER
from tests.keys import a_vault

pytestmark = pytest.mark.anyio

# Each breaks one statement; the rows come from the store that `filled` makes.
PLANTED = {
    "UPDATE identities SET kind = 'wechat' WHERE kind = 'phone'": "an identity has a known kind",
    "UPDATE identities SET scope = ''": "an identity has a known kind",
    "UPDATE identities SET subject_mac = x'00' WHERE kind = 'phone'": "an identity has a known",
    "UPDATE identities SET subject_sealed = x''": "an identity has a known kind",
    "INSERT INTO identities SELECT randomblob(16), account_id, kind, scope, subject_mac,"
    " subject_sealed, proof_method, proved_at, NULL FROM identities": "no two identities",
    "UPDATE identities SET account_id = randomblob(16)": "an identity belongs to an account",
    "UPDATE accounts SET status = 'closed'": "an identity belongs to an account",
    "INSERT INTO identities SELECT randomblob(16), account_id, kind, scope, randomblob(32),"
    " subject_sealed, proof_method, proved_at, slot FROM identities": "an account has one ident",
    "UPDATE accounts SET status = 'dormant'": "an identity belongs to an account",
    "UPDATE identities SET proof_method = 'faith'": "an identity was proven in a way",
    "UPDATE identities SET proof_method = 'wx_code'": "an identity was proven in a way",
    "UPDATE identities SET proof_method = 'claimed'": "an identity was proven in a way",
    "UPDATE identities SET scope = 'other'": "a number is in the one realm",
    "UPDATE identities SET slot = NULL WHERE kind = 'phone'": "a number is in the one realm",
    "INSERT INTO identities SELECT randomblob(16), account_id, kind, scope, randomblob(32),"
    " subject_sealed, proof_method, proved_at, NULL FROM identities": "an account has at most",
    "DELETE FROM identities": "an active account has a way to sign in",
    "UPDATE identities SET slot = NULL": "an active account has a way to sign in",
    "UPDATE identities SET proof_method = 'claimed' WHERE true": "an active account has a way",
    "UPDATE accounts SET status = 'merged'": "a merged account points",
    "UPDATE accounts SET merged_into = id": "a merged account points",
    "UPDATE accounts SET merged_into = randomblob(16) WHERE status = 'merged'": "a merged account"
    " points",
    "DELETE FROM audit": "an account was created in the trail",
    "UPDATE accounts SET status = 'suspended'": "a suspended account was suspended",
    "UPDATE accounts SET status = 'dormant' WHERE true": "a dormant account fell dormant",
    "UPDATE merge_cases SET survivor_id = loser_id": "a merge is of two accounts",
    "UPDATE merge_cases SET survivor_id = randomblob(16)": "a merge is of two accounts",
    "UPDATE accounts SET status = 'suspended' WHERE status = 'merged'": "a merge that was not",
    "UPDATE merge_cases SET undone_at = NULL": "a merge that was not undone has its loser merged",
    "UPDATE merge_cases SET undo_until = merged_at": "a merge can be undone for a while",
    "UPDATE merge_cases SET undone_at = merged_at - 1": "a merge can be undone for a while",
    "UPDATE merge_cases SET undone_at = undo_until": "a merge can be undone for a while",
    "UPDATE merge_cases SET snapshot_sealed = x''": "a snapshot is sealed",
    "DELETE FROM merge_cases": "a merged account was lost in exactly one",
    "INSERT INTO merge_cases SELECT randomblob(16), survivor_id, loser_id, merged_at, undo_until,"
    " reason, survivor_version, automatic, NULL, NULL FROM merge_cases"
    " WHERE undone_at IS NULL": "a merged account was lost",
    "DELETE FROM audit WHERE deed = 'accounts_merged'": "a merged account was merged in the trail",
    "UPDATE accounts SET status = 'closed' WHERE status = 'active'": "no session of a merged or",
    "UPDATE accounts SET status = 'merged' WHERE status = 'active'": "no session of a merged or",
    "UPDATE passwords SET account_id = randomblob(16)": "a password belongs to an account",
    "UPDATE accounts SET status = 'closed' WHERE true": "a password belongs to an account",
    "UPDATE passwords SET hashed = 'hunter2'": "a password is kept as a hash",
    "UPDATE passwords SET hashed = '$$'": "a password is kept as a hash",
    "UPDATE sessions SET account_id = randomblob(16)": "a session belongs to an account",
    "UPDATE sessions SET epoch = 2": "a session belongs to an account",
    "UPDATE sessions SET identity_id = randomblob(16)": "a session of the present epoch",
    "DELETE FROM identities WHERE kind = 'phone'": "a session of the present epoch",
    "UPDATE identities SET proof_method = 'claimed' WHERE kind = 'phone'": "a session of the pr",
    "UPDATE sessions SET refresh_newest = x'00'": "a session has one newest refresh token",
    "UPDATE sessions SET refresh_parent = refresh_newest": "a session has one newest refresh",
    "UPDATE sessions SET refresh_child = x'00'": "a session has one newest refresh token",
    "UPDATE sessions SET refresh_rotated_at = 1": "a session has one newest refresh token",
    "UPDATE sessions SET expires_at = 0": "a session expires after it began",
    "UPDATE sessions SET expires_at = closes_at + 1": "a session expires after it began",
    "UPDATE sessions SET ended_at = 1": "an ended session has a moment",
    "UPDATE sessions SET end_reason = 'kicked'": "an ended session has a moment",
    "UPDATE session_keys SET failures = 6": "a session key that bore its tries",
    "UPDATE one_time SET secret_mac = x'00'": "what is looked up by a secret",
    "UPDATE one_time SET bound_mac = x'00'": "what is looked up by a secret",
    "UPDATE one_time SET payload_sealed = x''": "what is looked up by a secret",
    "UPDATE one_time SET purpose = ''": "what is looked up by a secret",
    "UPDATE one_time SET tries = 6": "what works once was tried",
    "UPDATE one_time SET tries = -1": "what works once was tried",
    "UPDATE limits SET count = -1": "a limit has a name",
    "UPDATE limits SET name = ''": "a limit has a name",
    "UPDATE limits SET subject_mac = x'00'": "a limit has a name",
}


@pytest.fixture
async def filled(tmp_path):
    path = tmp_path / "guiyi.db"
    await migrate(f"sqlite:///{path}")
    account, openid = an_account(), an_identity()
    lost, undone = an_account(), an_account()
    phone = bound(a_phone(), account)
    async with open_sqlite(f"sqlite:///{path}", a_vault()) as store:
        await store.apply(
            (
                *opening(account, openid, a_unionid()),
                BindIdentity(phone),
                SetPassword(account.id, "$argon2id$v=19$m=8,t=1,p=1$c2FsdA$aGFzaA"),
                OpenSession(a_session(account, identity_id=phone.id)),
                keeping(openid.subject, a_session_key()),
                remembering("a code"),
                hitting(a_limit(1)),
                an_audit_row(account),
            )
        )
        await store.apply((OpenAccount(lost), an_audit_row(lost)))
        await store.apply(merging(account, lost, a_case(account, lost)))
        await store.apply((*opening(undone), an_audit_row(undone)))
        closed = a_case(account, undone, undone_at=LATER, snapshot=None)
        await store.apply((OpenMergeCase(closed),))
        yield store, path


async def test_a_clean_store_breaks_nothing(filled):
    store, _ = filled
    assert await store.violations() == []


@pytest.mark.parametrize("sabotage", PLANTED)
async def test_a_planted_violation_is_found(filled, sabotage):
    store, path = filled
    connection = sqlite3.connect(path)
    if "INSERT" in sabotage or "account_id" in sabotage:
        # The database itself would refuse these: a restored or patched one may not.
        connection.executescript(
            "PRAGMA foreign_keys = OFF; CREATE TABLE copy AS SELECT * FROM identities;"
            "DROP TABLE identities; ALTER TABLE copy RENAME TO identities;"
        )
    connection.execute(sabotage)
    connection.commit()
    connection.close()
    statements = " | ".join(one.statement for one in await store.violations())
    assert PLANTED[sabotage] in statements


def test_every_statement_was_planted_against():
    planted = set(PLANTED.values())
    for invariant in invariants():
        assert any(invariant.statement.startswith(one) for one in planted), invariant.statement
