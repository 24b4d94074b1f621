"""Examples of what a reader may choose: the language, and what stands whole."""

from collections.abc import Iterator

from tracker.api import problems
from tracker.api.examples import views
from tracker.api.examples.asked import BASE, Asked, Example, as_json
from tracker.api.problems import BadParameters

RUSSIAN = {"Accept-Language": "ru"}
MILESTONES = f"{BASE}milestones/?as_of={views.DAY}"


def of_choices() -> Iterator[Example]:
    """Milestones in Russian, with their initiatives whole, and refused in Russian."""
    address = f"{MILESTONES}&page_size=2"
    in_russian = listed(Asked(address, "ru"))
    yield Example("milestones_list", address, in_russian, name="in_russian", headers=RUSSIAN)
    address = f"{MILESTONES}&page_size=2&expand=initiative"
    yield Example("milestones_list", address, listed(Asked(address)), name="initiatives_whole")
    address = f"{MILESTONES}&state=late"
    try:
        listed(Asked(address, "ru"))
    except BadParameters as error:
        problem = as_json(problems.handle(error, {"request": Asked(address, "ru")}).data)
        yield Example("milestones_list", address, problem, 400, "told_in_russian", headers=RUSSIAN)


def listed(asked: Asked):
    """A page of milestones; raises `BadParameters`."""
    view = views.Milestones(action="list", detail=False, request=asked, kwargs={})
    return as_json(view.list(asked).data)
