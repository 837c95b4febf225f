"""Every statement of the store, compiled for one database."""

from typing import Final

import attrs
from sqlalchemy.engine import Dialect

from adapters.persistence.sql.changes import changes
from adapters.persistence.sql.compiling import Statement, compile_statement
from adapters.persistence.sql.purges import purges
from adapters.persistence.sql.reads import holders, reads, reads_of_facts
from adapters.persistence.sql.secret_changes import secret_changes

IDENTITIES_MOST: Final = 3


@attrs.frozen
class Statements:
    """All statements in the words of one database."""

    holders: tuple[Statement, ...]
    identities_of: Statement
    account: Statement
    aliases: Statement
    signed_in: Statement
    live_sessions: Statement
    session_keys: Statement
    remembered: Statement
    next_place: Statement
    password: Statement
    hits: Statement
    merge_case: Statement
    merge_cases: Statement
    trail: Statement
    fact: Statement
    open_account: Statement
    change_account: Statement
    bind_identity: Statement
    supersede_identity: Statement
    renew_proof: Statement
    release_identity: Statement
    move_identity: Statement
    open_first_session: Statement
    open_session: Statement
    rotate_refresh: Statement
    end_session: Statement
    end_sessions_by: Statement
    end_other_sessions: Statement
    keep_session: Statement
    prove_session: Statement
    open_merge_case: Statement
    close_merge_case: Statement
    keep_session_key: Statement
    trim_session_keys: Statement
    forget_session_keys: Statement
    count_key_tries: Statement
    set_password: Statement
    drop_password: Statement
    keep_password: Statement
    remember: Statement
    remember_anew: Statement
    count_try: Statement
    consume: Statement
    forget: Statement
    count_hit: Statement
    forgive_hit: Statement
    record_audit: Statement
    record_event: Statement
    purge_one_time: Statement
    purge_limits: Statement
    purge_sessions: Statement
    purge_session_keys: Statement
    purge_snapshots: Statement


def compile_statements(dialect: Dialect) -> Statements:
    """Return every statement compiled for the dialect."""
    clauses = {
        **reads(),
        **reads_of_facts(),
        **changes(),
        **secret_changes(dialect),
        **purges(),
    }
    return Statements(
        holders=tuple(
            compile_statement(holders(count), dialect) for count in range(1, IDENTITIES_MOST + 1)
        ),
        **{name: compile_statement(clause, dialect) for name, clause in clauses.items()},
    )
