"""What time it is: called by entry points only (requests, the admin, commands, `revision`)."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings


def now() -> datetime:
    """The present instant, in UTC."""
    return datetime.now(UTC)


def day_of(instant: datetime) -> date:
    """The day in `TRACKER_TIME_ZONE` that holds an instant."""
    return instant.astimezone(ZoneInfo(settings.TRACKER_TIME_ZONE)).date()


def beginning_of(day: date) -> datetime:
    """The instant at which a day begins in `TRACKER_TIME_ZONE`."""
    return datetime.combine(day, time.min, ZoneInfo(settings.TRACKER_TIME_ZONE))


def today() -> date:
    """The present day in `TRACKER_TIME_ZONE`."""
    return day_of(now())
