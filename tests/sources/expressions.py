"""EDTF expressions of every accepted form, and texts that come near, for property-based tests."""

from datetime import date

from hypothesis import strategies as st

from sources.dates import MAX_LENGTH, DateRange, DateSyntaxError

DAYS = st.dates(date(2, 1, 1), date(9997, 12, 31))
QUALIFIERS = st.sampled_from(["", "~", "?", "%"])
SIMPLE = st.builds(
    lambda day, length, qualifier: day.isoformat()[:length] + qualifier,
    DAYS,
    st.sampled_from([4, 7, 10]),
    QUALIFIERS,
)
CODES = [21, 22, 23, 24, *range(33, 42)]
CODED = st.builds("{:04}-{}".format, st.integers(2, 9996), st.sampled_from(CODES))
DECADES = st.builds("{:03}X".format, st.integers(1, 998))
PERIODS = SIMPLE | CODED | DECADES
HALF_OPEN = st.builds("{1}/{0}".format, SIMPLE, st.sampled_from(["", ".."])) | st.builds(
    "{}/{}".format, SIMPLE, st.sampled_from(["", ".."])
)


def in_order(template):
    """Texts with two ends, the first no later than the second."""
    return (
        st.tuples(SIMPLE, SIMPLE)
        .map(lambda ends: sorted(ends, key=lambda text: DateRange.parse(text).earliest))
        .map(lambda ends: template.format(*ends))
    )


SPANS = in_order("{}/{}")
CHOICES = in_order("[{}..{}]")
ACCEPTED = PERIODS | HALF_OPEN | SPANS | CHOICES
NEARLY = st.text("0123456789-/.[]X~?%PQ \x00", max_size=24)
CHANGED = st.builds(
    lambda text, at, letter: text[: at % len(text)] + letter + text[at % len(text) + 1 :],
    ACCEPTED,
    st.integers(0, MAX_LENGTH),
    st.text(max_size=1),
)


def refusal(kind, text):
    """The DateSyntaxError that `kind.parse` raises for the text, or None where it accepts it."""
    try:
        kind.parse(text)
    except DateSyntaxError as error:
        return error
    return None
