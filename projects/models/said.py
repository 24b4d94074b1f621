"""What the fold reads of statements, by the columns that hold it."""

from projects.codes import Progress, Stage
from projects.timeline import Said, Within
from sources.dates import Offset
from sources.fields import read_date_range

# The columns that the fold reads, as `said_by` takes them.
SAID = (
    *("seq", "fold_position", "announced_on", "milestone_id"),
    *("due_edtf", "due_earliest", "due_latest", "due_within_offset", "due_within_of_id"),
    *("due_dropped", "progress", "met_edtf", "met_earliest", "met_latest", "stage"),
)


def said_by(
    seq,
    position,
    announced_on,
    milestone,
    due,
    due_earliest,
    due_latest,
    offset,
    anchor,
    dropped,
    progress,
    met,
    met_earliest,
    met_latest,
    stage,
) -> Said:
    """What the fold reads of a statement, from its columns."""
    return Said(
        seq=seq,
        position=position,
        announced_on=announced_on,
        milestone=milestone,
        due=read_date_range(due, due_earliest, due_latest),
        within=Within(Offset.parse(offset), anchor) if offset else None,
        dropped=dropped,
        progress=Progress(progress) if progress else None,
        met=read_date_range(met, met_earliest, met_latest),
        stage=Stage(stage) if stage else None,
    )
