"""Reads settings from the environment, and says what a bad one should have been."""

import ipaddress
import os
import re
import secrets
import tempfile
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

WORDS = {"on": True, "true": True, "yes": True, "1": True}
WORDS |= {"off": False, "false": False, "no": False, "0": False}
SECRET_KEY_LENGTH = 50
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
SQLITE = "tracker.sqlite"
POSTGRESQL = "tracker.postgresql"
PERIODS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}  # in seconds


class Rate(NamedTuple):
    """How often something may be done: so many times at once, and as many again in a period."""

    count: int
    seconds: int


def refusal(name: str, value: str, accepted: str) -> ImproperlyConfigured:
    """The error for a variable that holds what it may not."""
    return ImproperlyConfigured(f"{name} is {value!r}. It takes {accepted}.")


def text(name: str, default: str = "") -> str:
    """The variable without blanks around it; the default if it is not set or empty."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, default: bool) -> bool:
    value = text(name)
    if not value:
        return default
    if value.lower() not in WORDS:
        raise refusal(name, value, "on or off")
    return WORDS[value.lower()]


def words(name: str, default: str = "") -> list[str]:
    """The words of a list with commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def hosts(name: str, default: str) -> list[str]:
    """Host names that a request may ask for; never all of them."""
    names = words(name, default)
    for host in names:
        if "*" in host or "/" in host or " " in host:
            accepted = "host names with commas between them, such as tracker.example,localhost"
            raise refusal(name, host, accepted)
    return names


def origins(name: str) -> list[str]:
    """Origins whose forms are trusted: scheme and host, nothing after it."""
    found = words(name)
    for origin in found:
        parts = urlsplit(origin)
        if parts.scheme not in {"https", "http"} or origin != f"{parts.scheme}://{parts.netloc}":
            accepted = "origins with commas between them, such as https://tracker.example"
            raise refusal(name, origin, accepted)
    return found


def address(name: str, default: str) -> tuple[str, int]:
    """Where to listen: the host without brackets, and the port."""
    value = text(name, default)
    host, _, port = value.rpartition(":")
    bare = host.removeprefix("[").removesuffix("]")
    bracketed = host != bare
    if not bare or bracketed != (":" in bare) or not (port.isascii() and port.isdigit()):
        raise refusal(name, value, "a host and a port, such as 127.0.0.1:8000 or [::1]:8000")
    if not 1 <= int(port) <= 65535:
        raise refusal(name, value, "a port from 1 to 65535")
    return bare, int(port)


def is_local(host: str) -> bool:
    """Whether only this machine can mean or reach the host."""
    bare = host.removeprefix("[").removesuffix("]").lower()
    if bare == "localhost" or bare.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(bare).is_loopback
    except ValueError:
        return False


def time_zone(name: str, default: str) -> str:
    value = text(name, default)
    try:
        ZoneInfo(value)
    except (KeyError, OSError, ValueError) as error:
        raise refusal(name, value, "a time zone, such as Asia/Almaty or UTC") from error
    return value


def log_level(name: str, default: str) -> str:
    value = text(name, default)
    if value.upper() not in LOG_LEVELS:
        raise refusal(name, value, f"one of {', '.join(LOG_LEVELS)}")
    return value.upper()


def rate(name: str, default: str) -> Rate:
    value = text(name, default)
    found = re.fullmatch(rf"([1-9][0-9]{{0,5}})/({'|'.join(PERIODS)})", value)
    if not found:
        raise refusal(name, value, "a count and a second, minute, hour or day, such as 120/minute")
    return Rate(int(found[1]), PERIODS[found[2]])


def folder(name: str, default: Path) -> Path:
    """A folder of the tracker's own, made if it is not there and closed to other users."""
    path = Path(text(name, str(default))).expanduser().absolute()
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise refusal(name, str(path), f"a folder to write in ({error.strerror})") from error
    return path


def secret_key(name: str, path: Path) -> str:
    """The key from the variable; without it, from the file, which is made at first run."""
    key = text(name)
    if key:
        source = f"{name} holds"
    else:
        if not path.exists():
            write_secret_key(path)
        key = path.read_text(encoding="ascii").strip()
        source = f"{path} holds"
    if len(key) < SECRET_KEY_LENGTH:
        raise ImproperlyConfigured(
            f"{source} a key of {len(key)} characters. "
            f"It takes {SECRET_KEY_LENGTH} or more, hard to guess."
        )
    return key


