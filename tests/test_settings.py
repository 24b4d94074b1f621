"""The settings as the environment makes them: their defaults, and what they refuse."""

import os
import re
import runpy
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from tracker import environment

ROOT = Path(__file__).parent.parent
SETTINGS = ROOT / "tracker" / "settings.py"
VARIABLE = re.compile(r"\b(?:TRACKER_[A-Z_]+|DATABASE_(?:REPLICA_)?URL)\b")
KEY = "x" * environment.SECRET_KEY_LENGTH


@pytest.fixture
def read(monkeypatch, tmp_path):
    """Reads settings.py with these variables set and no others of ours."""

    def read_settings(**variables):
        for name in [name for name in os.environ if VARIABLE.fullmatch(name)]:
            monkeypatch.delenv(name)
        for name, value in {"TRACKER_VAR": str(tmp_path / "var"), **variables}.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(SETTINGS))

    return read_settings


def test_with_nothing_set_it_serves_this_machine_only(read):
    settings = read()

    assert (settings["BIND_HOST"], settings["BIND_PORT"]) == ("127.0.0.1", 8000)
    assert settings["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert not settings["DEBUG"]
    assert not settings["TLS"]
    assert settings["TRACKER_TIME_ZONE"] == "Asia/Almaty"


@pytest.mark.parametrize(
    "variables",
    [
        pytest.param({"TRACKER_TLS": "on"}, id="asked for"),
        pytest.param({"TRACKER_BIND": "0.0.0.0:8000"}, id="reachable from outside"),
        pytest.param({"TRACKER_HOSTS": "tracker.example"}, id="asked for by a public name"),
    ],
)
def test_all_that_needs_tls_goes_with_it(read, variables):
    settings = read(**variables)

    assert settings["SECURE_SSL_REDIRECT"]
    assert settings["SECURE_HSTS_SECONDS"] > 0
    assert settings["SESSION_COOKIE_SECURE"]
    assert settings["CSRF_COOKIE_SECURE"]


def test_nothing_that_needs_tls_is_on_without_it(read):
    settings = read(TRACKER_BIND="[::1]:8001", TRACKER_TLS="off")

    assert settings["BIND_HOST"] == "::1"
    assert not settings["SECURE_SSL_REDIRECT"]
    assert settings["SECURE_HSTS_SECONDS"] == 0
    assert not settings["SESSION_COOKIE_SECURE"]
    assert not settings["CSRF_COOKIE_SECURE"]


def test_the_word_of_a_proxy_is_taken_only_when_asked_to(read):
    assert read()["SECURE_PROXY_SSL_HEADER"] is None
    assert read(TRACKER_BEHIND_PROXY="on")["SECURE_PROXY_SSL_HEADER"] == (
        "HTTP_X_FORWARDED_PROTO",
        "https",
    )


@pytest.mark.parametrize("switch", [{"TRACKER_TLS": "off"}, {"TRACKER_DEBUG": "on"}])
@pytest.mark.parametrize(
    "reach", [{"TRACKER_BIND": "192.0.2.1:8000"}, {"TRACKER_HOSTS": "localhost,tracker.example"}]
)
def test_what_is_unsafe_outside_this_machine_is_refused_there(read, switch, reach):
    with pytest.raises(ImproperlyConfigured, match=next(iter(switch))):
        read(**switch, **reach)


@pytest.mark.parametrize(
    ("variable", "value", "accepted"),
    [
        ("TRACKER_DEBUG", "maybe", "on or off"),
        ("TRACKER_TLS", "2", "on or off"),
        ("TRACKER_BEHIND_PROXY", "x", "on or off"),
        ("TRACKER_BIND", "127.0.0.1", "127.0.0.1:8000"),
        ("TRACKER_BIND", ":8000", "127.0.0.1:8000"),
        ("TRACKER_BIND", "::1:8000", r"\[::1\]:8000"),
        ("TRACKER_BIND", "127.0.0.1:0", "from 1 to 65535"),
        ("TRACKER_BIND", "127.0.0.1:65536", "from 1 to 65535"),
        ("TRACKER_HOSTS", "*", "tracker.example"),
        ("TRACKER_HOSTS", "https://tracker.example", "tracker.example"),
        ("TRACKER_ORIGINS", "tracker.example", "https://tracker.example"),
        ("TRACKER_ORIGINS", "https://tracker.example/", "https://tracker.example"),
        ("TRACKER_TIME_ZONE", "Mars/Olympus", "Asia/Almaty"),
        ("TRACKER_TIME_ZONE", "../etc/passwd", "Asia/Almaty"),
        ("TRACKER_POOL", "0", "from 1 to 100"),
        ("TRACKER_POOL", "four", "from 1 to 100"),
        ("TRACKER_REPLICA_LAG", "0", "from 1 to 3600"),
        ("TRACKER_LOG_LEVEL", "loud", "DEBUG, INFO"),
        ("TRACKER_SECRET_KEY", "x" * 49, "50 or more"),
        ("TRACKER_VAR", str(SETTINGS), "a folder to write in"),
        ("DATABASE_URL", "mysql://localhost/tracker", "postgresql://"),
        ("DATABASE_URL", "tracker", "postgresql://"),
        ("DATABASE_URL", "postgresql://localhost", "postgresql://"),
    ],
)
def test_a_bad_value_is_refused_by_name_with_what_is_accepted(read, variable, value, accepted):
    with pytest.raises(ImproperlyConfigured, match=f"(?s){variable}.*{accepted}"):
        read(**{variable: value})


def test_a_bad_database_url_keeps_its_password_to_itself(read):
    with pytest.raises(ImproperlyConfigured) as caught:
        read(DATABASE_URL="mysql://tracker:hunter2@localhost/tracker")

    assert "hunter2" not in str(caught.value)


def test_sqlite_waits_for_other_writers_and_for_the_disk(read, tmp_path):
    database = read()["DATABASES"]["default"]

    assert database["NAME"] == tmp_path / "var" / "tracker.sqlite3"
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert database["OPTIONS"]["init_command"] == (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
    )
    assert database["OPTIONS"]["cached_statements"] == 64


def test_a_sqlite_url_gets_the_same_care(read):
    database = read(DATABASE_URL="sqlite:////srv/tracker.sqlite3")["DATABASES"]["default"]

    assert database["NAME"] == "/srv/tracker.sqlite3"
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


POSTGRESQL = "postgresql://tracker:p%40ss@localhost:5433/tracker"


def test_connections_to_postgresql_are_as_the_url_says(read):
    database = read(DATABASE_URL=f"{POSTGRESQL}?sslmode=require")["DATABASES"]["default"]

    assert (database["PASSWORD"], database["PORT"]) == ("p@ss", 5433)
    assert database["OPTIONS"]["sslmode"] == "require"
    assert database["OPTIONS"]["connect_timeout"] == 5


def test_queries_are_prepared_unless_that_is_off(read):
    by_default = read(DATABASE_URL=POSTGRESQL)["DATABASES"]["default"]
    off = read(DATABASE_URL=POSTGRESQL, TRACKER_PREPARE="off")["DATABASES"]["default"]

    assert by_default["OPTIONS"]["prepare_threshold"] == 0
    assert off["OPTIONS"]["prepare_threshold"] is None


def test_a_replica_is_read_from_only_where_one_is_named(read):
    alone = read(DATABASE_URL=POSTGRESQL)
    settings = read(DATABASE_URL=POSTGRESQL, DATABASE_REPLICA_URL="postgresql://other/tracker")

    assert "replica" not in alone["DATABASES"]
    assert "tracker.replica.ReplicaMiddleware" not in alone["MIDDLEWARE"]
    assert settings["DATABASES"]["replica"]["HOST"] == "other"
    assert settings["DATABASE_ROUTERS"] == ["tracker.replica.Router"]
    assert "tracker.replica.ReplicaMiddleware" in settings["MIDDLEWARE"]


def test_sqlite_has_no_replica(read):
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL names no PostgreSQL"):
        read(DATABASE_REPLICA_URL=POSTGRESQL)


@pytest.mark.parametrize("url", ["sqlite:////srv/tracker", "mysql://me:hunter2@other/tracker"])
def test_a_replica_is_postgresql_too(read, url):
    with pytest.raises(
        ImproperlyConfigured, match=r"DATABASE_REPLICA_URL.*postgresql://"
    ) as caught:
        read(DATABASE_URL=POSTGRESQL, DATABASE_REPLICA_URL=url)

    assert "hunter2" not in str(caught.value)


def test_connections_to_postgresql_are_pooled_one_a_thread_of_a_worker(read):
    by_default = read(DATABASE_URL=POSTGRESQL)["DATABASES"]["default"]
    of_eight = read(DATABASE_URL=POSTGRESQL, TRACKER_POOL="8")["DATABASES"]["default"]

    assert by_default["CONN_MAX_AGE"] == 0  # or Django refuses a pool
    assert by_default["OPTIONS"]["pool"]["max_size"] == 4
    assert of_eight["OPTIONS"]["pool"]["max_size"] == 8


def test_the_secret_key_is_made_once_for_its_owner_only(read, tmp_path):
    first, second = read()["SECRET_KEY"], read()["SECRET_KEY"]

    assert first == second
    assert len(first) >= environment.SECRET_KEY_LENGTH
    assert (tmp_path / "var" / "secret_key").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "var").stat().st_mode & 0o777 == 0o700


