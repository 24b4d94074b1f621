"""What requests say of initiatives and milestones, and of the statement that each begins with."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail

from projects.codes import MilestoneKind, Sector
from projects.models import Initiative
from projects.recording import Entry
from tracker.api.bodies import Body, Choice, Flag, Many, NamesBody, Reference, Slug, Text, Whole
from tracker.api.named_bodies import Country, NamedBody, NamedPatchBody
from tracker.api.statement_bodies import StatementBody, contradictions, statement_of

LAST_POSITION = 32_767
MOST_COUNTRIES = 300
OF_A_MILESTONE = ("due", "due_within", "due_dropped", "progress", "met")


# Values


@extend_schema_field(
    {
        "type": "array",
        "items": {"type": "string", "pattern": "^[A-Z]{2}$"},
        "maxItems": MOST_COUNTRIES,
        "uniqueItems": True,
    }
)
class Countries(Many):
    """Countries, each once."""

    def __init__(self, **kwargs):
        super().__init__(child=Country(), max_length=MOST_COUNTRIES, **kwargs)

    def run_child_validation(self, data) -> list[str]:
        codes = super().run_child_validation(data)
        told = ErrorDetail("This country stands before: give it once.", code="unique")
        again = {index: [told] for index, code in enumerate(codes) if code in codes[:index]}
        if again:
            raise serializers.ValidationError(again)
        return codes


class Position(Whole):
    """A place among the milestones of an initiative."""

    def __init__(self, **kwargs):
        super().__init__(required=False, min_value=1, max_value=LAST_POSITION, **kwargs)


class SummariesBody(Body):
    """What something is, by language. Of a change: one left out stays, null takes it away."""

    en = Text(required=False, allow_null=True, help_text="In English.")
    ru = Text(required=False, allow_null=True, help_text="In Russian.")
    kk = Text(required=False, allow_null=True, help_text="In Kazakh.")


# The statement that something begins with


class FirstStatementBody(StatementBody):
    """What one source says of what is added with it."""

    initiative = None
    milestone = None
    corrects = None
    correction_reason = None

    def validate(self, attrs: dict) -> dict:
        # What it is about is not there yet: the rest is checked once it is.
        errors = dict(contradictions({**attrs, "initiative": True}))
        if errors:
            raise serializers.ValidationError(errors)
        return attrs


def entry_of(values: Mapping[str, Any], **about: Any) -> Entry:
    """What the write path records of a first statement, about an initiative and a milestone."""
    kinds = ("observations", "participations", "places")
    evidence = [row for kind in kinds for row in values.get(kind, ())]
    return Entry(statement_of({**values, **about}), evidence)


# Bodies


class FirstMilestoneBody(Body):
    """The milestone that an initiative begins with."""

    slug = Slug(help_text="Its name in addresses, for good.")
    names = NamesBody(help_text="Its name in each language, in one at least.")
    kind = Choice(MilestoneKind, help_text="What kind of event.")
    position = Position(default=1, help_text="Its place among the initiative's milestones.")


class InitiativeFields(NamedBody):
    """What an initiative is."""

    summaries = SummariesBody(required=False, help_text="What it is, never how it stands.")
    sector = Choice(Sector, help_text="What field it is in.")
    countries = Countries(
        required=False, help_text="The countries it concerns, by ISO 3166-1 code; all of them."
    )
    is_infrastructure = Flag(default=False, help_text="Whether it builds something physical.")


class InitiativeBody(InitiativeFields):
    """An initiative with the first statement about it, or about a milestone of it."""

    milestone = FirstMilestoneBody(
        required=False,
        allow_null=True,
        help_text="The milestone that the first statement is about, if one.",
    )
    first_statement = FirstStatementBody(help_text="What a source says of it: it begins with that.")

    def validate(self, attrs: dict) -> dict:
        first = attrs["first_statement"]
        if not attrs.get("milestone") and any(first.get(name) for name in OF_A_MILESTONE):
            told = "A deadline and a progress are of a milestone: give it too."
            raise serializers.ValidationError({"milestone": [ErrorDetail(told, code="required")]})
        return attrs


class InitiativePatchBody(NamedPatchBody, InitiativeFields):
    """What changes of an initiative: what is left out stays."""


class MilestoneFields(NamedBody):
    """What a milestone is."""

    kind = Choice(MilestoneKind, help_text="What kind of event.")
    position = Position(
        help_text="Its place among the initiative's milestones; left out of a new one: the last."
    )


class MilestoneBody(MilestoneFields):
    """A milestone with the first statement about it."""

    initiative = Reference(Initiative, help_text="The initiative it belongs to, by slug.")
    first_statement = FirstStatementBody(help_text="What a source says of it: it begins with that.")


class MilestonePatchBody(NamedPatchBody, MilestoneFields):
    """What changes of a milestone: what is left out stays."""

    never = NamedPatchBody.never | {
        "initiative": "A milestone stays with its initiative: so do the statements about it."
    }
