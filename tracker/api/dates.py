"""Dates in words: what a phrase means as a deadline, by which rule. No database is asked."""

from collections.abc import Mapping
from datetime import date

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from sources import clock
from sources.dates import DateRange
from sources.phrases import MAX_LENGTH, Reading, read
from tracker.api.as_of import read_day
from tracker.api.conditional import RELEASE, ConditionalMixin
from tracker.api.filters import refuse_unknown
from tracker.api.languages import Telling, telling_of
from tracker.api.moments import DateRangeSchema, date_range
from tracker.api.pagination import parameter
from tracker.api.problems import BadParameters, ParameterError


class ReadingWithinSchema(serializers.Serializer):
    """A length of time, and what it counts from."""

    offset = serializers.CharField(help_text="How long: an ISO 8601 duration.")
    anchor = serializers.CharField(
        allow_null=True,
        help_text="The event that it counts from, in the words of the text; null: `said_on`.",
    )


class ReadingSchema(serializers.Serializer):
    """One meaning of one piece of a text. With neither deadline, the piece sets none: “soon”."""

    due = DateRangeSchema(allow_null=True, help_text="The deadline.")
    due_within = ReadingWithinSchema(
        allow_null=True, help_text="The deadline, where it counts from something."
    )
    rule = serializers.CharField(help_text="The name of the rule; there may be more of them.")
    convention = serializers.CharField(help_text="What the rule takes words to mean, in English.")
    language = serializers.CharField(
        allow_null=True, help_text="Whose rule it is: en, ru or kk; null for EDTF."
    )
    phrase = serializers.CharField(help_text="The piece, as it stands in the text.")
    position = serializers.IntegerField(
        help_text="Where the piece begins: how many characters (Unicode code points) stand before."
    )


class ReadingsSchema(serializers.Serializer):
    """What a text means as a deadline."""

    text = serializers.CharField(help_text="The text that was read.")
    said_on = serializers.DateField(help_text="The day it was read as said on.")
    readings = ReadingSchema(
        many=True,
        help_text="By piece, in the order of the text; where a piece has several meanings, the "
        "likeliest first. Empty where no rule fits.",
    )


class DatesReadView(ConditionalMixin, APIView):
    """Reads words as dates."""

    own_parameters = (
        parameter(
            "text",
            {"type": "string", "minLength": 1, "maxLength": MAX_LENGTH},
            "Words in English, Russian or Kazakh, or EDTF.",
        )
        | {"required": True},
        parameter(
            "said_on",
            {"type": "string", "format": "date"},
            "The day the words were said: “this year” counts from it. Any day; today if left out.",
        ),
    )
    parameters = {each["name"] for each in own_parameters}

    @extend_schema(responses=ReadingsSchema)
    def get(self, request):
        """What a text means as a deadline."""
        refuse_unknown(request.query_params, self.parameters)
        text, said_on = read_parameters(request.query_params)
        self.revalidate(request, RELEASE, said_on)
        return Response(told(text, said_on, telling_of(request)))


def read_parameters(parameters: Mapping[str, str]) -> tuple[str, date]:
    """The text, and the day it was said on; raises `BadParameters`."""
    errors = []
    text, said_on = parameters.get("text", ""), clock.today()
    if not 0 < len(text) <= MAX_LENGTH:
        code = "invalid" if text else "missing"
        errors.append(
            ParameterError("text", code, f"Give words to read, up to {MAX_LENGTH} characters.")
        )
    try:
        said_on = read_day(parameters["said_on"]) if "said_on" in parameters else said_on
    except ValueError as error:
        errors.append(ParameterError("said_on", "invalid", str(error)))
    if errors:
        raise BadParameters(errors)
    return text, said_on


def told(text: str, said_on: date, telling: Telling) -> dict:
    """The reply."""
    return {
        "text": text,
        "said_on": said_on,
        "readings": [reading_told(reading, telling) for reading in read(text, said_on)],
    }


def reading_told(reading: Reading, telling: Telling) -> dict:
    """One reading, as replies have it."""
    due = DateRange.parse(reading.due) if reading.due else None
    within = reading.due_within
    return {
        "due": date_range(due, telling),
        "due_within": within and {"offset": str(within), "anchor": reading.anchor or None},
        "rule": reading.rule,
        "convention": reading.convention,
        "language": reading.language or None,
        "phrase": reading.phrase,
        "position": reading.position,
    }
