"""Faults in what works once, and so often."""

from typing import Final

from tests.planted.plant import Plant

_MODEL: Final = "domain/model"
_DEEDS: Final = "domain/usecases"
_UNIT: Final = "tests/unit"
_BUTTON: Final = f"{_UNIT}/test_phone_button.py::TestCodes"
_SMS: Final = f"{_UNIT}/test_sms.py"
_SQLITE: Final = "tests/persistence/test_sqlite.py::TestSqliteStore"

OF_CODES: Final = (
    Plant(
        "tries are not counted before the comparison",
        f"{_DEEDS}/steps/sms_prover.py",
        "beside=(CountTry(**row, most=TRIES, at=now),),",
        "beside=(),",
        f"{_SMS}::TestTries::test_the_sixth_is_refused_even_if_right",
    ),
    Plant(
        "tries of a number are not counted over its codes",
        f"{_DEEDS}/steps/sms_prover.py",
        "[(TRIES_A_DAY, number)],",
        "[],",
        f"{_SMS}::TestTries::test_twenty_a_day_lock_the_number_whatever_was_sent_since",
    ),
    Plant(
        "the purpose is not compared",
        f"{_DEEDS}/steps/sms_prover.py",
        'return f"sms_{purpose}"',
        'return "sms"',
        f"{_SMS}::TestOneCode::test_it_is_good_for_its_purpose_alone",
    ),
    Plant(
        "the transaction is not compared",
        "adapters/persistence/memory.py",
        "row.write.bound != bound or ",
        "",
        f"{_BUTTON}::test_it_is_repeated_to_nobody_else",
    ),
    Plant(
        "a code is good twice",
        f"{_DEEDS}/steps/sms_prover.py",
        "                Consume(**row, at=now),",
        "",
        f"{_SMS}::TestOneCode::test_it_signs_in_once",
    ),
    Plant(
        "a new code does not kill the old",
        "adapters/persistence/sql/secret_changes.py",
        "set_=every",
        'set_={"tries": o.tries}',
        f"{_SQLITE}::test_a_row_anew_kills_the_old_one",
    ),
    Plant(
        "the store counts tries and never refuses one",
        "adapters/persistence/sql/secret_changes.py",
        '.where(*alive, o.tries < value("most", o.tries))',
        '.where(*alive, value("most", o.tries) > 0)',
        f"{_SQLITE}::test_a_row_bears_so_many_tries",
    ),
    Plant(
        "the address is not cut to /64",
        f"{_MODEL}/limits.py",
        "24 if parsed.version == 4 else 64",
        "24 if parsed.version == 4 else 128",
        f"{_SMS}::TestSending::test_a_network_gets_twenty_an_hour",
    ),
    Plant(
        "a redeemed code is not remembered",
        f"{_DEEDS}/steps/wechat_phone_prover.py",
        "lambda: self.store.apply((remember,))",
        "lambda: self.store.apply(())",
        f"{_BUTTON}::test_a_lost_answer_costs_no_second_press",
    ),
    Plant(
        "a redeemed code is repeated to anybody",
        f"{_DEEDS}/steps/wechat_phone_prover.py",
        'return f"{kind} {getattr(self, kind)}"',
        'return ""',
        f"{_BUTTON}::test_it_is_repeated_to_nobody_else",
    ),
    Plant(
        "the ticket is not consumed",
        f"{_DEEDS}/steps/evidence.py",
        "writes=writes,",
        "writes=(),",
        f"{_UNIT}/test_ownership.py::test_a_ticket_is_used_once",
    ),
)
