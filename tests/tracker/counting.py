"""One worker of several that use up one allowance: prints how many uses it was allowed.

Run as a process of its own, as gunicorn's workers are, with the number of its attempts.
"""

import os
import sys
from datetime import UTC, datetime

import django

NOW = datetime(2026, 1, 10, 12, tzinfo=UTC)  # time stands still: nothing is restored meanwhile


def count(attempts: int) -> int:
    from tracker.api.throttling import Allowance, TooManyError, take
    from tracker.environment import Rate

    allowances = [Allowance("test", who, Rate(30, 60)) for who in ("user 1", "address 192.0.2.1")]
    allowed = 0
    for _ in range(attempts):
        try:
            take(allowances, NOW)
        except TooManyError:
            continue
        allowed += 1
    return allowed


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    print("ready", flush=True)
    sys.stdin.readline()  # all start together
    print(count(int(sys.argv[1])))
