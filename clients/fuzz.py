"""`make fuzz`: Schemathesis over the whole schema, without a token and with one.

The parameter `fields` takes members away that the schema calls required, as generated clients like
it. So it is left out of those two runs, and has a third of its own, in which nothing is required.
"""

import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

from clients.live import Tracker, tracker
from clients.places import MADE, ROOT, document, environment

REPORTS = MADE / "fuzz"


def main() -> None:
    shutil.rmtree(REPORTS, ignore_errors=True)  # Schemathesis remembers earlier runs there
    REPORTS.mkdir(parents=True)
    whole, picking = write("whole", without_fields()), write("fields", with_fields())
    with tracker() as live:
        found = [
            fuzz(live, "anonymous", whole),
            fuzz(live, "token", whole, "--header", f"Authorization: Bearer {live.token}"),
            fuzz(live, "fields", picking, "--include-method", "GET"),
        ]
        live.check_log()
    if any(found):
        raise SystemExit("Schemathesis has found something.")


# The schema


def write(name: str, schema: dict) -> Path:
    path = REPORTS / f"{name}.json"
    path.write_text(json.dumps(schema, ensure_ascii=False), encoding="utf-8")
    return path


def reads(schema: dict) -> Iterator[tuple[dict, dict, list[dict]]]:
    """Each path with a GET, that operation, and its parameters."""
    for of_path in schema["paths"].values():
        if operation := of_path.get("get"):
            yield of_path, operation, operation.get("parameters", [])


def without_fields() -> dict:
    """The schema as though no operation took `fields`."""
    schema = deepcopy(document())
    for _, operation, parameters in reads(schema):
        operation["parameters"] = [each for each in parameters if each["name"] != "fields"]
    return schema


def with_fields() -> dict:
    """The paths where `fields` is taken; nothing is required of their replies."""
    schema = deepcopy(document())
    taking = {
        id(of_path)
        for of_path, _, parameters in reads(schema)
        if any(each["name"] == "fields" for each in parameters)
    }
    schema["paths"] = {
        path: of_path for path, of_path in schema["paths"].items() if id(of_path) in taking
    }
    for name, component in schema["components"]["schemas"].items():
        if name != "Problem":
            component.pop("required", None)
    return schema


# A run


def fuzz(live: Tracker, who: str, schema: Path, *options: str) -> int:
    """The exit code of one run, after a line on what it did."""
    log = REPORTS / f"{live.kind.lower()}-{who}.log"
    command = ["schemathesis", "--config-file", str(ROOT / "schemathesis.toml"), "--no-color"]
    command += ["run", str(schema), "--url", live.url, *options]
    started = time.monotonic()
    with log.open("wb") as output:
        done = subprocess.run(
            command,
            cwd=REPORTS,
            env=environment(NO_PROXY="*", PYTHONUNBUFFERED="1"),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    text = log.read_text(encoding="utf-8", errors="replace")
    if done.returncode:
        print(text)
    told = ", ".join(line.strip() for line in text.splitlines() if tells(line))
    print(
        f"  {live.kind}, {who}: {told or 'nothing'} ({time.monotonic() - started:.0f} s)",
        flush=True,
    )
    return done.returncode


def tells(line: str) -> bool:
    """Whether a line of the summary says how much was done."""
    return line.startswith(("  Selected: ", "  Tested: ")) or " generated, " in line


if __name__ == "__main__":
    main()
