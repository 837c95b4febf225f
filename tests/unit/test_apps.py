from domain.model.identity import Place
from tests.builders import a_phone, a_unionid, an_identity
from tests.unit.household import Household


def test_a_place_that_no_app_reaches_is_orphaned():
    apps = Household().apps
    gone = an_identity(app_id="wxnobodys0000001").place
    reached = {an_identity().place, a_unionid().place}
    assert apps.orphaned({gone, *reached}) == [gone]


def test_a_number_needs_no_app():
    number: Place = a_phone().place
    assert Household().apps.orphaned({number}) == []
