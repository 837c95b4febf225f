"""How much is kept, and how long, whatever the database."""

from datetime import timedelta
from typing import Final

# The ring of a person's session keys in one app.
RING_SIZE: Final = 3
TRIES_MOST: Final = 5
SESSION_KEYS_KEPT: Final = timedelta(days=90)

# How long a session that is over can still be told why.
REMEMBERED_AFTER_END: Final = timedelta(days=30)

# How many rows one deletion takes; others wait for it.
PURGED_AT_ONCE: Final = 1_000
