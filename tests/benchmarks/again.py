"""Records the rows that are in the tables once more, by the write path."""

from collections import defaultdict
from datetime import datetime

from django.apps import apps
from django.core.management import call_command
from django.db import models

from benchmarks.rows import REASON
from projects import recording, tallies
from projects.models import (
    Indicator,
    Initiative,
    InitiativeCountry,
    Milestone,
    Observation,
    Participation,
    Place,
    Statement,
)
from projects.models.tallies import TallyMember
from sources.models import Organisation, Person, Publisher, Revision, Source
from sources.revisions import revision

EVIDENCE = (Observation, Participation, Place)
SAVED = (
    Publisher,
    Person,
    Organisation,
    Indicator,
    Source,
    Initiative,
    InitiativeCountry,
    Milestone,
)


def tracked() -> list[type[models.Model]]:
    """Every model that holds what is tracked or how it was written."""
    return [
        *apps.get_app_config("sources").get_models(),
        *apps.get_app_config("projects").get_models(),
    ]


def stored() -> dict[str, list[tuple]]:
    """All rows by table, in the order of writing; an instant is its revision's number."""
    numbers = dict(Revision.objects.values_list("at", "number"))
    return {
        model._meta.db_table: [
            tuple(
                numbers.get(value, value) if isinstance(value, datetime) else value for value in row
            )
            for row in model.objects.order_by(*_order(model)).values_list(*_columns(model))
        ]
        for model in tracked()
    }


def _order(model: type[models.Model]) -> list[str]:
    # The database that counts says in what order it counts.
    return _columns(model) if model is TallyMember else ["pk"]


def _columns(model: type[models.Model]) -> list[str]:
    if model is TallyMember:
        return ["initiative_id", "tally__grouping", "tally__key"]
    kept = model in SAVED or model in (Revision, Statement)
    return [f.attname for f in model._meta.concrete_fields if kept or not f.primary_key]


def record_again() -> None:
    """Empty the tables and write the same in the same revisions, as editors and programs do."""
    rows = defaultdict(list)
    for model in (*SAVED, Statement, *EVIDENCE):
        for row in model.objects.order_by("pk"):
            rows[row.revision_id].append(row)
    call_command("flush", interactive=False, verbosity=0)
    for number in sorted(rows):
        with revision(None, REASON):
            _write(rows[number])
    with revision(None, REASON):
        tallies.recount()  # as the last revision of the data does: in another order than writes


def _write(rows: list) -> None:
    entries = {}
    for row in rows:
        row._state.adding = True
        if isinstance(row, Statement):
            entries[row.seq] = recording.Entry(row, [])
        elif isinstance(row, EVIDENCE):
            entries[row.statement_id].evidence.append(row)
        else:
            row.save(force_insert=True)
    if entries:
        recording.record_all(list(entries.values()))
