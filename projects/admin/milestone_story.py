"""What the page of a milestone tells: how it stands, how it came to that, and who said so."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from projects import describe
from projects.effects import language, words
from projects.folding import fold
from projects.models import Milestone, MilestoneVersion, Statement
from projects.picture import Picture
from sources.dates import DateRange
from sources.revisions import FOREVER
from sources.speaking import in_words

WINDOWS = ("due", "met", "baseline")
DRAWN = ("due", "met", "slip_days", "restatements")


def story(milestone: Milestone, day) -> dict:
    """How a milestone stands on `day`, its restatements, and all that was said of it.

    Three queries, however much was said.
    """
    versions = list(
        MilestoneVersion.objects.recorded()
        .filter(milestone=milestone, known_from__lte=day)
        .select_related("statement__source", "statement__speaker")
        .order_by("known_from")
    )
    statements = list(
        Statement.objects.filter(milestone=milestone)
        .select_related("source", "speaker", "due_within_of", "corrects", "corrected_by")
        .in_fold_order()
    )
    live = Statement.objects.filter(initiative=milestone.initiative_id).live()
    moves = fold(statement.said for statement in live).moves
    version = versions[-1] if versions else None
    public = [row for row in statements if row.withdrawn_at == FOREVER and row.announced_on <= day]
    return {
        "version": version,
        "state": describe.state_in_words(version, day) if version else _("No statement in force"),
        "facts": describe.facts(version, day) if version else [],
        "last_word": public[-1] if public else None,
        "deadline_by": deadline_by(public),
        "versions": [_row(row) for row in versions],
        "picture": picture(versions, day),
        "day": day,
        "told": [
            {
                "statement": statement,
                "deadline": describe.deadline(statement),
                "met": describe.date_range(statement.met),
                "move": in_words(moves[statement.seq]) if statement.seq in moves else "",
            }
            for statement in statements
        ],
    }


def deadline_by(statements: Iterable[Statement]) -> Statement | None:
    """The last of some statements, in their order, that gives a deadline or takes it back."""
    of_deadline = [row for row in statements if row.said.is_deadline or row.due_dropped]
    return of_deadline[-1] if of_deadline else None


def _row(version: MilestoneVersion) -> dict:
    """One row of the table behind the picture."""
    return {
        "version": version,
        "due": describe.date_range(version.due),
        "met": describe.date_range(version.met),
        "slip": describe.slip(version.slip_days) if version.due else "",
        "window": describe.window(version.width_days) if version.due else "",
    }


def picture(versions: Sequence[MilestoneVersion], day) -> Picture | None:
    """The line of restatements; None where no deadline was ever given."""
    drawn = [
        version
        for before, version in zip([None, *versions], versions, strict=False)
        if before is None or _drawn(before) != _drawn(version)
    ]
    spelt = {"due": _("due {label}"), "met": _("met {label}")}
    return Picture.of([_told(version) for version in drawn], day, language(), spelt)


def _drawn(version: MilestoneVersion) -> tuple:
    return tuple(getattr(version, name) for name in DRAWN)


def _told(version: MilestoneVersion) -> dict:
    """A version as the API gives it, as far as the picture looks."""
    windows = {name: _window(getattr(version, name)) for name in WINDOWS}
    return windows | {
        "known_from": version.known_from.isoformat(),
        "slip_days": version.slip_days,
    }


def _window(value: DateRange | None) -> dict | None:
    if value is None:
        return None
    return {
        "earliest": value.earliest and value.earliest.isoformat(),
        "latest": value.latest and value.latest.isoformat(),
        "label": words(value),
    }
