"""The versions that follow from a story, batch by batch, by the fold of the tracker itself."""

from dataclasses import dataclass

from benchmarks.stories import Story
from projects.projection import content, rows_of, type_of_row


@dataclass
class Opened:
    """A version, the batch that opens it, and the one that closes it, if any."""

    row: type_of_row
    opened: int
    closed: int | None = None


def versions(story: Story) -> list[Opened]:
    """The versions of a story in the order in which they are written; keys are the story's."""
    written: list[Opened] = []
    present: dict[tuple, Opened] = {}
    live = []
    for batch, said in enumerate(story.batches):
        live += said
        wanted = {content(row): row for row in rows_of(1, live)}
        for key in present.keys() - wanted.keys():
            present.pop(key).closed = batch
        for key, row in wanted.items():
            if key not in present:
                present[key] = Opened(row, batch)
                written.append(present[key])
    return written
