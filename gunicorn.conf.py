"""How gunicorn serves the tracker; it reads this file when started in this folder."""

import os
import signal

from gunicorn import util

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")

from django.conf import settings

from tracker.environment import is_local

wsgi_app = "tracker.wsgi"
_host = f"[{settings.BIND_HOST}]" if ":" in settings.BIND_HOST else settings.BIND_HOST
bind = f"{_host}:{settings.BIND_PORT}"
worker_class = "gthread"
workers = 2
threads = 4
preload_app = True  # loaded once, before the port answers; the workers share its memory
timeout = 60
graceful_timeout = 5
limit_request_line = 8190  # gunicorn's most; longer lines get 414
control_socket_disable = True
loglevel = "warning"


def on_starting(server):
    """Refuses an address from the command line that the settings would not have taken."""
    for address in server.cfg.address:
        if isinstance(address, tuple) and not is_local(address[0]) and not settings.TLS:
            raise SystemExit(f"tracker: {address[0]} is not loopback, so TRACKER_TLS must be on.")


def when_ready(server):
    from django.contrib.auth import get_user_model

    from tracker.databases import disconnect

    # With TLS, a proxy in front has it; the address is the one that readers use.
    site = f"https://{settings.ALLOWED_HOSTS[0]}" if settings.TLS else f"http://{bind}"
    print(f"\nThe tracker is at  {site}/")
    print(f"  API              {site}/api/v1/")
    print(f"  API docs         {site}/api/v1/docs/")
    print(f"  Admin            {site}/admin/")
    if not get_user_model().objects.exists():
        print("No editor has an account yet. To make one, in another terminal:  make account")
    print("Ctrl-C stops it.\n", flush=True)
    disconnect()  # the workers open their own


def post_worker_init(worker):
    # Ctrl-C reaches every process, and the first one then tells the others to end. A worker that
    # is told twice at once can wait for itself, so it listens to the first process only.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _write_problem(sock, status, reason, message):
    """Says what gunicorn itself refuses, such as too long an address, as a problem document."""
    from tracker.api.problems import of_server  # the app is loaded by then

    body = of_server(int(status), message)
    head = (
        f"HTTP/1.1 {int(status)} {reason}\r\n"
        "Connection: close\r\n"
        "Cache-Control: no-store\r\n"
        "Content-Language: en\r\n"
        "Content-Type: application/problem+json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    util.write_nonblock(sock, head.encode() + body)


util.write_error = _write_problem
