"""The timeline of an initiative: its statements in order, and what each did to a deadline."""

from projects.codes import Move
from projects.folding import fold
from projects.models import InitiativeVersion, Statement
from tracker.api.base import RowViewSet
from tracker.api.rows import AttachedCode
from tracker.api.statements import StatementSerializer

UNFOLDED = ("summary", "phrase", "reading", "reason", "words")


class TimelineEntrySerializer(StatementSerializer):
    """A statement and what it did to the deadline."""

    move = AttachedCode(
        Move, allow_null=True, help_text="What it did to the deadline; null: it states none."
    )


class TimelineViewSet(RowViewSet):
    """The statements about one initiative in order, each with the move that it made."""

    keeps_sql = False
    queryset = Statement.objects.all()
    serializer_class = TimelineEntrySerializer
    orderings = {"announced_on": "announced_on"}
    default_ordering = "announced_on"
    tie = ("fold_position", "seq")
    keys = ("initiative",)
    lookup_column = "initiative__slug"

    def said(self):
        """Every statement that was public."""
        return super().get_queryset().public(self.clocks.day, self.clocks.recorded)

    def get_queryset(self):
        initiatives = InitiativeVersion.objects.as_of(self.clocks.day, self.clocks.recorded)
        return self.said().filter(initiative=self.one(initiatives, ["initiative"])["initiative"])

    def attach(self, rows: list[dict]) -> None:
        if not self.members.has("move"):
            return
        # A move depends on all that was said before, on other pages and of anchors too.
        said = self.said().filter(initiative__in={row["initiative"] for row in rows})
        moves = fold(statement.said for statement in said.defer(*UNFOLDED)).moves
        for row in rows:
            row["move"] = moves.get(row["seq"])
