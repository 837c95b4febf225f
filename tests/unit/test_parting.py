"""Whose an identity is when one account becomes two: what `Parting` says of each."""

from datetime import timedelta

import attrs
import pytest

from domain.model.identity import IdentityKind, Proof, ProofMethod
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


@pytest.mark.parametrize("gained", [at(SHOP, late=1), a_union()], ids=["its place", "unionid"])
def test_what_a_unionid_ties_to_a_wechat_goes_where_that_goes(gained):
    is_unionid = gained.identity.kind is IdentityKind.WECHAT_UNIONID
    came = (at(SHOP),) if is_unionid else (at(SHOP, superseded=True), a_union())
    parting = part(came=came, were=(NUMBER,), gained=(gained,))
    assert gained in parting.going
    parting = part(came=(NUMBER,), were=came, gained=(gained,))
    assert gained in parting.staying


def test_what_a_unionid_may_have_brought_or_not_is_let_go():
    """An openid of another app: bound by its unionid, or by whoever signed in by the number."""
    gained = at(CLUB, late=1)
    assert part(came=WECHAT, were=(NUMBER,), gained=(gained,)).let_go == (gained,)
    assert part(came=(NUMBER,), were=WECHAT, gained=(gained,)).staying == (*WECHAT, gained)


def test_without_a_unionid_nothing_ties_it_and_it_stays_with_the_survivor():
    gained = at(CLUB, late=1)
    assert part(came=(at(SHOP),), were=(NUMBER,), gained=(gained,)).staying == (NUMBER, gained)


@pytest.mark.parametrize("late", [1, 3], ids=["before it", "after it"])
def test_a_unionid_is_let_go_that_another_openid_may_have_told(late):
    """Told since, and so was an openid that may be another person's; that stays where it is."""
    gained, proof = at(CLUB, late=late), Proof(ProofMethod.WX_CODE, NOON + timedelta(minutes=2))
    unionid = attrs.evolve(a_union(), proof=proof)
    parting = part(came=(at(SHOP),), were=(NUMBER,), gained=(gained, unionid))
    assert (parting.staying, parting.let_go) == ((NUMBER, gained), (unionid,))


def test_what_neither_had_anything_like_stays_with_the_survivor():
    gained = (at(LONE), bound(a_phone(), SURVIVOR))
    assert part(came=WECHAT, gained=gained).staying == gained


def test_an_app_without_a_platform_says_nothing_of_another():
    gained = at(LONE)
    assert part(came=WECHAT, were=(NUMBER,), gained=(gained,)).staying == (NUMBER, gained)


def test_what_gave_way_to_the_unionids_own_may_be_anothers():
    """The mother's openid came without a unionid, and the daughter's took its place."""
    mothers, daughters = at(CLUB, late=1, superseded=True), at(CLUB, late=2)
    parting = part(came=WECHAT, were=(NUMBER,), gained=(mothers, daughters))
    assert (parting.going, parting.let_go) == ((*WECHAT, daughters), (mothers,))
    at_once = attrs.evolve(daughters, proof=mothers.proof)
    for gained in ((mothers, at_once), (at_once, mothers)):
        parting = part(came=WECHAT, were=(NUMBER,), gained=gained)
        assert (parting.going, parting.let_go) == ((*WECHAT, at_once), (mothers,))


class TestTwoPersonsOfOnePlatform:
    """One side has the unionid, the other an openid that never told one."""

    def test_what_took_a_place_came_with_the_unionid(self):
        were, gained = at(CLUB, superseded=True), at(CLUB, late=1)
        parting = part(came=WECHAT, were=(were,), gained=(gained,))
        assert (parting.going, parting.staying) == ((*WECHAT, gained), (were,))
        parting = part(came=(were,), were=WECHAT, gained=(gained,))
        assert (parting.going, parting.staying) == ((were,), (*WECHAT, gained))

    @pytest.mark.parametrize("union", [(), (a_union(),)], ids=["none", "one has it"])
    def test_what_took_none_may_be_eithers_and_is_let_go(self, union):
        gained, one, other = at(SHOP, late=1), (at(CLUB), *union), (at(CLUB),)
        for came, were in ((one, other), (other, one)):
            assert part(came=came, were=were, gained=(gained,)).let_go == (gained,)

    def test_so_may_a_unionid(self):
        gained = a_union()
        parting = part(came=(at(SHOP),), were=(at(CLUB),), gained=(gained,))
        assert (parting.let_go, gained in parting.going + parting.staying) == ((gained,), False)

    def test_so_may_what_took_the_place_of_both(self):
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
