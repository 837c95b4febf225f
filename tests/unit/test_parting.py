"""Whose an identity is when one account becomes two: what `Parting` says of each."""

from datetime import timedelta

import attrs
import pytest

from domain.model.identity import Proof, ProofMethod
from domain.model.parting import Parting
from tests.builders import NOON, PLATFORM, a_phone, a_unionid, an_account, an_identity, bound
from tests.unit.household import CLUB, LONE, SHOP, Household

SURVIVOR = an_account()


def at(app, *, late=0, superseded=False):
    """Return an openid of the survivor's, proven so many minutes after noon."""
    proof = Proof(ProofMethod.WX_CODE, NOON + timedelta(minutes=late))
    return bound(an_identity(app_id=app.app_id), SURVIVOR, proof=proof, superseded=superseded)


def a_union():
    return bound(a_unionid(platform=PLATFORM), SURVIVOR)


def part(*, came=(), were=(), gained=()):
    """Part a survivor that has these: some came with the loser, some were there before."""
    return Parting.of(
        (*were, *came, *gained),
        came={one.id for one in came},
        were={one.id for one in were},
        one_person=Household().apps.are_one_person,
    )


NUMBER = bound(a_phone(), SURVIVOR)
WECHAT = (at(SHOP), a_union())


def test_what_came_goes_and_what_was_there_stays():
    parting = part(came=WECHAT, were=(NUMBER,))
    assert (parting.going, parting.staying, parting.let_go) == (WECHAT, (NUMBER,), ())
    assert parting.refilling == ()


@pytest.mark.parametrize("gained", [at(CLUB), at(SHOP), a_union()], ids=["app", "openid", "union"])
def test_what_a_wechat_gained_since_goes_with_it(gained):
    came = (at(SHOP), *(() if gained.identity.kind == "wechat_unionid" else (a_union(),)))
    parting = part(came=came, were=(NUMBER,), gained=(gained,))
    assert gained in parting.going
    parting = part(came=(NUMBER,), were=came, gained=(gained,))
    assert gained in parting.staying


def test_what_neither_had_anything_like_stays_with_the_survivor():
    gained = (at(LONE), bound(a_phone(), SURVIVOR))
    assert part(came=WECHAT, gained=gained).staying == gained


def test_an_app_without_a_platform_says_nothing_of_another():
    gained = at(LONE)
    assert part(came=WECHAT, were=(NUMBER,), gained=(gained,)).staying == (NUMBER, gained)
    assert gained in part(came=(at(LONE, superseded=True),), gained=(gained,)).going


class TestTwoPersonsOfOnePlatform:
    """One side has the unionid, the other an openid that never told one."""

    def test_the_unionid_speaks_for_its_whole_platform(self):
        were, gained = at(CLUB, superseded=True), at(CLUB, late=1)
        parting = part(came=WECHAT, were=(were,), gained=(gained,))
        assert (parting.going, parting.staying) == ((*WECHAT, gained), (were,))
        parting = part(came=(were,), were=WECHAT, gained=(gained,))
        assert (parting.going, parting.staying) == ((were,), (*WECHAT, gained))

    def test_without_one_the_app_speaks(self):
        gained = at(CLUB, late=1)
        assert (
            gained
            in part(came=(at(SHOP),), were=(at(CLUB, superseded=True),), gained=(gained,)).staying
        )
        assert (
            gained
            in part(came=(at(CLUB, superseded=True),), were=(at(SHOP),), gained=(gained,)).going
        )

    def test_where_both_could_say_so_it_is_let_go(self):
        gained = a_union()
        parting = part(came=(at(SHOP),), were=(at(CLUB),), gained=(gained,))
        assert (parting.let_go, gained in parting.going + parting.staying) == ((gained,), False)

    def test_so_are_two_that_took_the_place_of_both(self):
        gained = at(SHOP, late=1)
        both = {"came": (at(SHOP, superseded=True),), "were": (at(SHOP, superseded=True),)}
        assert part(**both, gained=(gained,)).let_go == (gained,)


class TestPlacesLeftEmpty:
    def test_what_was_superseded_by_what_leaves_fills_its_place_again(self):
        were, gained = at(CLUB, superseded=True), at(CLUB, late=1)
        assert part(came=WECHAT, were=(were,), gained=(gained,)).refilling == (were,)

    def test_not_while_the_place_is_filled(self):
        came = (at(SHOP, superseded=True), at(SHOP, late=1), a_union())
        assert part(came=came, were=(NUMBER,)).refilling == ()

    def test_of_several_the_newest_does_and_one_alone(self):
        first, second = (at(SHOP, late=late, superseded=True) for late in (1, 2))
        for came in ((first, second), (second, first)):
            assert part(came=came, were=(NUMBER,)).refilling == (second,)

    def test_each_side_for_itself(self):
        home, here = at(SHOP, superseded=True), at(CLUB, superseded=True)
        parting = part(came=(home,), were=(here,))
        assert set(parting.refilling) == {home, here}
        filled = attrs.evolve(home, superseded=False)
        assert part(came=(filled,), were=(here,)).refilling == (here,)
