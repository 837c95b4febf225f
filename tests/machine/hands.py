"""Who proved herself into which account: no token of hers ever opens another.

Kept apart from the tables: what counts is only what a person has shown, and what the store says
is the account's.
"""

from collections.abc import Collection

from domain.model.identity import BoundIdentity
from tests.machine.records import Session, Shows


def hand_over(session: Session, hand: frozenset[Shows], own: Collection[BoundIdentity]) -> None:
    """Note who carries the tokens of a session, into whose account she proved herself."""
    account = session.account
    proof = hand & ({one.identity for one in own} | account.proven_by)
    assert proof, "she got tokens of an account that she did not prove"
    session.hand = hand
    account.proven_by |= proof


def check_hand(session: Session) -> None:
    """See that whoever comes with a session's token has proven its account."""
    proven = session.account.proven_by
    assert not session.hand.isdisjoint(proven), "a token opens what its person did not prove"
