"""Small recorded worlds for tests of the API; everything in them is invented."""

from datetime import date

from projects.codes import Role
from projects.models import InitiativeCountry, Observation, Participation, Place
from tests.factories import (
    IndicatorFactory,
    InitiativeFactory,
    MilestoneFactory,
    OrganisationFactory,
)
from tests.recorded import make, record

DAY = date(2026, 1, 15)


def quantity(**fields) -> Observation:
    """An unsaved quantity of a new indicator."""
    values = {"indicator": make(IndicatorFactory), "kind": "target", "unit": "cables", **fields}
    return Observation(**{"low": 5, "high": None, **values})


def part(role=Role.LEAD, organisation=None) -> Participation:
    """An unsaved role of an organisation."""
    return Participation(organisation=organisation or make(OrganisationFactory), role=role)


def spot(**fields) -> Place:
    """An unsaved place whose geometry is not known."""
    return Place(**{"name_en": "Invented place", **fields})


def tracked(slug: str, announced_on: date = DAY, country: str = "KZ", **fields):
    """A milestone `slug` of an initiative `slug`, both public from a day on."""
    initiative = make(InitiativeFactory, slug=slug)
    make(
        lambda: InitiativeCountry.objects.bulk_create(
            [InitiativeCountry(initiative=initiative, country=country)]
        )
    )
    milestone = make(MilestoneFactory, slug=slug, initiative=initiative)
    record(milestone, announced_on, **fields)
    return milestone
