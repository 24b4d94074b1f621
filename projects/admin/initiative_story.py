"""What the page of an initiative tells: its stage, its milestones, and what hangs on statements."""

from django.db.models import Q

from projects import describe
from projects.admin.evidence import plain
from projects.admin.milestones import state_of, with_versions
from projects.models import (
    Initiative,
    InitiativeVersion,
    Observation,
    Participation,
    Place,
    Statement,
)


def story(initiative: Initiative, day, order=None) -> dict:
    """How an initiative and its milestones stand on `day`, and what was said of it.

    `order` is the formset in which the milestones are put in order, if there is one.
    """
    version = (
        InitiativeVersion.objects.as_of(day)
        .filter(initiative=initiative)
        .select_related("statement__source", "statement__speaker")
        .first()
    )
    of_its_own = (
        Statement.objects.filter(Q(milestone=None) | Q(stage__isnull=False), initiative=initiative)
        .select_related("source", "speaker", "corrects", "corrected_by")
        .in_fold_order()
    )
    return {
        "version": version,
        "order": order,
        "milestones": [
            {"milestone": milestone, "state": state_of(milestone, day), "form": form}
            for milestone, form in _milestones(initiative, day, order)
        ],
        "told": [{"statement": statement} for statement in of_its_own],
        **_evidence(initiative, day),
    }


def _milestones(initiative: Initiative, day, order) -> list[tuple]:
    """Its milestones in order, each with the form of its position, if there is one."""
    if order is not None:
        return [(form.instance, form) for form in order.initial_forms]
    milestones = with_versions(initiative.milestones.order_by("position", "slug"), day)
    return [(milestone, None) for milestone in milestones]


def _evidence(initiative: Initiative, day) -> dict:
    """Quantities, participants and places that hang on statements in force."""

    def public(model, *linked):
        rows = model.objects.public(day).filter(initiative=initiative)
        return rows.select_related("statement__source", "statement__speaker", *linked).order_by(
            "statement__announced_on", "statement__seq", "pk"
        )

    return {
        "participants": public(Participation, "organisation"),
        "places": public(Place),
        "quantities": [
            {"row": row, "quantity": quantity(row)} for row in public(Observation, "indicator")
        ],
    }


def quantity(row: Observation) -> str:
    return describe.quantity(plain(row.low), plain(row.high), row.unit, approximate=row.approximate)
