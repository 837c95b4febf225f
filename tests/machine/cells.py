"""Tables T2, T4 and T6, copied out as rows."""

from typing import Final

import attrs


@attrs.frozen
class Cell:
    """One answer; `who`: a new account, P or W; `binds` to it the number, the WeChat.

    W goes into P, or that is offered.
    """

    code: str
    who: str = ""
    binds: str = ""
    renews: bool = False
    ticket: bool = False
    low: bool = False
    merges: bool = False
    offers: bool = False


SUSPENDED: Final = Cell("account_suspended")
CLOSING: Final = Cell("account_closing")
CONFIRM: Final = Cell("sms_confirmation_required", ticket=True)
CHECK: Final = Cell("ownership_check", ticket=True)
CONFLICT: Final = Cell("identity_conflict")
AS_P: Final = Cell("logged_in", "P")
OFFERED: Final = Cell("logged_in", "P", offers=True)
MERGED: Final = Cell("logged_in", "P", merges=True)
AS_W: Final = Cell("logged_in", "W")
RENEWED: Final = Cell("logged_in", "P", renews=True)
DECLARED: Final = Cell("logged_in", "P", low=True)

T2: Final = {
    "N N": Cell("created", "N", "number wechat"),
    "N A0": Cell("logged_in", "W", "number"),
    "N Ao": AS_W,
    "N C": CLOSING,
    "F N": Cell("logged_in", "P", "wechat"),
    "F A0": OFFERED,
    "F Ao": OFFERED,
    "F P": RENEWED,
    "F C": AS_P,
    "T N": CHECK,
    "T A0": Cell("logged_in", "W", ticket=True),
    "T Ao": Cell("logged_in", "W", ticket=True),
    "T P": RENEWED,
    "T C": Cell("account_closing", ticket=True),
    "U N": Cell("created", "N", "number wechat"),
    "U A0": Cell("logged_in", "W", "number"),
    "U Ao": AS_W,
    "U P": Cell("logged_in", "W", renews=True),
    "U C": CLOSING,
    "S N": SUSPENDED,
    "S A0": AS_W,
    "S Ao": AS_W,
    "S C": CLOSING,
    "C N": CLOSING,
    "C A0": AS_W,
    "C Ao": AS_W,
    "C P": CLOSING,
    "C C": CLOSING,
}

T4: Final = {
    "N": Cell("created", "N", "number"),
    "F": RENEWED,
    "T": CHECK,
    "U": Cell("created", "N", "number"),
    "S": SUSPENDED,
    "C": CLOSING,
}

T6: Final = {"F": Cell("claim_refused"), "S": SUSPENDED, "C": CLOSING}
