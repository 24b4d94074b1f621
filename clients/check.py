"""`make clients-check`: runs every client that `make clients` made against a server of its own.

Then the clients in README.md, word for word but for the server's address.
"""

import re
import subprocess
import time
from pathlib import Path

from clients.live import Tracker, tracker
from clients.places import MADE, ROOT, environment

ADDRESS = "http://127.0.0.1:8000"
SMOKE = {
    "python": ["python", "smoke.py"],
    "openapi-python-client": ["python", "smoke.py"],
    "typescript-fetch": ["node", "built/smoke.js"],
    "openapi-fetch": ["node", "built/smoke.js"],
    "go": ["./smoke"],
}
MOST_LINES = 5


def main() -> None:
    with tracker() as live:
        for name, command in SMOKE.items():
            report(name, live, command, MADE / name)
        check_readme(live)
        live.check_log()


def report(name: str, live: Tracker, command: list[str], folder: Path) -> None:
    """Runs a program and says what it said. Raises `SystemExit` if it fails or says nothing."""
    started = time.monotonic()
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment(
            TRACKER_URL=live.url, TRACKER_TOKEN=live.token, PYTHONPATH=str(folder), NO_PROXY="*"
        ),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
    )
    if done.returncode or not done.stdout.strip():
        raise SystemExit(f"{done.stdout}{done.stderr}\n{name} failed with {done.returncode}.")
    print(
        f"  {name}: {done.stdout.splitlines()[-1]} ({time.monotonic() - started:.1f} s)", flush=True
    )


def check_readme(live: Tracker) -> None:
    """Runs the clients that README.md shows."""
    python = of_readme("python").replace(ADDRESS, live.url)
    (MADE / "python" / "readme.py").write_text(python, encoding="utf-8")
    report("README.md, Python", live, ["python", "readme.py"], MADE / "python")
    folder = MADE / "openapi-fetch"
    typescript = of_readme("typescript").replace(ADDRESS, live.url)
    (folder / "readme.ts").write_text(typescript, encoding="utf-8")
    subprocess.run(["tsc", "--project", folder], env=environment(), check=True)
    report("README.md, TypeScript", live, ["node", "built/readme.js"], folder)


def of_readme(language: str) -> str:
    """The one program in a language in README.md."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    found = re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    if len(found) != 1 or ADDRESS not in found[0]:
        raise SystemExit(f"README.md should have one client in {language}, of {ADDRESS}.")
    if len(found[0].splitlines()) > MOST_LINES:
        raise SystemExit(f"The client in {language} in README.md has more than {MOST_LINES} lines.")
    return found[0]


if __name__ == "__main__":
    main()
