"""Signing in on the web: by a page of a provider's, and what it takes the first time."""

from functools import partial
from typing import Any, Final

import attrs

from domain.model.app import App
from domain.model.errors import StateRejected, TicketRejected
from domain.model.outcomes import Ticket
from domain.model.phone_errors import SmsCodeWrong
from domain.model.session import SignedIn
from domain.model.sms_code import CodePurpose
from domain.usecases.finish_web_login import Answer, Finished
from domain.usecases.first_sign_in import Filled
from domain.usecases.steps.sign_in import SignIn
from domain.usecases.steps.web_state import Browser, Intent, WebState
from tests.acts.act import Act, Attempt, Prepare, Twice
from tests.acts.cast import ANNS, FREE, HERE, NEWCOMER, OF_ANN, OF_NEWCOMER, OLGAS, Cast
from tests.acts.world import World
from tests.unit.household import QQ, SITE
from tests.unit.surfing import callback
from tests.unit.telephone import PASSWORD

BOBS_QQ: Final = "oBOB-at-qq"
ANN_ON_THE_SITE: Final = "oANN-on-the-site"
_BROWSER: Final = Browser(key="the browser at home")


@attrs.frozen
class Return:
    """What a browser brings back from a page: it was sent there, and somebody said yes."""

    world: World
    app: App
    token: str
    code: str
    caller: SignedIn | None = None

    async def __call__(self) -> Finished:
        finish, app = self.world.use_cases.web.finish, self.app
        state = await finish.redeem(app.provider, app.alias, browser=_BROWSER, token=self.token)
        answer = Answer(code=self.code, redirect_uri=callback(app))
        return await finish(state, answer, browser=_BROWSER, client=HERE, caller=self.caller)


async def somebody_leaves_for_qqs_page(world: World, cast: Cast) -> Attempt:
    leave = _leaving(world, WebState(provider=QQ.provider, app=QQ.alias))

    async def leave_somehow() -> None:
        await leave()

    return leave_somehow


async def newcomer_comes_from_qq(world: World, cast: Cast) -> Attempt:
    return await _sent(world, QQ, NEWCOMER, OF_NEWCOMER)


async def ann_comes_from_wechats_page(world: World, cast: Cast) -> Attempt:
    return await _sent(world, SITE, ANN_ON_THE_SITE, OF_ANN)


async def bob_binds_a_qq(world: World, cast: Cast) -> Attempt:
    return await _sent(world, QQ, BOBS_QQ, intent=Intent.BIND, at=cast.bob)


async def ann_steps_up_by_wechats_page(world: World, cast: Cast) -> Attempt:
    at = cast.anns_tablet
    return await _sent(world, SITE, ANN_ON_THE_SITE, OF_ANN, intent=Intent.STEP_UP, at=at)


async def newcomer_names_a_free_number(world: World, cast: Cast) -> Attempt:
    return await _naming(world, FREE, password=PASSWORD)


async def newcomer_names_anns_number(world: World, cast: Cast) -> Attempt:
    return await _naming(world, ANNS)


async def newcomer_meets_anns_qq(world: World, cast: Cast) -> Attempt:
    return await _naming(world, ANNS, password=PASSWORD)


async def newcomer_enters_as_ann_unlinked(world: World, cast: Cast) -> Attempt:
    return await _naming(world, ANNS, link=False)


async def newcomer_takes_the_place_of_anns_qq(world: World, cast: Cast) -> Attempt:
    return await _naming(world, ANNS, password=PASSWORD, replace=True)


async def newcomer_names_a_stale_number(world: World, cast: Cast) -> Attempt:
    return await _naming(world, OLGAS)


async def newcomer_knows_olgas_password(world: World, cast: Cast) -> Attempt:
    return await _naming(world, OLGAS, password=PASSWORD)


def _leaving(world: World, state: WebState, app: App = QQ) -> Attempt:
    start, uri = world.use_cases.web.start, callback(app)
    return partial(start, state, browser=_BROWSER, redirect_uri=uri, language="zh", client=HERE)


async def _sent(
    world: World,
    app: App,
    openid: str,
    unionid: str | None = None,
    *,
    intent: Intent = Intent.LOG_IN,
    at: SignIn | None = None,
) -> Return:
    caller = None if at is None else await world.caller(at)
    session_id = None if caller is None else caller.session.id
    state = WebState(provider=app.provider, app=app.alias, intent=intent, session_id=session_id)
    url = await _leaving(world, state, app)()
    token = url.partition("state=")[2].partition("&")[0]
    code = world.web.agree(openid, unionid, app=app, redirect_uri=callback(app))
    return Return(world, app, token, code, caller)


async def _naming(world: World, number: str, **filled: Any) -> Attempt:
    """Come from QQ as a newcomer, and have the page filled in."""
    came = await (await newcomer_comes_from_qq(world, None))()
    sent = await world.text(number, CodePurpose.BIND)
    return partial(_fill_in, world, came, Filled(sent=sent, **filled))


async def _fill_in(world: World, came: Ticket, page: Filled) -> SignIn:
    first = world.use_cases.web.first
    return await first(came.token, page, browser=_BROWSER.key, client=HERE)


def _first(prepare: Prepare, number: str, twice: Twice, **filled: Any) -> Act:
    """Return an act that begins at QQ's page anew when its ticket or its code is used up."""

    async def anew(world: World, cast: Cast) -> Attempt:
        back = await newcomer_comes_from_qq(world, cast)

        async def come_and_fill_in() -> Finished:
            came = await back()
            if not isinstance(came, Ticket):
                return came
            sent = await world.text(number, CodePurpose.BIND)
            return await _fill_in(world, came, Filled(sent=sent, **filled))

        return come_and_fill_in

    return Act(prepare, (TicketRejected, SmsCodeWrong), anew=anew, twice=twice)


_KNOWN: Final = {"password": PASSWORD}

ACTS = (
    Act(somebody_leaves_for_qqs_page),
    Act(newcomer_comes_from_qq, (StateRejected,), twice=Twice.TICKET),
    Act(ann_comes_from_wechats_page, (StateRejected,), twice=Twice.SESSION),
    Act(bob_binds_a_qq, (StateRejected,)),
    Act(ann_steps_up_by_wechats_page, (StateRejected,)),
    _first(newcomer_names_a_free_number, FREE, Twice.SESSION, **_KNOWN),
    _first(newcomer_names_anns_number, ANNS, Twice.TICKET),
    _first(newcomer_meets_anns_qq, ANNS, Twice.TICKET, **_KNOWN),
    _first(newcomer_enters_as_ann_unlinked, ANNS, Twice.SESSION, link=False),
    _first(newcomer_takes_the_place_of_anns_qq, ANNS, Twice.SESSION, replace=True, **_KNOWN),
    _first(newcomer_names_a_stale_number, OLGAS, Twice.TICKET),
    _first(newcomer_knows_olgas_password, OLGAS, Twice.SESSION, **_KNOWN),
)
