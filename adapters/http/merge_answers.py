"""What the operations about identities and merging take and answer."""

from collections.abc import Mapping
from typing import Final

from adapters.http import examples, merge_examples, phone_examples
from adapters.http.answer_table import (
    BODY,
    ENDED,
    NO_SUCH_PATH,
    STORE,
    VENDOR,
    WRITES,
    Answers,
    Given,
)
from domain.model.errors import (
    AccountSuspended,
    CodeRejected,
    PersonRefused,
    TicketRejected,
    UnknownApp,
    UnknownMerge,
)
from domain.model.phone_errors import PasswordLocked, PasswordMismatch

SIGNED_IN: Final = Given(
    "Signed in to the account there was",
    examples.SIGNED_IN,
    also={"two accounts became one": merge_examples.MERGED_ON_THE_WAY},
)
_UNBINDING: Final = (
    *ENDED,
    phone_examples.STEP_UP,
    merge_examples.NOT_BOUND,
    merge_examples.LAST,
    merge_examples.REFRESH_REMAINING,
    *WRITES,
)

MERGE_ANSWERS: Final[Mapping[str, Answers]] = {
    "listIdentities": Answers(
        gives={200: Given("By what she signs in", merge_examples.IDENTITIES)},
        refuses=(*ENDED, *STORE),
        bearer=True,
    ),
    "bindIdentity": Answers(
        takes=merge_examples.BIND,
        gives={
            200: Given(
                "The account with what is bound to it",
                merge_examples.BOUND,
                also={"merged": merge_examples.BOUND_AND_MERGED},
            )
        },
        refuses=(
            *BODY,
            *ENDED,
            UnknownApp(),
            CodeRejected(),
            PersonRefused(),
            phone_examples.STEP_UP,
            phone_examples.CONFLICT,
            phone_examples.MERGE,
            merge_examples.UNAVAILABLE,
            merge_examples.RESERVED,
            *VENDOR,
            *WRITES,
        ),
        bearer=True,
    ),
    "unbindIdentity": Answers(
        gives={
            204: Given(
                "It is unbound; every session has ended but the caller's own, and that one too if "
                "it rested on what is gone"
            )
        },
        refuses=(NO_SUCH_PATH, *_UNBINDING),
        bearer=True,
    ),
    "dropPassword": Answers(
        gives={204: Given("There is no password any more, the other sessions have ended")},
        refuses=_UNBINDING,
        bearer=True,
    ),
    "previewMerge": Answers(
        takes=merge_examples.PREVIEWS,
        gives={200: Given("What a merge would do", merge_examples.PREVIEW)},
        refuses=(*BODY, *ENDED, TicketRejected(), merge_examples.STALE, *WRITES),
        bearer=True,
    ),
    "mergeAccounts": Answers(
        takes=merge_examples.MERGES,
        gives={200: Given("Signed in to the account that goes on", merge_examples.MERGED)},
        refuses=(
            *BODY,
            *ENDED,
            TicketRejected(),
            PasswordMismatch(),
            PasswordLocked(retry_after=840),
            phone_examples.STEP_UP,
            phone_examples.CONFLICT,
            merge_examples.STALE,
            merge_examples.CHOICE,
            merge_examples.SUSPENDED,
            merge_examples.CLOSING,
            merge_examples.GONE,
            *WRITES,
        ),
        bearer=True,
    ),
    "listMerges": Answers(
        gives={200: Given("Every merge of the account", merge_examples.LISTED)},
        refuses=(*ENDED, *STORE),
        bearer=True,
    ),
    "showMerge": Answers(
        gives={200: Given("The merge", merge_examples.MERGE)},
        refuses=(NO_SUCH_PATH, *ENDED, UnknownMerge(), *STORE),
        bearer=True,
    ),
    "undoMerge": Answers(
        gives={200: Given("Two accounts again", merge_examples.UNMERGED)},
        refuses=(
            NO_SUCH_PATH,
            *ENDED,
            UnknownMerge(),
            AccountSuspended(),
            phone_examples.STEP_UP,
            merge_examples.LATER_MERGE,
            merge_examples.UNDO_CLOSING,
            merge_examples.EXPIRED,
            *WRITES,
        ),
        bearer=True,
    ),
}
