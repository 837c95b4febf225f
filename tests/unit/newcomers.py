"""Newcomers from the web, and accounts whose numbers they name."""

from domain.usecases.steps.web_state import Intent
from tests.unit.surfing import Surfer
from tests.unit.telephone import PASSWORD, let_it_rest
from tests.unit.ways_in import set_password

ANOTHER = "a boat on the Grand Canal"


def newcomer(house, openid="oHERS"):
    """Return a way to sign in for the first time, in a browser of its own."""

    async def come(phone, **filled):
        surfer = Surfer(house)
        return await surfer.fill_in(await surfer.ticket(openid), phone, **filled)

    return come


async def in_use(phone, *, password=PASSWORD, stale=False, qq=None):
    """Let an account have the number; return it."""
    sign_in = await phone.sign_in()
    if qq is not None:
        surfer = Surfer(phone.house, caller=await phone.house.caller(sign_in))
        await surfer.by(qq, intent=Intent.BIND)
    if password is not None:
        await set_password(phone.house, sign_in, password)
    if stale:
        let_it_rest(phone.house)
    return sign_in.account.id
