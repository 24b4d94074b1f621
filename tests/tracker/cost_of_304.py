"""What a 304 costs beside the reply that it spares: `python -m tests.tracker.cost_of_304`.

Prints the CPU time of both, in milliseconds, for the seed data in SQLite: the whole way through
Django, without a server around it.
"""

import os
import tempfile
import time
from functools import partial

import django

PATHS = ("milestones/", "initiatives/", "initiatives/trans-caspian-cable/", "summary/")
TIMES = 200


def cost(ask, **headers: str) -> float:
    """The CPU time of a request in milliseconds, the lowest mean of five rounds."""

    def mean() -> float:
        begin = time.process_time()
        for _ in range(TIMES // 5):
            ask(headers=headers)
        return (time.process_time() - begin) / (TIMES // 5)

    return 1000 * min(mean() for _ in range(5))


def main() -> None:
    from django.core.management import call_command
    from django.test import Client

    call_command("migrate", verbosity=0)
    call_command("load_fixtures")
    client = Client(SERVER_NAME="127.0.0.1")
    for path in PATHS:
        ask = partial(client.get, f"/api/v1/{path}")
        tag = ask().headers["ETag"]
        assert ask(headers={"If-None-Match": tag}).status_code == 304
        whole, confirmed = cost(ask), cost(ask, **{"If-None-Match": tag})
        print(f"{path:36} 200: {whole:6.2f}  304: {confirmed:5.2f}  ratio {whole / confirmed:5.1f}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/cost.sqlite3"
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
        django.setup()
        main()
