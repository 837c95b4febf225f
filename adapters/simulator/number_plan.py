"""Who has which telephone number: nobody, or one person."""

import attrs

from adapters.simulator.errors import ControlRefused
from adapters.simulator.people import Person


class NumberPlan:
    """The numbers of all people; `free` are those given back and in nobody's hands since."""

    def __init__(self, people: dict[str, Person]) -> None:
        self._people = people
        self.free: list[str] = []

    def holder(self, number: str) -> Person | None:
        """Return who has the number now."""
        people = self._people.values()
        return next((person for person in people if number in person.numbers), None)

    def of(self, person: Person, number: str | None = None) -> str:
        """Return this number of the person's; by default the one she got last.

        Raises:
            ControlRefused: she does not have it, or has none at all.
        """
        if number is None and person.numbers:
            return person.numbers[-1]
        if number is None or number not in person.numbers:
            raise ControlRefused(f"{person.id} does not have {number or 'any number'}")
        return number

    def give(self, person: Person, number: str) -> None:
        """Let the person have a number, be it new or given back before.

        Raises:
            ControlRefused: somebody has it.
        """
        self.require_unheld(number)
        if number in self.free:
            self.free.remove(number)
        self._people[person.id] = attrs.evolve(person, numbers=(*person.numbers, number))

    def take_back(self, number: str) -> None:
        """Let a number return to the carrier, who may hand it to anybody.

        Raises:
            ControlRefused: nobody has it.
        """
        person = self.holder(number)
        if person is None:
            raise ControlRefused(f"nobody has {number}")
        left = tuple(one for one in person.numbers if one != number)
        self._people[person.id] = attrs.evolve(person, numbers=left)
        self.free.append(number)

    def require_unheld(self, number: str) -> None:
        """Insist that nobody has the number.

        Raises:
            ControlRefused: somebody has.
        """
        if person := self.holder(number):
            raise ControlRefused(f"{number} is {person.id}'s: it has to be given back first")
