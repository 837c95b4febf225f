"""What a phone remembers of codes it asked for by SMS."""

from adapters.simulator.errors import ControlRefused
from adapters.simulator.handset import Handset, PhoneAnswer
from adapters.simulator.world import World
from adapters.simulator.wx import Seat


class PhoneTexts:
    """The transactions of the codes that were asked for, and the codes that came."""

    def __init__(self, world: World, handset: Handset) -> None:
        self._world = world
        self._handset = handset
        self._transactions: dict[tuple[Seat, str], str] = {}

    def reset(self) -> None:
        """Forget all transactions; the texts belong to the world."""
        self._transactions.clear()

    def number(self, seat: Seat, number: str | None) -> str:
        """Return the number that the person types: the one she got last, unless told another.

        Raises:
            ControlRefused: she has no number, and was told none.
        """
        person = self._world.person(seat.person)
        return self._world.numbers.of(person) if number is None else number

    async def ask(self, seat: Seat, number: str | None, purpose: str) -> PhoneAnswer:
        """Let the service text a code; the number need not be hers."""
        phone = self.number(seat, number)
        body = {"phone": phone, "purpose": purpose}
        answer = await self._handset.send("POST", "/v1/sms-codes", body)
        match answer.answer:
            case {"transaction": str(transaction)}:
                self._transactions[seat, phone] = transaction
        return answer

    def proof(
        self, seat: Seat, number: str | None, code: str | None, *, field: str = "code"
    ) -> dict[str, str]:
        """Return what proves the number, with the code in this field of the body.

        The code is the last one that she got there, unless she types another.

        Raises:
            ControlRefused: she did not ask for a code, or none has reached her.
        """
        phone = self.number(seat, number)
        transaction = self._transactions.get((seat, phone))
        if transaction is None:
            raise ControlRefused(f"{seat.person} has not asked for a code to {phone} yet")
        typed = self._received(seat, phone) if code is None else code
        return {"phone": phone, "transaction": transaction, field: typed}

    def _received(self, seat: Seat, phone: str) -> str:
        texts = self._world.inbox.texts(person=seat.person, number=phone)
        if not texts:
            raise ControlRefused(f"no text to {phone} has reached {seat.person}")
        return texts[-1].code
