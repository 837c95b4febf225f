"""Migrations and mapped classes say the same, on each database."""

import sqlite3

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import insert

from adapters.persistence import schema
from adapters.persistence.postgres import open_postgres
from adapters.persistence.sql.mapping import (
    ACCOUNT_WIDTH,
    SESSION_WIDTH,
    account_values,
    session_values,
)
from adapters.persistence.sql.mapping_of_facts import event_values
from adapters.persistence.sql.shorthand import accounts, events, sessions
from adapters.persistence.sql.tables import metadata
from adapters.persistence.sqlite import open_sqlite
from tests.builders import a_session, an_account, an_event
from tests.keys import a_vault

pytestmark = pytest.mark.anyio


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    if request.param == "postgresql":
        return request.getfixturevalue("postgres_url")
    return f"sqlite:///{tmp_path}/guiyi.db"


async def test_the_migrated_schema_is_that_of_the_classes(url):
    differences = []

    def compare(connection):
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences.extend(compare_metadata(context, metadata))
        return schema._version(connection)

    await schema.migrate(url)
    await schema._on_connection(url, compare)
    assert differences == []


async def test_an_empty_database_is_not_current_and_a_migrated_one_is(url):
    before = await schema.schema_version(url)
    assert (before.present, before.is_current) == (None, False)
    assert (await schema.migrate(url)).present is None
    assert (await schema.schema_version(url)).is_current
    assert (await schema.migrate(url)).is_current


async def test_the_last_migration_can_be_taken_back(url):
    def downgrade(connection):
        command.downgrade(schema._config(connection), "base")
        return schema._version(connection)

    await schema.migrate(url)
    assert (await schema._on_connection(url, downgrade)).present is None
    assert (await schema.migrate(url)).present is None


async def test_what_was_stored_under_the_first_schema_is_still_there(url):
    account = an_account()
    session = a_session(account)
    new = {"banned_in", "cell", "other_id", "case_id"}

    def fill(connection):
        command.upgrade(schema._config(connection), "0001")
        rows = {
            accounts: account_values(account),
            sessions: session_values(session),
            events: event_values(an_event(account)),
        }
        for table, values in rows.items():
            old = {name: value for name, value in values.items() if name not in new}
            connection.execute(insert(table).values(old))
        return schema._version(connection)

    assert (await schema._on_connection(url, fill)).present == "0001"
    assert (await schema.migrate(url)).present == "0001"
    opened = open_sqlite if url.startswith("sqlite") else open_postgres
    async with opened(url, a_vault()) as store:
        read = await store.signed_in(session.id)
        assert (read.session, read.account) == (session, account)


async def test_a_migration_that_fails_leaves_nothing(tmp_path, monkeypatch):
    path = tmp_path / "guiyi.db"

    def fail(connection):
        schema._upgrade(connection)
        raise RuntimeError("the plug was pulled")

    with pytest.raises(RuntimeError):
        await schema._on_connection(f"sqlite:///{path}", fail)
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    connection.close()


def test_rows_are_unpacked_by_the_number_of_their_columns():
    assert len(accounts.columns) == ACCOUNT_WIDTH
    assert len(sessions.columns) == SESSION_WIDTH
