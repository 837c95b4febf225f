"""One-time codes sent by SMS: what they are for, and how long they last."""

from enum import StrEnum


class CodePurpose(StrEnum):
    """What a code may be used for, and nothing else."""

    LOGIN = "login"
    BIND = "bind"
    STEP_UP = "step_up"
    RESET_PASSWORD = "reset_password"  # noqa: S105 - the name of a purpose
