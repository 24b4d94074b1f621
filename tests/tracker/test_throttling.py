"""Throttling: how often, whom, and over all workers."""

import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test import Client, RequestFactory

from sources import clock
from tests.factories import UserFactory
from tests.tracker import counting
from tests.tracker.bearing import NOTES, UNKNOWN, bearing, token, user_who_may
from tracker import environment
from tracker.api.throttling import (
    Allowance,
    TooManyError,
    address_of,
    clear,
    give_back,
    of_request,
    take,
)
from tracker.environment import Rate
from tracker.models import Throttle

ROOT = Path(__file__).parent.parent.parent
NOON = datetime(2026, 1, 10, 12, tzinfo=UTC)
LOG_IN = "/admin/login/"
RATE = Rate(3, 60)

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.tracker.writing_urls")]


def somebody(who: str = "user 1", rate: Rate = RATE) -> Allowance:
    return Allowance("test", who, rate)


def allowed(allowance: Allowance, seconds: float = 0, attempts: int = 10) -> int:
    """How many of some attempts, so long after noon, are allowed."""
    now, count = NOON + timedelta(seconds=seconds), 0
    for _ in range(attempts):
        try:
            take([allowance], now)
        except TooManyError:
            continue
        count += 1
    return count


def wait(allowances, seconds: float = 0) -> int:
    """How many seconds somebody is told to wait."""
    with pytest.raises(TooManyError) as caught:
        take(allowances, NOON + timedelta(seconds=seconds))
    return caught.value.wait


# How often


def test_as_many_are_allowed_as_the_rate_says():
    assert allowed(somebody()) == 3


@pytest.mark.parametrize(
    ("seconds", "count"), [(19.999999, 0), (20, 1), (40, 2), (60, 3), (3600, 3)]
)
def test_they_come_back_one_by_one(seconds, count):
    allowed(somebody())

    assert allowed(somebody(), seconds) == count


def test_who_keeps_trying_waits_no_longer():
    allowed(somebody())
    for seconds in range(20):
        assert allowed(somebody(), seconds) == 0

    assert allowed(somebody(), 20) == 1


def test_one_is_told_how_long_to_wait():
    allowed(somebody())

    assert [wait([somebody()], seconds) for seconds in (0, 0.5, 19.5)] == [20, 20, 1]
    assert allowed(somebody(), 20) == 1


def test_the_wait_is_that_of_whatever_takes_longest():
    allowed(somebody("user 1", Rate(1, 60)))
    allowed(somebody("address 192.0.2.1", Rate(1, 3600)))

    both = [somebody("user 1", Rate(1, 60)), somebody("address 192.0.2.1", Rate(1, 3600))]
    assert wait(both) == 3600


def test_what_one_allowance_refuses_uses_none_of_the_others():
    address = somebody("address 192.0.2.1")
    allowed(somebody("user 1"))

    for _ in range(5):
        wait([somebody("user 1"), address])

    assert allowed(address) == 3


@pytest.mark.parametrize("other", [Allowance("else", "user 1", RATE), Allowance("test", "2", RATE)])
def test_others_and_other_things_are_counted_by_themselves(other):
    allowed(somebody())

    assert allowed(other) == 3


def test_what_is_given_back_can_be_used_again():
    allowed(somebody())

    give_back([somebody()])

    assert allowed(somebody()) == 1


def test_a_clock_put_back_shuts_nobody_out_for_longer_than_that():
    allowed(somebody(), seconds=30)

    assert allowed(somebody(), seconds=0) == 0
    assert allowed(somebody(), seconds=50) == 1


def test_the_table_has_neither_names_nor_addresses():
    take(of_request("test", RATE, RequestFactory().get("/"), UserFactory(pk=7)), NOON)

    assert Throttle.objects.count() == 2
    assert not any("127.0.0.1" in row.bucket or " " in row.bucket for row in Throttle.objects.all())


def test_rows_that_say_nothing_any_more_are_dropped():
    allowed(somebody("user 1"))
    allowed(somebody("user 2"), 60)

    clear(NOON + timedelta(seconds=61))

    assert Throttle.objects.get().bucket == somebody("user 2").bucket


# Over all workers


