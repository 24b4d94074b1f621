"""What the schema says of `fields` and `expand`.

Rows keep all their members `required`: so generated clients have them without a question mark, and
who asks for some of them only is told so at the parameter. A link that may stand whole is one
object, of which only what always stands there is required: no client has to choose between two.
"""

from functools import cache

from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from rest_framework import serializers

from tracker.api.members import EXPANSIONS, LARGEST_EXPANDED_PAGE, MOST_EXPANDED
from tracker.api.pagination import parameter

LINKS = {
    "initiative": "InitiativeLink",
    "milestone": "MilestoneLink",
    "source": "SourceLink",
    "speaker": "PersonLink",
}
ALWAYS_THERE = ["name", "slug"]


def member_parameters(view) -> list[dict]:
    """The parameters `fields` and `expand` of a view, as far as it takes them."""
    known = getattr(view, "parameters", ())
    described = []
    if "fields" in known:
        names = [*view.get_serializer_class().names(), *view.expandable]
        described.append(
            parameter(
                "fields",
                _some_of(list(dict.fromkeys(names)), len(names)),
                "The members that rows are wanted with; all if left out. The reply then lacks "
                "members that its schema calls required, so leave it to programs that read the "
                "JSON themselves: generated clients expect all. What the reply is as of stays.",
            )
        )
    if "expand" in known:
        bound = (
            f" With it, a page has {LARGEST_EXPANDED_PAGE} rows at most." if not view.detail else ""
        )
        described.append(
            parameter(
                "expand",
                _some_of(list(view.expandable), MOST_EXPANDED),
                f"What is wanted whole, as it stands in its own list, up to {MOST_EXPANDED} at "
                "once and one level deep. What was not public keeps its slug and name alone."
                + bound,
            )
        )
    return described


def _some_of(names: list[str], most: int) -> dict:
    items = {"type": "string", "enum": names}
    most = min(most, len(names))
    return {"type": "array", "items": items, "minItems": 1, "maxItems": most, "uniqueItems": True}


@cache
def link_schema(name: str) -> type[serializers.Serializer]:
    """What a link may have in it: the members of the row that it leads to."""
    row = EXPANSIONS[name].serializer
    words = (row.__doc__ or "").partition("\n")[0]
    about = f"{words} By `slug` and `name`; all else with `expand={name}` only."
    one_level = dict.fromkeys(set(row._declared_fields) - set(row.names()))
    return serializers.SerializerMetaclass(LINKS[name], (row,), {"__doc__": about, **one_level})


class LinkExtension(OpenApiSerializerFieldExtension):
    """Describes a link by all that it may have in it."""

    target_class = "tracker.api.rows.LinkField"
    match_subclasses = True

    def map_serializer_field(self, auto_schema, direction) -> dict:
        link = link_schema(self.target.field_name)
        return auto_schema.resolve_serializer(link, direction).ref


def loosen_links(result: dict, **kwargs) -> dict:
    """Hook: of a link only what names it is always there."""
    for name in LINKS.values():
        result["components"]["schemas"][name]["required"] = ALWAYS_THERE
    return result
