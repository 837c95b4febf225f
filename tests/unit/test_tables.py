"""What the decision tables come to together; each has its own test beside this one."""

from tests.unit import (
    test_first_sign_in,
    test_merge_undo,
    test_merging,
    test_number_claim,
    test_number_release,
    test_openid_binding,
    test_openid_login,
    test_password_reset,
    test_phone_binding,
    test_phone_login,
    test_phone_openid_login,
    test_unbinding,
)

TABLES = {
    "T1": test_openid_login,
    "T2": test_phone_openid_login,
    "T3": test_phone_binding,
    "T4": test_phone_login,
    "T5": test_number_release,
    "T6": test_number_claim,
    "T7": test_openid_binding,
    "T8": test_password_reset,
    "T9": test_first_sign_in,
    "T10": test_merging,
    "T11": test_merge_undo,
    "T12": test_unbinding,
}


def test_every_cell_has_a_name_of_its_own_that_begins_with_its_table():
    names = [(table, cell) for table, module in TABLES.items() for cell in module.CELLS]
    assert all(cell.split()[0] == table for table, cell in names)
    assert len({cell for _, cell in names}) == len(names)
    print(f"cells: {len(names)}")
