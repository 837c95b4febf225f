"""Everybody there is: few people, few apps and few numbers, so that they meet."""

from datetime import timedelta
from typing import Final

import attrs
from hypothesis import strategies as st

from domain.model.app import App
from domain.model.identity import PHONE_PLACE, Identity, Place, Provider
from tests.unit.household import CLUB, LONE, SHOP

PASSWORDS: Final = ("a long walk by West Lake", "rain on the Broken Bridge")

# What matters to somebody: a grace, a code, a ticket, a token, a merge, a session, a stale number.
SPANS: Final = (
    timedelta(seconds=5),
    timedelta(seconds=10),
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=10),
    timedelta(minutes=11),
    timedelta(hours=2),
    timedelta(days=1),
    timedelta(days=7),
    timedelta(days=31),
    timedelta(days=91),
)


@attrs.frozen
class WeChat:
    """What WeChat says of a person in an app; a unionid without a platform means nothing."""

    app: App
    openid: Identity
    unionid: Identity | None

    @property
    def hand(self) -> frozenset[Identity]:
        """All that it shows of its person."""
        return frozenset({self.openid, self.unionid} - {None})


def wechat(app: App, person: int, *, renamed: bool, union: str) -> WeChat:
    """Return a person's identities, her openid perhaps one that WeChat gave her anew."""
    openid = f"o{app.alias}{person}{'x' if renamed else ''}"
    unionid = {"none": None, "own": f"u{person}", "wrong": f"u{person + 1}"}[union]
    scoped = app.platform is not None and unionid is not None
    return WeChat(
        app,
        Identity.openid(Provider.WECHAT, app.app_id, openid),
        Identity.unionid(Provider.WECHAT, app.platform, unionid) if scoped else None,
    )


def wechat_of(openid: Identity) -> WeChat:
    """Return what WeChat says of somebody's openid where it sends no unionid."""
    app = next(one for one in (SHOP, CLUB, LONE) if one.app_id == openid.scope)
    return WeChat(app, openid, None)


def same_person(one: Place, other: Place) -> bool:
    """Tell whether one WeChat fills two places of an account: a platform knows her in all apps."""
    both = {one.scope, other.scope}
    known = {SHOP.app_id, CLUB.app_id, SHOP.platform}
    return one == other or (PHONE_PLACE not in (one, other) and both <= known)


wechats = st.builds(
    wechat,
    st.sampled_from((SHOP, SHOP, CLUB, LONE)),
    st.sampled_from(range(4)),
    renamed=st.sampled_from((False, False, False, True)),
    union=st.sampled_from(("none", "own", "own", "wrong")),
)
numbers = st.sampled_from([Identity.phone(f"+861390000000{last}") for last in range(4)])
passwords = st.sampled_from(PASSWORDS)
spans = st.sampled_from((*SPANS[:-3], *SPANS))
places = st.sampled_from(("203.0.113.7", "198.51.100.7", "192.0.2.7"))
seldom = st.sampled_from((False, False, False, True))
picks = st.integers(0, 63)
