"""Numbers that come to accounts, and leave them."""

from collections.abc import Awaitable, Callable
from functools import partial

from domain.model.errors import CodeRejected, NotSignedIn, TicketRejected, Undecided
from domain.model.outcomes import Offer
from domain.model.phone_errors import SmsCodeWrong
from domain.model.sms_code import CodePurpose
from domain.usecases.bind_phone import PhoneCode
from domain.usecases.steps.sign_in import SignIn
from domain.usecases.steps.sms_prover import SentSmsCode
from tests.acts.act import Act, Attempt, Prepare, Twice
from tests.acts.by_number import anns_number_signs_in
from tests.acts.cast import ANNS, BOB, FREE, HERE, OLGAS, WANDAS, Cast
from tests.acts.world import World
from tests.unit.telephone import PASSWORD, ticket_of

GoOn = Callable[[World, str], Awaitable[SignIn]]


async def bob_binds_a_free_number(world: World, cast: Cast) -> Attempt:
    return await _bind(world, cast.bob, FREE)


async def bob_binds_by_button(world: World, cast: Cast) -> Attempt:
    code = PhoneCode("shop", world.vendor.press_phone(BOB, FREE))
    return partial(world.use_cases.phones.bind, await world.caller(cast.bob), code)


async def bob_binds_anns_number(world: World, cast: Cast) -> Attempt:
    return await _bind(world, cast.bob, ANNS)


async def bob_binds_a_stale_number(world: World, cast: Cast) -> Attempt:
    return await _bind(world, cast.bob, OLGAS)


async def kit_binds_anns_number(world: World, cast: Cast) -> Attempt:
    return await _bind(world, cast.kit, ANNS)


async def ann_changes_her_number(world: World, cast: Cast) -> Attempt:
    return await _bind(world, cast.ann, FREE)


async def ann_proves_her_number_again(world: World, cast: Cast) -> Attempt:
    return await _bind(world, cast.ann, ANNS)


async def olga_proves_that_she_is_olga(world: World, cast: Cast) -> Attempt:
    return partial(_prove_by_password, world, cast.olgas_ticket)


async def wanda_gives_her_word(world: World, cast: Cast) -> Attempt:
    return partial(_give_word, world, cast.wandas_ticket)


async def somebody_claims_olgas_number(world: World, cast: Cast) -> Attempt:
    return partial(_claim, world, cast.olgas_ticket)


async def somebody_claims_wandas_number(world: World, cast: Cast) -> Attempt:
    return partial(_claim, world, cast.wandas_ticket)


async def bob_claims_olgas_number(world: World, cast: Cast) -> Attempt:
    return partial(_claim, world, cast.bobs_ticket)


async def anns_number_is_released(world: World, cast: Cast) -> Attempt:
    return partial(world.use_cases.phones.release, ANNS)


async def olgas_number_is_released(world: World, cast: Cast) -> Attempt:
    return partial(world.use_cases.phones.release, OLGAS)


async def _bind(world: World, sign_in: SignIn, number: str) -> Attempt:
    sent = await world.text(number, CodePurpose.BIND)
    bind = world.use_cases.phones.bind
    return partial(bind, await world.caller(sign_in), sent, client=HERE)


async def _prove_by_password(world: World, ticket: str) -> SignIn:
    prove = world.use_cases.phones.prove_ownership
    return await prove(ticket, password=PASSWORD, client=HERE)


async def _give_word(world: World, ticket: str) -> SignIn:
    prove = world.use_cases.phones.prove_ownership
    return await prove(ticket, password=None, client=HERE)


async def _claim(world: World, ticket: str) -> SignIn:
    return await world.use_cases.phones.claim(ticket, client=HERE)


async def _in_or_on(world: World, sent: SentSmsCode, go_on: GoOn) -> SignIn:
    try:
        return await world.use_cases.phones.login(sent, client=HERE)
    except Undecided as asked:
        return await go_on(world, ticket_of(asked, Offer.CLAIM_NUMBER))


def _by_ticket(prepare: Prepare, number: str, go_on: GoOn, twice: Twice = Twice.SESSION) -> Act:
    """Return an act that begins with the number anew, and goes on if that is asked for again."""

    async def anew(world: World, cast: Cast) -> Attempt:
        return partial(_in_or_on, world, await world.text(number), go_on)

    return Act(prepare, (TicketRejected,), anew=anew, twice=twice)


ACTS = (
    Act(bob_binds_a_free_number, (SmsCodeWrong,)),
    Act(bob_binds_by_button, (CodeRejected,), recalls=True),
    Act(bob_binds_anns_number, (SmsCodeWrong,)),
    Act(bob_binds_a_stale_number, (SmsCodeWrong,), twice=Twice.TICKET),
    Act(
        kit_binds_anns_number,
        (SmsCodeWrong, NotSignedIn),
        anew=anns_number_signs_in,
        twice=Twice.SESSION,
    ),
    Act(ann_changes_her_number, (SmsCodeWrong,)),
    Act(ann_proves_her_number_again, (SmsCodeWrong,)),
    _by_ticket(olga_proves_that_she_is_olga, OLGAS, _prove_by_password),
    _by_ticket(wanda_gives_her_word, WANDAS, _give_word, Twice.SESSION | Twice.TRAIL),
    _by_ticket(somebody_claims_olgas_number, OLGAS, _claim),
    _by_ticket(somebody_claims_wandas_number, WANDAS, _claim),
    _by_ticket(bob_claims_olgas_number, OLGAS, _claim),
    Act(anns_number_is_released),
    Act(olgas_number_is_released),
)
