"""Numbers as people write them, and as the store keeps them."""

from typing import Protocol


class PhoneParser(Protocol):
    """Reads telephone numbers; knows which countries may be served."""

    def parse(self, written: str) -> str:
        """Return the number in E.164, such as `+8613800138000`: one form for every spelling.

        A number without a country code is taken for one of the default region.

        Raises:
            InvalidInput: of the field `phone`: it is no possible number, or of a country that
                is not served.
        """
