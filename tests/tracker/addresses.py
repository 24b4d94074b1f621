"""Addresses that between them ask all that lists can be asked: each filter, each ordering."""

from collections.abc import Iterator
from datetime import date
from urllib.parse import urlencode

from sources.dates import FIRST_DAY, LAST_DAY
from tests.tracker.asking import told
from tests.tracker.test_paging import LISTS, SEVERAL

DAYS = ("2026-01-10", "2024-03-01")
# Values of filters whose shape in the schema does not say any.
NAMED = {
    "country": ["KZ", "KZ,AZ", "GE"],
    "language": ["ru", "ru,kk,en"],
    "q": ["кабельспут", "cable satellite", "no_such_word"],
}


def paths() -> dict[str, type]:
    """The lists whose path names no row."""
    return {path: view for path, view in LISTS.items() if path.count("/") == 1}


def values(name: str, condition, api) -> list[str]:
    """Some values of a filter, several of a kind among them."""
    schema = condition._spectacular_annotation["field"]
    items = schema.get("items", schema)
    if name in NAMED:
        return NAMED[name]
    if codes := items.get("enum"):
        return [*codes, ",".join(codes[:2])]
    if items.get("format") == "date":
        return ["2025-06-30", "2026-12-31", FIRST_DAY.isoformat(), LAST_DAY.isoformat()]
    if items["type"] == "integer":
        return ["0", "7", "1000"]
    if items["type"] == "boolean":
        return ["true", "false"]
    return slugs(name, api)


def slugs(name: str, api) -> list[str]:
    """Slugs of what a filter names: two by themselves, and both at once."""
    plural = {"person": "people"}.get(name, f"{name}s")
    found = [row["slug"] for row in told(api, f"{plural}/?page_size=2")["results"]]
    return [*found, ",".join(found)]


def filtered(api) -> Iterator[str]:
    """Every list by every filter."""
    for path, view in paths().items():
        for name, condition in view.filterset_class.base_filters.items():
            for value in values(name, condition, api):
                yield f"{path}?{urlencode({name: value})}"


def ordered(api) -> Iterator[str]:
    """Every list in every ordering: its first pages, and back from them."""
    for path, view in paths().items():
        names = [*view.orderings, *(f"-{name}" for name in view.orderings)]
        for name in [*names, *SEVERAL.get(path, ())]:
            page = told(api, f"{path}?ordering={name}&page_size=7")
            yield f"{path}?ordering={name}&page_size=7"
            for _ in range(3):
                if page["next"]:
                    yield page["next"]
                    page = told(api, page["next"])
            if page["previous"]:
                yield page["previous"]


def clocked(api) -> Iterator[str]:
    """Every list and a detail of it, on other days and as recorded before; members picked."""
    for path, view in paths().items():
        page = told(api, f"{path}?page_size=1")
        rows = page["results"]
        if not rows:
            continue
        name = rows[0].get("slug") or rows[0]["id"]
        clocks = [f"as_of={day}" for day in DAYS]
        clocks.append(f"recorded_as_of={page['recorded_as_of']}&as_of={date(2026, 1, 10)}")
        picked = [f"fields={field}" for field in list(rows[0])[::4]]
        for query in [*clocks, *picked, "count=true", "page_size=200"]:
            yield f"{path}?{query}"
        expandable = view().expandable if path != "initiatives/" else ("milestones",)
        yield from (f"{path}?expand={each}" for each in expandable)
        yield f"{path}{name}/"
        yield f"{path}{name}/?recorded_as_of={page['recorded_as_of']}"
        yield from (f"{path}{name}/?expand={each}" for each in expandable if each != "milestones")
