"""Where things are: what is read, the tools, and what is made."""

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
HERE = ROOT / "clients"
SCHEMA = ROOT / "docs" / "openapi.yaml"
MADE = ROOT / "var" / "clients"  # ignored by git; all of it can be thrown away
BIN = Path(sys.executable).parent  # the tools of requirements-clients.txt
NODE_BIN = MADE / "node_modules" / ".bin"


def environment(**more: str) -> dict[str, str]:
    """The environment for tools: ours come first, and none of them fetches anything."""
    return os.environ | {
        "PATH": os.pathsep.join([str(NODE_BIN), str(BIN), os.environ["PATH"]]),
        "GOPROXY": "off",
        "GOTOOLCHAIN": "local",
        "GOFLAGS": "-mod=mod",
        "GOPATH": str(MADE / "go-path"),
        "GOCACHE": str(MADE / "go-cache"),
        "GOTELEMETRY": "off",
        "REDOCLY_TELEMETRY": "off",
        "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true",
        **more,
    }


@cache
def document() -> dict:
    """The schema."""
    return yaml.load(SCHEMA.read_bytes(), getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def run(*command: str | Path, folder: Path = ROOT) -> None:
    """Runs a tool. Raises `SystemExit` with what it printed if it fails."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    if done.returncode:
        raise SystemExit(
            f"{done.stdout}\n{Path(str(command[0])).name} ended with {done.returncode}."
        )
