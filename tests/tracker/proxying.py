"""A real shared cache in front of a server: nginx, which keeps replies and asks after each."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.tracker.serving import free_port, running

ABSENT = "nginx is not here; on Debian: apt-get install nginx"
# nginx itself keeps nothing that is `no-cache`. So the first server turns that into words of its
# own: to be kept until a second long gone, and so to be asked after each time; anything else not
# at all. The second one is the cache. Its key is as plain as can be: tags and `Vary` alone have to
# tell one host or client from others.
CONFIGURATION = """
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/bodies;
    proxy_temp_path {folder}/replies;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    proxy_cache_path {folder}/cache keys_zone=replies:1m;
    proxy_http_version 1.1;
    proxy_set_header Host $http_host;
    map $upstream_http_cache_control $kept_until {{
        "public, no-cache" "@1";
        default "0";
    }}
    server {{
        listen 127.0.0.1:{inner};
        location / {{
            proxy_pass http://127.0.0.1:{origin};
            add_header X-Accel-Expires $kept_until;
        }}
    }}
    server {{
        listen 127.0.0.1:{outer};
        gzip on;
        gzip_types application/json;
        gzip_min_length 1;
        location / {{
            proxy_pass http://127.0.0.1:{inner};
            proxy_cache replies;
            proxy_cache_key $request_uri;
            proxy_ignore_headers Cache-Control;
            proxy_cache_revalidate on;
            add_header X-Cache $upstream_cache_status always;
        }}
    }}
}}
"""


def find_nginx() -> str:
    """The program; without it the test is skipped, and in CI it fails."""
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
    if program is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(ABSENT)
    return program


@contextmanager
def cached(program: str, origin: int, folder: Path) -> Iterator[int]:
    """A shared cache in front of a server; its port."""
    outer = free_port()
    configuration = folder / "nginx.conf"
    configuration.write_text(
        CONFIGURATION.format(folder=folder, origin=origin, inner=free_port(), outer=outer)
    )
    command = [program, "-p", folder, "-e", folder / "error.log", "-c", configuration]
    with running(command, outer):
        yield outer
