import itertools
from datetime import timedelta

import pytest

from adapters.system.tokens import SignedTokens
from domain.model.errors import NotSignedIn
from domain.model.values import SessionId
from ports.vault import SealBroken
from tests.builders import NOON, an_id
from tests.keys import RING, some_tokens

OTHER_RING = ("another-ring-key-0123456789abcdefghijk",)


@pytest.fixture
def tokens():
    return some_tokens()


def test_an_access_token_says_what_it_was_told(tokens):
    session_id = SessionId(an_id())
    grant = tokens.read_access(tokens.issue_access(session_id, expires_at=NOON))
    assert grant.session_id == session_id
    assert timedelta() <= NOON - grant.expires_at < timedelta(seconds=1)


def test_a_refresh_token_names_its_session_and_its_digest(tokens):
    session_id = SessionId(an_id())
    refresh = tokens.issue_refresh(session_id)
    grant = tokens.read_refresh(refresh.token)
    assert (grant.session_id, grant.digest, grant.genuine) == (session_id, refresh.digest, True)


def test_no_two_refresh_tokens_are_alike(tokens):
    session_id = SessionId(an_id())
    assert len({tokens.issue_refresh(session_id).token for _ in range(1000)}) == 1000


def test_the_whole_ring_verifies_and_the_newest_signs():
    session_id = SessionId(an_id())
    old = SignedTokens(RING)
    rotated = SignedTokens((*OTHER_RING, *RING))
    gone = SignedTokens(OTHER_RING)
    access = old.issue_access(session_id, expires_at=NOON)
    refresh = old.issue_refresh(session_id).token
    assert rotated.read_access(access).session_id == session_id
    assert rotated.read_refresh(refresh).genuine
    assert not gone.read_refresh(refresh).genuine
    with pytest.raises(NotSignedIn):
        gone.read_access(access)
    gone.read_access(rotated.issue_access(session_id, expires_at=NOON))


def test_every_changed_character_of_an_access_token_is_refused(tokens):
    token = tokens.issue_access(SessionId(an_id()), expires_at=NOON)
    genuine = tokens.read_access(token)
    for position, replacement in itertools.product(range(len(token)), "AZaz09-_."):
        forged = token[:position] + replacement + token[position + 1 :]
        if forged == token:
            continue
        try:
            # The last character of each part carries spare bits: another spelling of the same.
            assert tokens.read_access(forged) == genuine
            assert position in (len(token) - 1, token.index(".") - 1)
        except NotSignedIn:
            pass


def test_every_changed_character_of_a_refresh_token_is_not_ours(tokens):
    token = tokens.issue_refresh(SessionId(an_id())).token
    digest = tokens.read_refresh(token).digest
    for position, replacement in itertools.product(range(len(token)), "AZaz09-_"):
        forged = token[:position] + replacement + token[position + 1 :]
        if forged == token:
            continue
        try:
            grant = tokens.read_refresh(forged)
        except NotSignedIn:
            continue
        assert grant.digest != digest
        assert not grant.genuine or position == len(token) - 1


@pytest.mark.parametrize(
    "nonsense",
    [
        "",
        "gya_",
        "gya_.",
        "gya_a.b",
        "gyr_",
        "gyr_!!!!",
        "gyr_AAAA",
        "gya_\ud800.x",
        "微信",
        "gyr_微信",
    ],
)
def test_nonsense_is_not_signed_in(tokens, nonsense):
    for read in (tokens.read_access, tokens.read_refresh):
        with pytest.raises(NotSignedIn):
            read(nonsense)


def test_only_the_parent_opens_the_child(tokens):
    session_id = SessionId(an_id())
    parent, child = (tokens.issue_refresh(session_id).token for _ in range(2))
    sealed = tokens.seal_child(child, parent=parent)
    assert child.encode() not in sealed
    assert tokens.open_child(sealed, parent=parent) == child
    with pytest.raises(SealBroken):
        tokens.open_child(sealed, parent=child)
    with pytest.raises(SealBroken):
        tokens.open_child(b"", parent=parent)
