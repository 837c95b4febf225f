"""A fault of one line, and the test that has to notice it."""

import attrs


@attrs.frozen
class Plant:
    """What is wrong then, where, the sound line and the faulty one, and the test that sees it.

    The sound passage stands in the file once; the test is named as pytest names it.
    """

    name: str
    file: str
    sound: str
    faulty: str
    test: str
