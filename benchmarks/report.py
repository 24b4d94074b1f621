"""What a run has found, as a file and as tables for people."""

import json
import subprocess
from datetime import UTC, datetime
from statistics import median

from benchmarks.data import FOLDER, ROOT
from benchmarks.sizes import SIZES
from benchmarks.targets import TARGETS
from benchmarks.workloads import TITLES

APPS = ("tracker", "textbook", "floor", "constant")


def empty(size: str, database: str) -> dict:
    """A report in which nothing is found yet."""
    return {
        "size": size,
        "database": database,
        "commit": _commit(),
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "cells": {},
        "memory_mib": {},
        "start_seconds": {},
        "reply_bytes": {},
        "walk": {},
        "failures": [],
    }


def _commit() -> str:
    command = ["git", "describe", "--always", "--dirty"]
    told = {"cwd": ROOT, "capture_output": True, "text": True, "check": False}
    try:
        found = subprocess.run(command, **told)  # noqa: S603 (our own words)
    except OSError:
        return "unknown"
    return found.stdout.strip() or "unknown"


def add(found: dict, workload: str, app: str, **figures: float) -> None:
    """Keep the figures of one round."""
    cell = found["cells"].setdefault(workload, {}).setdefault(app, {})
    for name, figure in figures.items():
        cell.setdefault(name, []).append(figure)


def cpu(found: dict, workload: str, app: str, of=median) -> float | None:
    """CPU milliseconds a request, over the rounds."""
    rounds = found["cells"].get(workload, {}).get(app, {}).get("cpu_ms")
    return of(rounds) if rounds else None


def ratio(found: dict, above: tuple[str, str], below: tuple[str, str], of=median) -> float | None:
    """How many times the CPU of one workload on one app is that of another."""
    first, second = cpu(found, *above, of), cpu(found, *below, of)
    return first / second if first and second else None


def shown(figure: float | None, digits: int = 3) -> str:
    """A figure in few digits."""
    if figure is None:
        return "–"
    return f"{figure:,.0f}" if figure >= 10**digits else f"{figure:.{digits}g}"


def table(head: list[str], rows: list[list[str]]) -> str:
    """Rows as a table that Markdown reads, with columns of one width."""
    widths = [max(len(row[place]) for row in [head, *rows]) for place in range(len(head))]
    lines = [head, ["-" * width for width in widths], *rows]
    return "\n".join(
        "| "
        + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        + " |"
        for line in lines
    )


def told(found: dict) -> str:
    """The tables of one run."""
    size = SIZES[found["size"]]
    parts = [
        f"\n{found['database']}, size {size.name}: {size.initiatives:,} initiatives, "
        f"{size.milestones:,} milestones, {size.statements:,} statements, "
        f"{found['bytes'] / 1e6:,.0f} MB; commit {found['commit']}, {found['made_at']}",
        "CPU in ms a request, server and database, median of the rounds. "
        f"W4 is {found.get('depth', 0):,} rows deep.",
        table(
            ["workload", *APPS, "textbook ÷ tracker", "best", "÷ floor", "req/s", "p50", "p99"],
            [_row(found, workload) for workload in TITLES if workload in found["cells"]],
        ),
        _others(found),
        table(["target (for size M)", "wanted", "median", "best", ""], _targets(found)),
    ]
    return "\n\n".join(part for part in parts if part)


def _row(found: dict, workload: str) -> list[str]:
    base = workload.removeprefix("W6/").split()[0]
    cells = found["cells"][workload]
    textbook, tracker = (base, "textbook"), (workload, "tracker")
    own = cells.get("tracker", {})
    speeds = [median(own[name]) if own else None for name in ("per_second", "p50_ms", "p99_ms")]
    return [
        f"{workload} {TITLES[workload]}",
        *(shown(cpu(found, workload, app)) for app in APPS),
        shown(ratio(found, textbook, tracker)),
        shown(ratio(found, textbook, tracker, min)),
        shown(ratio(found, tracker, (base, "floor"))),
        *(shown(speed) for speed in speeds),
    ]


def _others(found: dict) -> str:
    lines = []
    if found["start_seconds"]:
        starts = (
            f"{app} {shown(median(seconds))} s" for app, seconds in found["start_seconds"].items()
        )
        lines.append(f"W7 start to first answer: {', '.join(starts)}.")
    if walk := found["walk"]:
        lines.append(
            f"W10 all milestones: {walk['pages']:,} pages in {walk['seconds']:.0f} s, "
            f"{shown(walk['cpu_ms_a_page'])} ms of CPU a page; memory "
            f"{walk['memory_mib_before']:.0f} MiB before, {walk['memory_mib_after']:.0f} after."
        )
    if found["memory_mib"]:
        used = (f"{app} {mib:.0f} MiB" for app, mib in found["memory_mib"].items())
        lines.append(f"Memory of all processes of a server after load (PSS): {', '.join(used)}.")
    if found["reply_bytes"]:
        sizes = (f"{name} {size:,}" for name, size in found["reply_bytes"].items())
        lines.append(f"Bytes of the tracker's replies: {', '.join(sizes)}.")
    return "\n".join(lines)


def _targets(found: dict) -> list[list[str]]:
    rows = []
    for target in TARGETS:
        wanted = target.wanted(found["database"])
        figures = [target.figure(found, of) for of in (median, min)]
        if figures[0] is None:
            continue
        words = f"at {'least' if target.at_least else 'most'} {wanted:g}"
        met = "met" if target.is_met(figures[0], found["database"]) else "missed"
        rows.append([target.words, words, *map(shown, figures), met])
    return rows


def path_of(size: str, database: str):
    return FOLDER / f"report_{database}_{size.lower()}.json"


def keep(found: dict) -> None:
    """Write the report beside those of other sizes and databases."""
    path = path_of(found["size"], found["database"])
    path.write_text(json.dumps(found, indent=1), encoding="utf-8")


def growth(database: str) -> str:
    """How the tracker grows with the data: multiples of the one-statement floor at each size."""
    reports = {}
    for size in ("S", "M", "L"):
        if (path := path_of(size, database)).exists():
            reports[size] = json.loads(path.read_text(encoding="utf-8"))
    if len(reports) < 2:
        return ""
    head = ["× floor, " + database, *reports, "largest ÷ smallest"]
    rows = []
    for workload in ("W1", "W2", "W3", "W4", "W8", "W5", "W9"):
        times = [ratio(r, (workload, "tracker"), (workload, "floor")) for r in reports.values()]
        ends = times[-1] / times[0] if times[0] and times[-1] else None
        rows.append([workload, *map(shown, times), shown(ends)])
    own = [cpu(r, "W5", "tracker") for r in reports.values()]
    ends = own[-1] / own[0] if own[0] and own[-1] else None
    rows.append(["W5, CPU in ms", *map(shown, own), shown(ends)])
    commits = ", ".join(f"{size} {r['commit']}" for size, r in reports.items())
    return f"\nGrowth, by the last report of each size ({commits})\n\n{table(head, rows)}"
