"""Throttling: of writes, of bad tokens and of failed log-ins, by user and by address.

Reading is not throttled here; that is the work of a proxy. What is counted stands in the database,
so that all workers count together.

A rate of 120 a minute allows 120 at once, and restores one every half second. So one number says
how much is used up: the instant at which the allowance will be whole again, which each use moves
on by half a second, and which may not be more than a minute away. (It is the “generic cell rate
algorithm” of ATM networks.) One statement of SQL tests and moves it, so no two workers ever take
the same use. What is refused moves nothing: whoever keeps trying is not shut out for longer.
"""

import ipaddress
import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import chain, groupby
from operator import attrgetter

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F
from django.utils.crypto import salted_hmac
from rest_framework.exceptions import Throttled
from rest_framework.permissions import SAFE_METHODS
from rest_framework.throttling import BaseThrottle

from sources import clock
from sources.prepared import preparing
from tracker.environment import Rate
from tracker.models import Throttle

IPV6_HOME = 64  # bits: whoever has one address of such a network usually has all of them
CLEARED_AT_ONCE = 100

TAKE = """
    INSERT INTO tracker_throttle AS kept (bucket, whole_at_us)
    VALUES {rows}
    ON CONFLICT (bucket) DO UPDATE SET whole_at_us =
        CASE WHEN kept.whole_at_us > %s THEN kept.whole_at_us + %s ELSE excluded.whole_at_us END
    WHERE kept.whole_at_us <= %s
"""
ROW = "(%s, %s)"


class TooManyError(Throttled):
    """An allowance is used up; `wait` is the number of seconds until there is more of it."""

    def __init__(self, wait: int) -> None:
        unit = "second" if wait == 1 else "seconds"
        super().__init__(detail=f"Too many attempts. Try again in {wait} {unit}.")
        self.wait = wait


@dataclass(frozen=True)
class Allowance:
    """How often somebody, a user or an address, may do something."""

    what: str
    who: str
    rate: Rate

    @cached_property
    def bucket(self) -> str:
        """Its key in the database, from which nobody reads a name or an address."""
        return salted_hmac(__name__, f"{self.what} {self.who}", algorithm="sha256").hexdigest()

    @property
    def step(self) -> int:
        """What one use takes, in microseconds."""
        return self.rate.seconds * 1_000_000 // self.rate.count

    def latest(self, now: int) -> int:
        """Up to where `whole_at_us` may stand for one more use."""
        return now + self.step * (self.rate.count - 1)


def take(allowances: Iterable[Allowance], now: datetime) -> None:
    """Use each of them once; if one is used up, none, and raise `TooManyError`.

    To be called outside the transaction of the work itself, which takes back what it counted if it
    fails.
    """
    instant = microseconds(now)
    # In the same order everywhere, or two workers could wait for each other.
    ordered = sorted(allowances, key=lambda allowance: (allowance.rate, allowance.bucket))
    with transaction.atomic(), preparing(connection)() as cursor:
        for _, each in groupby(ordered, key=attrgetter("rate")):
            alike = list(each)
            step, latest = alike[0].step, alike[0].latest(instant)
            rows = [(allowance.bucket, instant + step) for allowance in alike]
            sql = TAKE.format(rows=", ".join([ROW] * len(rows)))
            cursor.execute(sql, [*chain.from_iterable(rows), instant, step, latest])
            if cursor.rowcount != len(rows):
                raise TooManyError(seconds_to_wait(ordered, instant))


def seconds_to_wait(allowances: Iterable[Allowance], now: int) -> int:
    """How long until each of them can be used again; 1 or more."""
    by_bucket = {allowance.bucket: allowance for allowance in allowances}
    kept = Throttle.objects.filter(bucket__in=by_bucket)
    waits = [row.whole_at_us - by_bucket[row.bucket].latest(now) for row in kept]
    return max([1, *(math.ceil(wait / 1_000_000) for wait in waits)])


def give_back(allowances: Iterable[Allowance]) -> None:
    """Undo one use of each."""
    for allowance in sorted(allowances, key=lambda allowance: allowance.bucket):
        rows = Throttle.objects.filter(bucket=allowance.bucket)
        rows.update(whole_at_us=F("whole_at_us") - allowance.step)


def clear(now: datetime) -> None:
    """Drop some rows that say no more than no row would; those in use elsewhere are left alone."""
    whole = Throttle.objects.filter(whole_at_us__lt=microseconds(now))
    with transaction.atomic():
        free = whole.select_for_update(skip_locked=True).values_list("bucket", flat=True)
        whole.filter(bucket__in=list(free[:CLEARED_AT_ONCE])).delete()


def microseconds(instant: datetime) -> int:
    return int(instant.timestamp()) * 1_000_000 + instant.microsecond


def address_of(request) -> str:
    """The address that a request came from: of IPv6, the network of it that one customer gets.

    It is the one that is connected to us, or, behind a proxy, the last in `X-Forwarded-For`: the
    one that was connected to the proxy. Addresses before it are the client's own word.
    """
    connected = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        told = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2]
        return network_of(told) or network_of(connected) or connected
    return network_of(connected) or connected


def network_of(text: str) -> str | None:
    """Whom an address stands for; None if it is no address."""
    try:
        address = ipaddress.ip_address(text.strip())
    except ValueError:
        return None
    if address.version == 4:
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.IPv6Network((int(address), IPV6_HOME), strict=False))


def of_request(what: str, rate: Rate, request, user=None) -> list[Allowance]:
    """The allowances that a request uses: its address's, and its user's if there is one."""
    found = [Allowance(what, f"address {address_of(request)}", rate)]
    return [*found, Allowance(what, f"user {user.pk}", rate)] if user else found


class WriteThrottle(BaseThrottle):
    """Counts what a view is asked to write, whether or not it comes to be written."""

    def allow_request(self, request, view) -> bool:
        if request.method not in SAFE_METHODS:
            rate = settings.TRACKER_WRITE_RATE
            take(of_request("write", rate, request, request.user), clock.now())
        return True
