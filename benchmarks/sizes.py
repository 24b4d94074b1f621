"""How much synthetic data there is, and what fixes it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

# Counts up with every change of what is generated: databases of another version are not reused.
VERSION = 4
SEED = 20261101
# The day on which the data ends. Nothing depends on the day of the run, so that runs compare.
DAY = date(2026, 11, 1)
STARTED_AT = datetime(2026, 11, 1, tzinfo=UTC)  # the instant of the first revision
STEP = timedelta(milliseconds=10)  # from one revision to the next

MILESTONES = 20  # of each initiative
BATCHES = 3  # revisions of each initiative, with one statement on each milestone
# Initiatives that are drawn and folded; the others repeat them under names of their own.
STORIES = 1000


@dataclass(frozen=True)
class Size:
    """How many rows there are of each kind."""

    name: str
    initiatives: int

    @property
    def milestones(self) -> int:
        return self.initiatives * MILESTONES

    @property
    def statements(self) -> int:
        return self.milestones * BATCHES

    @property
    def publishers(self) -> int:
        return 20

    @property
    def people(self) -> int:
        return max(self.initiatives // 5, 5)

    @property
    def organisations(self) -> int:
        return max(self.initiatives // 10, 5)


SIZES = {
    "XS": Size("XS", 5),  # for the tests
    "S": Size("S", 100),
    "M": Size("M", 2_000),
    "L": Size("L", 50_000),
}