def test_processes_that_start_at_once_agree_on_the_secret_key(monkeypatch, tmp_path):
    monkeypatch.delenv("TRACKER_SECRET_KEY", raising=False)
    path = tmp_path / "secret_key"

    with ThreadPoolExecutor(8) as pool:
        calls = [pool.submit(environment.write_secret_key, path) for _ in range(32)]
        calls += [pool.submit(environment.secret_key, "TRACKER_SECRET_KEY", path) for _ in range(8)]
    keys = {call.result() for call in calls} - {None}

    assert keys == {path.read_text().strip()}
    assert list(tmp_path.iterdir()) == [path]


def test_a_key_from_the_environment_leaves_no_file(read, tmp_path):
    assert read(TRACKER_SECRET_KEY=KEY)["SECRET_KEY"] == KEY
    assert not (tmp_path / "var" / "secret_key").exists()


def test_manage_says_what_is_wrong_in_one_line():
    reply = subprocess.run(
        [sys.executable, ROOT / "manage.py", "check"],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tracker.settings", "TRACKER_TLS": "maybe"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert reply.returncode == 1
    assert reply.stderr == "tracker: TRACKER_TLS is 'maybe'. It takes on or off.\n"


@pytest.mark.parametrize("path", ["tracker/settings.py", "docs/settings.md"])
def test_the_variables_in_the_docs_are_those_in_the_code(path):
    read_there = set(re.findall(r'environment\.\w+\(\s*"([A-Z_]+)"', SETTINGS.read_text()))
    named_here = set(VARIABLE.findall((ROOT / path).read_text()))

    assert named_here == read_there