def test_processes_count_together(tmp_path):
    url = f"sqlite:///{tmp_path / 'counted.sqlite3'}"
    environ = {**os.environ, "DATABASE_URL": url, "TRACKER_VAR": str(tmp_path)}
    migrate = [sys.executable, ROOT / "manage.py", "migrate", "tracker", "--verbosity=0"]
    subprocess.run(migrate, env=environ, check=True, timeout=120)
    worker = [sys.executable, "-m", "tests.tracker.counting", "25"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}

    workers = [subprocess.Popen(worker, cwd=ROOT, env=environ, **pipes) for _ in range(4)]
    ready = [each.stdout.readline() for each in workers]
    for each in workers:
        each.stdin.write("go\n")
        each.stdin.flush()
    counts = [int(each.communicate(timeout=120)[0]) for each in workers]

    assert ready == ["ready\n"] * 4
    assert sum(counts) == 30


@pytest.mark.skipif(connection.vendor == "sqlite", reason="needs a database on a server")
@pytest.mark.django_db(transaction=True)
def test_threads_count_together():
    def work(_):
        try:
            return counting.count(10)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        counts = list(pool.map(work, range(8)))

    assert sum(counts) == 30


# Whose address


def asked(settings, behind_proxy: bool, address: str, forwarded: str | None = None) -> str:
    settings.BEHIND_PROXY = behind_proxy
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    return address_of(RequestFactory().get("/", headers=headers, REMOTE_ADDR=address))


@pytest.mark.parametrize(
    ("address", "stands_for"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
    ],
)
def test_an_address_stands_for_whoever_has_it(settings, address, stands_for):
    assert asked(settings, False, address) == stands_for


def test_without_a_proxy_its_header_is_not_believed(settings):
    assert asked(settings, False, "192.0.2.1", "198.51.100.7") == "192.0.2.1"


@pytest.mark.parametrize(
    ("forwarded", "believed"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("203.0.113.9, 198.51.100.7", "198.51.100.7"),
        ("nonsense", "192.0.2.1"),
        ("198.51.100.7,", "192.0.2.1"),
        (None, "192.0.2.1"),
    ],
)
def test_behind_a_proxy_the_last_hop_is_believed(settings, forwarded, believed):
    assert asked(settings, True, "192.0.2.1", forwarded) == believed


# Writes


def test_writes_are_throttled_by_user(settings):
    settings.TRACKER_WRITE_RATE = RATE
    user = user_who_may("add_statement")
    secrets = [token(user)[1], token(user)[1]]

    replies = [
        bearing(secrets[each % 2]).post(NOTES, REMOTE_ADDR=f"192.0.2.{each}") for each in range(4)
    ]

    assert [reply.status_code for reply in replies] == [201, 201, 201, 429]


def test_writes_are_throttled_by_address(settings):
    settings.TRACKER_WRITE_RATE = RATE
    secrets = [token()[1] for _ in range(4)]

    replies = [bearing(secret).post(NOTES) for secret in secrets]

    assert [reply.status_code for reply in replies] == [201, 201, 201, 429]
    assert bearing(secrets[3]).post(NOTES, REMOTE_ADDR="192.0.2.1").status_code == 201


def test_who_writes_too_much_is_told_when_to_go_on(settings):
    settings.TRACKER_WRITE_RATE = Rate(1, 60)
    _, secret = token()
    with time_machine.travel(clock.now(), tick=False) as travel:
        bearing(secret).post(NOTES)
        travel.shift(timedelta(seconds=45))

        reply = bearing(secret).post(NOTES)

    assert reply.status_code == 429
    assert reply.headers["Retry-After"] == "15"
    assert reply.headers["Content-Type"] == "application/problem+json"
    assert reply.json()["detail"] == "Too many attempts. Try again in 15 seconds."


def test_a_session_is_throttled_like_a_token(settings):
    settings.TRACKER_WRITE_RATE = Rate(1, 60)
    client = Client()
    client.force_login(user_who_may("add_statement"))

    assert [client.post(NOTES).status_code for _ in range(2)] == [201, 429]


def test_reads_are_not_throttled(settings, django_assert_num_queries):
    settings.TRACKER_WRITE_RATE = Rate(1, 60)

    with django_assert_num_queries(0):
        replies = [Client().get(NOTES) for _ in range(5)]

    assert {reply.status_code for reply in replies} == {200}


# Bad tokens


def test_bad_tokens_are_throttled_by_address(settings):
    settings.TRACKER_BAD_TOKEN_RATE = RATE

    replies = [bearing(UNKNOWN).get(NOTES) for _ in range(4)]

    assert [reply.status_code for reply in replies] == [401, 401, 401, 429]
    assert replies[3].headers["Content-Type"] == "application/problem+json"
    assert 1 <= int(replies[3].headers["Retry-After"]) <= 20
    assert bearing(UNKNOWN).get(NOTES, REMOTE_ADDR="192.0.2.1").status_code == 401


