"""What is kept of initiatives for those who ask about now: counts of all, and a digest of each."""

from collections.abc import Iterable
from datetime import date

from projects import digests, tallies
from projects.models import Digest, InitiativeVersion
from projects.stands import Stand
from sources.revisions import current


def move(initiative: int, before: Iterable[Stand], after: Iterable[Stand]) -> None:
    """Let what is kept follow an initiative of which some versions are about to be others."""
    gone, new = sorted(before), sorted(after)
    if gone == new:
        return
    day = tallies.day_kept()
    if day is None:
        current().at_end[recount] = recount
        return
    tallies.move(day, initiative, gone, new)
    digests.move(initiative, gone, new)


def settle_at_end(initiative: int) -> None:
    """Let an initiative be looked at once, behind all else that its revision does."""
    tallies.settle_at_end(initiative)
    digests.settle_at_end(initiative)


def is_there() -> bool:
    """Whether anything is kept, if there is anything to keep: not right after an upgrade."""
    return Digest.objects.exists() or not InitiativeVersion.objects.exists()


def recount() -> None:
    """Work all out anew, within the revision under way."""
    tallies.recount()
    digests.recount()


def differences(day: date) -> list[str]:
    """Where what is kept is not what there is on `day`, a line each."""
    return tallies.differences(day) + digests.differences(day)
