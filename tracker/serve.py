"""`make run`: sets up the database and the static files, then becomes the server.

Whatever is there already is kept: a second run adds only what is missing.
"""

import errno
import hashlib
import os
import socket
import sys
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    try:
        django.setup()
        refuse_a_taken_port(settings.BIND_HOST, settings.BIND_PORT)
        prepare()
    except (CommandError, ImproperlyConfigured) as error:
        sys.exit(f"tracker: {error}")
    except KeyboardInterrupt:
        sys.exit(130)
    sys.stdout.flush()
    # Instead of this process, not below it: signals reach the server itself. It reads
    # gunicorn.conf.py; no word of the command comes from outside.
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn"])  # noqa: S606 (as said)


def refuse_a_taken_port(host: str, port: int) -> None:
    """Says so before any work is done; the server itself would only try again and again."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                advice = f"Stop what uses it, or take another: make run PORT={port + 1}"
                raise CommandError(f"Port {port} of {host} is taken. {advice}") from error
            raise CommandError(f"Cannot listen on {host}, port {port}: {error.strerror}") from error


def prepare() -> None:
    call_command("migrate", interactive=False, verbosity=0)
    call_command("load_fixtures")
    collect_static_files(settings.VAR_DIR / "static.digest")


def collect_static_files(record: Path) -> None:
    """Collects, hashes and compresses them, unless they are as they were the last time."""
    digest = static_digest()
    if record.exists() and record.read_text(encoding="ascii") == digest:
        return
    print("Collecting static files …", flush=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    record.write_text(digest, encoding="ascii")


def static_digest() -> str:
    """A digest of every static file's path, size and time of change, and of where they go."""
    digest = hashlib.sha256(str(settings.STATIC_ROOT).encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            status = Path(storage.path(name)).stat()
            digest.update(f"{name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


if __name__ == "__main__":
    main()