def test_bad_tokens_of_a_user_are_throttled_wherever_they_come_from(settings):
    settings.TRACKER_BAD_TOKEN_RATE = RATE
    made, secret = token()
    made.revoke(clock.now())

    replies = [bearing(secret).get(NOTES, REMOTE_ADDR=f"192.0.2.{each}") for each in range(4)]

    assert [reply.status_code for reply in replies] == [401, 401, 401, 429]


def test_bad_tokens_stop_no_good_one(settings):
    settings.TRACKER_BAD_TOKEN_RATE = Rate(1, 60)
    for _ in range(2):
        bearing(UNKNOWN).get(NOTES)

    assert bearing(token()[1]).post(NOTES).status_code == 201
    assert Client().get(NOTES).status_code == 200


# Log-ins


def log_in(name: str, password: str = "wrong", address: str = "192.0.2.1"):
    sent = {"username": name, "password": password}
    return Client().post(LOG_IN, sent, REMOTE_ADDR=address)


@pytest.fixture
def editor(settings):
    settings.TRACKER_BAD_LOGIN_RATE = RATE
    return UserFactory(username="editor", is_staff=True)


@pytest.mark.parametrize("names", [["editor"] * 4, ["nobody"] * 4, ["a", "b", "editor", "c"]])
def test_failed_log_ins_are_throttled_by_address(editor, names):
    replies = [log_in(name) for name in names]

    assert [reply.status_code for reply in replies] == [200, 200, 200, 429]
    assert 1 <= int(replies[3].headers["Retry-After"]) <= 20
    assert "Too many attempts" in replies[3].text


@pytest.mark.parametrize("name", ["editor", "nobody", "EDITOR ", "ｅｄｉｔｏｒ"])
def test_failed_log_ins_are_throttled_by_name_whether_or_not_anybody_has_it(editor, name):
    replies = [log_in(name, address=f"192.0.2.{each}") for each in range(16)]

    assert [reply.status_code for reply in replies] == [200] * 15 + [429]


def test_the_answer_is_the_same_for_a_name_that_nobody_has(editor):
    with time_machine.travel(NOON, tick=False):
        replies = [log_in(name, address=name) for name in ["editor"] * 4 + ["nobody"] * 4]

    pages = [re.sub(r'value="\w{64}"', "", replies[each].text) for each in (3, 7)]  # masks of CSRF
    assert [replies[each].status_code for each in (3, 7)] == [429, 429]
    assert pages[0] == pages[1]
    assert replies[3].headers == replies[7].headers


def test_who_is_throttled_does_not_get_in_with_the_right_password_either(editor):
    for _ in range(3):
        log_in("editor")

    assert log_in("editor", "invented password").status_code == 429


def test_one_address_shuts_nobody_out_elsewhere(editor):
    for _ in range(20):
        log_in("editor")

    assert log_in("editor", "invented password", address="198.51.100.7").status_code == 302


def test_attempts_come_back_with_time(editor):
    with time_machine.travel(NOON, tick=False):
        statuses = [log_in("editor").status_code for _ in range(4)]
    with time_machine.travel(NOON + timedelta(seconds=20), tick=False):
        assert log_in("editor", "invented password").status_code == 302

    assert statuses[3] == 429


def test_log_ins_that_succeed_are_not_counted(editor):
    statuses = {log_in("editor", "invented password").status_code for _ in range(20)}

    assert statuses == {302}


def test_the_log_in_page_itself_is_not_throttled(editor, client):
    for _ in range(4):
        log_in("editor")

    assert client.get(LOG_IN, REMOTE_ADDR="192.0.2.1").status_code == 200


# Settings


@pytest.mark.parametrize(
    ("value", "rate"),
    [
        ("1/second", Rate(1, 1)),
        ("120/minute", Rate(120, 60)),
        (" 10/hour ", Rate(10, 3600)),
        ("999999/day", Rate(999999, 86400)),
        ("", Rate(5, 60)),
    ],
)
def test_a_rate_is_a_count_in_a_period(monkeypatch, value, rate):
    monkeypatch.setenv("TRACKER_WRITE_RATE", value)

    assert environment.rate("TRACKER_WRITE_RATE", "5/minute") == rate


@pytest.mark.parametrize(
    "value", ["none", "10", "10/", "/hour", "0/hour", "-1/hour", "1.5/hour", "10/week", "١/hour"]
)
def test_another_rate_is_refused_with_what_is_accepted(monkeypatch, value):
    monkeypatch.setenv("TRACKER_WRITE_RATE", value)

    with pytest.raises(ImproperlyConfigured, match=r"TRACKER_WRITE_RATE.*120/minute"):
        environment.rate("TRACKER_WRITE_RATE", "5/minute")
