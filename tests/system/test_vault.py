import pytest

from adapters.system.vault import RingVault
from ports.vault import SealBroken
from tests.keys import INDEX, RING, a_vault

NEWER = ("newer-ring-key-0123456789abcdefghijklmnop", *RING)


def test_a_seal_opens_where_it_was_made_and_nowhere_else():
    vault = a_vault()
    sealed = vault.seal(b"openid", bound_to="identities 1")
    assert vault.open(sealed, bound_to="identities 1") == b"openid"
    with pytest.raises(SealBroken):
        vault.open(sealed, bound_to="identities 2")


def test_every_changed_byte_breaks_the_seal():
    vault = a_vault()
    sealed = vault.seal(b"openid", bound_to="here")
    for position in range(len(sealed)):
        forged = bytearray(sealed)
        forged[position] ^= 1
        with pytest.raises(SealBroken):
            vault.open(bytes(forged), bound_to="here")
    for length in range(len(sealed)):
        with pytest.raises(SealBroken):
            vault.open(sealed[:length], bound_to="here")


def test_one_value_never_looks_the_same_twice():
    vault = a_vault()
    assert len({vault.seal(b"openid", bound_to="here") for _ in range(100)}) == 100


def test_a_rotated_ring_opens_old_seals_until_their_key_has_gone():
    old, rotated = a_vault(), RingVault(ring=NEWER, index=INDEX)
    sealed = old.seal(b"openid", bound_to="here")
    assert rotated.open(sealed, bound_to="here") == b"openid"
    with pytest.raises(SealBroken):
        RingVault(ring=NEWER[:1], index=INDEX).open(sealed, bound_to="here")
    with pytest.raises(SealBroken):
        old.open(rotated.seal(b"openid", bound_to="here"), bound_to="here")


def test_the_look_up_key_survives_rotation_and_tells_places_apart():
    old, rotated = a_vault(), RingVault(ring=NEWER, index=INDEX)
    assert old.index("oA", bound_to="one") == rotated.index("oA", bound_to="one")
    assert old.index("oA", bound_to="one") != old.index("oA", bound_to="two")
    assert old.index("b", bound_to="a ") != old.index(" b", bound_to="a")
    assert len(old.index("oA", bound_to="one")) == 32
