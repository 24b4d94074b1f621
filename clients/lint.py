"""`make lint-schema`: Redocly finds nothing in docs/openapi.yaml, not even something to warn of."""

import json
import subprocess

from clients.places import HERE, ROOT, SCHEMA, environment


def main() -> None:
    command = ["redocly", "lint", "--config", str(HERE / "redocly.yaml"), "--format", "json"]
    done = subprocess.run(
        [*command, str(SCHEMA)], cwd=ROOT, env=environment(), capture_output=True, encoding="utf-8"
    )
    try:
        found = json.loads(done.stdout)
    except ValueError:
        raise SystemExit(f"{done.stdout}{done.stderr}\nRedocly did not run.") from None
    for problem in found["problems"]:
        where = problem["location"][0].get("pointer", "")
        print(f"{problem['severity']}: {problem['message']} ({problem['ruleId']}) at {where}")
    if done.returncode or found["problems"]:
        raise SystemExit(f"Redocly has found {len(found['problems'])} problems.")
    print(f"Redocly {found['version']} has found nothing.")


if __name__ == "__main__":
    main()