def write_secret_key(path: Path) -> None:
    """Makes the file with a new key, whole and readable to its owner only.

    Of several processes that try it at once, one makes the file and the others leave it alone.
    """
    try:
        handle, draft = tempfile.mkstemp(dir=path.parent)  # its mode is 0600
    except OSError as error:
        raise ImproperlyConfigured(
            f"No secret key can be kept at {path} ({error.strerror}). "
            "Set TRACKER_SECRET_KEY, or TRACKER_VAR to a folder to write in."
        ) from error
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(64) + "\n")
        os.link(draft, path)  # unlike a rename, fails if the file is there
    except FileExistsError:
        pass
    finally:
        Path(draft).unlink()


def whole_number(name: str, default: int, least: int, most: int) -> int:
    value = text(name, str(default))
    if not re.fullmatch(r"[0-9]{1,9}", value) or not least <= int(value) <= most:
        raise refusal(name, value, f"a whole number from {least} to {most}")
    return int(value)


def database(name: str, sqlite_path: Path, pool: int, prepare: bool) -> dict:
    """The database of the URL; without one, SQLite at the path.

    `pool`: how many connections to PostgreSQL a process may have; `prepare`: whether queries are
    prepared on them.
    """
    url = text(name)
    if not url:
        return {"ENGINE": SQLITE, "NAME": sqlite_path, **sqlite_settings()}
    try:
        return database_at(url, pool, prepare)
    except ValueError as error:
        accepted = "postgresql://user:password@host:5432/name or sqlite:////absolute/path"
        # What the variable holds is not shown: it may have a password.
        raise ImproperlyConfigured(f"{name} cannot be used. It takes {accepted}.") from error


def replica(name: str, primary: dict, pool: int, prepare: bool) -> dict[str, dict]:
    """The replica of the URL by its alias; nothing without one."""
    url = text(name)
    if not url:
        return {}
    if primary["ENGINE"] != POSTGRESQL:
        raise ImproperlyConfigured(
            f"{name} is set, and DATABASE_URL names no PostgreSQL. Only that has replicas."
        )
    accepted = "postgresql://user:password@host:5432/name"
    try:
        found = database_at(url, pool, prepare, wait=1)  # the primary is asked instead
        if found["ENGINE"] != POSTGRESQL:
            raise ValueError("It is not PostgreSQL.")
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} cannot be used. It takes {accepted}.") from error
    return {"replica": {**found, "TEST": {"MIRROR": "default"}}}


def database_at(url: str, pool: int = 0, prepare: bool = False, wait: int = 5) -> dict:
    """The settings of a database by its URL; raises `ValueError`.

    `pool` is 0 for none; `wait` are the seconds after which PostgreSQL counts as away.
    """
    found = dj_database_url.parse(url)
    if not found["NAME"]:
        raise ValueError("There is no name of a database in it.")
    if found["ENGINE"] == "django.db.backends.sqlite3":
        return {"ENGINE": SQLITE, "NAME": found["NAME"], **sqlite_settings()}
    if found["ENGINE"] == "django.db.backends.postgresql":
        return {**found, **postgresql_settings(found.get("OPTIONS", {}), pool, prepare, wait)}
    raise ValueError("It is neither PostgreSQL nor SQLite.")


def postgresql_settings(options: dict, pool: int, prepare: bool, wait: int) -> dict:
    """How PostgreSQL is connected to."""
    # What is asked with our backend's cursor for it is prepared at once, and nothing else.
    threshold = 0 if prepare else None
    options = {"connect_timeout": wait, **options, "prepare_threshold": threshold}
    if pool:
        # A pool that gives up soon is asked again soon: it is back as soon as its server is.
        waits = {"timeout": wait, "reconnect_timeout": wait}
        options["pool"] = {"min_size": 1, "max_size": pool, **waits}
    return {"ENGINE": POSTGRESQL, "CONN_MAX_AGE": 0, "OPTIONS": options}


def sqlite_settings() -> dict:
    return {
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 20,  # seconds that a writer waits for another
            # A transaction takes the write lock as it starts: it never fails half-way for lack
            # of it, and what it has read stays true until it writes.
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
            # Statements that each thread keeps prepared. A write has thirty, and those of reads
            # come in between: with 32 each was prepared again. Python's own 128 save no more.
            "cached_statements": 64,
        },
    }
