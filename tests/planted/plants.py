"""All plants: data. Add one beside every promise that a careless hand could break unseen."""

from typing import Final

from tests.planted.plants_of_bans import OF_BANS
from tests.planted.plants_of_codes import OF_CODES
from tests.planted.plants_of_merges import OF_MERGES
from tests.planted.plants_of_numbers import OF_NUMBERS
from tests.planted.plants_of_people import OF_PEOPLE
from tests.planted.plants_of_the_web import OF_THE_WEB
from tests.planted.plants_of_undoing import OF_UNDOING

PLANTS: Final = (
    *OF_NUMBERS,
    *OF_CODES,
    *OF_PEOPLE,
    *OF_MERGES,
    *OF_UNDOING,
    *OF_BANS,
    *OF_THE_WEB,
)
