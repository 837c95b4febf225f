"""How much memory a process has, as Linux tells (proc_pid_status(5))."""

import re
from pathlib import Path

MIB = 1024


def forget_the_peak(pid: int) -> None:
    """Let the peak be what is resident now (proc_pid_clear_refs(5))."""
    Path(f"/proc/{pid}/clear_refs").write_text("5")


def resident(pid: int) -> int:
    """Return what is resident, in KiB."""
    return _told(pid, "VmRSS")


def peak(pid: int) -> int:
    """Return the most that was resident, in KiB."""
    return _told(pid, "VmHWM")


def _told(pid: int, name: str) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    [told] = re.findall(rf"^{name}:\s*(\d+) kB$", status, re.MULTILINE)
    return int(told)
