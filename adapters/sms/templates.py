"""What an operator had approved before a vendor sends anything."""

from collections.abc import Mapping

import attrs

from domain.model.sms_code import CodePurpose


@attrs.frozen(kw_only=True)
class Templates:
    """The sender's registered name, and the templates, whose one parameter is the code."""

    sign_name: str
    usual: str
    special: Mapping[CodePurpose, str] = attrs.field(factory=dict)

    def of(self, purpose: CodePurpose) -> str:
        """Return the id of the template for codes of this purpose."""
        return self.special.get(purpose, self.usual)
