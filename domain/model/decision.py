"""What a cell of a decision table says, whichever table it is."""

from enum import StrEnum

import attrs

from domain.model.audit import Deed
from domain.model.identity import Role
from domain.model.outcomes import Offer, Outcome


class Who(StrEnum):
    """Whom the caller is logged in as, by the letter that the table gives the account."""

    NEW = "N"
    X = "X"
    Y = "Y"
    P = "P"
    W = "W"
    S = "S"
    NOBODY = "-"


class Act(StrEnum):
    """What has to be done to the accounts beside binding."""

    SUPERSEDE_OPENID = "supersede_openid"
    RENEW_PHONE_PROOF = "renew_phone_proof"
    STRIP_CLAIM = "strip_claim"
    REPLACE_PHONE = "replace_phone"
    RELEASE_PHONE = "release_phone"
    MAKE_DORMANT = "make_dormant"
    LOWER_ASSURANCE = "lower_assurance"
    SET_PASSWORD = "set_password"  # noqa: S105 - the name of an act
    MERGE_X_INTO_Y = "merge_x_into_y"
    MERGE_Y_INTO_X = "merge_y_into_x"
    MERGE_P_INTO_W = "merge_p_into_w"
    MERGE_W_INTO_P = "merge_w_into_p"
    MERGE_S_INTO_P = "merge_s_into_p"
    MERGE_Q_INTO_S = "merge_q_into_s"
    REPLACE_IDENTITY = "replace_identity"


@attrs.frozen(kw_only=True)
class Decision:
    """What a cell says.

    Attributes:
        who: the account that is logged in, or bound to.
        bind: the roles of the proven identities to bind to it.
        acts: what else to do.
        deeds: refusals, alerts and suggestions to write to the audit trail.
        offers: what the caller may do next.
    """

    outcome: Outcome
    who: Who = Who.NOBODY
    bind: tuple[Role, ...] = ()
    acts: tuple[Act, ...] = ()
    deeds: tuple[Deed, ...] = ()
    offers: tuple[Offer, ...] = ()
