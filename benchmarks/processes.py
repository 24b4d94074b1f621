"""What processes of this machine have used: CPU and memory, as Linux counts them."""

import os
from collections.abc import Iterable
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
PROC = Path("/proc")


def _fields(pid: int) -> list[str]:
    # The name of the program, in brackets, may have blanks in it.
    return (PROC / str(pid) / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()


def parent(pid: int) -> int:
    return int(_fields(pid)[1])


def children(pid: int) -> list[int]:
    """The processes that a process started and that still run."""
    found = []
    for entry in PROC.iterdir():
        if entry.name.isdigit():
            try:
                if parent(int(entry.name)) == pid:
                    found.append(int(entry.name))
            except (FileNotFoundError, ProcessLookupError):
                continue
    return found


def seconds(pid: int) -> float:
    """CPU seconds that a process, and those of it that have ended, have used."""
    return sum(int(ticks) for ticks in _fields(pid)[11:15]) / TICK


def family_seconds(pid: int) -> float:
    """The same of a process and all that it started, whether they still run or not."""
    total = seconds(pid)
    for child in children(pid):
        try:
            total += seconds(child)
        except (FileNotFoundError, ProcessLookupError):
            continue
    return total


def memory(pids: Iterable[int]) -> float:
    """MiB of memory that processes use; what several share is divided among them (PSS)."""
    total = 0
    for pid in pids:
        text = (PROC / str(pid) / "smaps_rollup").read_text(encoding="ascii")
        total += next(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:"))
    return total / 1024
