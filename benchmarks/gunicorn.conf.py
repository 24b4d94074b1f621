"""Serves what the tracker is measured against just as gunicorn.conf.py serves the tracker."""

import runpy
from pathlib import Path

_tracker = runpy.run_path(str(Path(__file__).resolve().parent.parent / "gunicorn.conf.py"))
bind = _tracker["bind"]
worker_class = _tracker["worker_class"]
workers = _tracker["workers"]
threads = _tracker["threads"]
preload_app = _tracker["preload_app"]
timeout = _tracker["timeout"]
graceful_timeout = _tracker["graceful_timeout"]
control_socket_disable = _tracker["control_socket_disable"]
loglevel = _tracker["loglevel"]
