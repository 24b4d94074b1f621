"""Makes the textbook app's own tables, and fills them with what the tracker's say now."""

from django.db import connection, transaction

from benchmarks.sizes import DAY
from benchmarks.textbook.models import DUE_SOON_DAYS, Initiative, Milestone
from sources.dates import FIRST_DAY, LAST_DAY

STATES = {
    "overdue": "standing = 'running' AND due_latest < '{day}' AND NOT provisional",
    "suspended": "standing = 'suspended'",
    "due_soon": "standing = 'running' AND due_latest >= '{day}' AND due_latest <= '{soon}'",
    "unscheduled": "standing = 'running' AND (due_latest IS NULL OR (due_latest < '{day}' "
    "AND provisional))",
    "scheduled": "standing = 'running' AND due_latest > '{soon}'",
    "met": "standing = 'met'",
    "cancelled": "standing = 'cancelled'",
}
MILESTONES = """
INSERT INTO textbook_milestone (id, slug, name, initiative_id, position, standing, progress,
    due_edtf, due_earliest, due_latest, provisional,
    baseline_edtf, baseline_earliest, baseline_latest, slip_days, width_days, move,
    met_edtf, met_earliest, met_latest, met_from, restatements, evidence_on, last_stated_on)
SELECT m.id, m.slug, m.name_en, m.initiative_id, m.position, v.standing, v.progress,
    v.due_edtf, NULLIF(v.due_earliest, '{first}'), NULLIF(v.due_latest, '{last}'), v.provisional,
    v.baseline_edtf, NULLIF(v.baseline_earliest, '{first}'), NULLIF(v.baseline_latest, '{last}'),
    v.slip_days, v.width_days, v.move,
    v.met_edtf, NULLIF(v.met_earliest, '{first}'), NULLIF(v.met_latest, '{last}'),
    NULLIF(v.met_from, '{first}'), v.restatements, NULLIF(v.evidence_on, '{first}'),
    v.last_stated_on
FROM projects_milestone m JOIN projects_milestoneversion v ON v.milestone_id = m.id
WHERE v.recorded_to = '9999-12-31 00:00:00{zone}' AND v.known_to = '{last}'
ORDER BY m.id
"""
INITIATIVES = """
INSERT INTO textbook_initiative (id, slug, name, summary, sector, stage, lead_id, max_slip_days,
    first_stated_on, last_stated_on, worst_state, next_milestone_id, {names})
SELECT i.id, i.slug, i.name_en, i.summary_en, i.sector, v.stage,
    (SELECT p.organisation_id FROM projects_participation p
     WHERE p.initiative_id = i.id AND p.role = 'lead' ORDER BY p.id LIMIT 1),
    v.max_slip_days, v.first_stated_on, v.last_stated_on,
    CASE {worst} END,
    (SELECT t.id FROM textbook_milestone t WHERE t.initiative_id = i.id
     AND t.standing = 'running' AND t.due_latest >= '{day}'
     ORDER BY t.due_latest, t.position LIMIT 1),
    {columns}
FROM projects_initiative i
JOIN projects_initiativeversion v ON v.initiative_id = i.id
JOIN (SELECT initiative_id, {counts} FROM textbook_milestone GROUP BY initiative_id) c
    ON c.initiative_id = i.id
WHERE v.recorded_to = '9999-12-31 00:00:00{zone}' AND v.known_to = '{last}'
ORDER BY i.id
"""


def make_tables() -> None:
    """Make them in the tracker's database, which does not look at them."""
    with connection.schema_editor() as editor:
        editor.create_model(Initiative)
        editor.create_model(Milestone)
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in _statements():
            cursor.execute(statement)
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE textbook_milestone, textbook_initiative")


def _statements() -> list[str]:
    soon = DAY.fromordinal(DAY.toordinal() + DUE_SOON_DAYS)
    days = {"day": DAY, "soon": soon, "first": FIRST_DAY, "last": LAST_DAY}
    postgres = connection.vendor == "postgresql"
    whole = {**days, "zone": "+00" if postgres else ""}
    names = list(STATES)
    counted = {name: condition.format(**days) for name, condition in STATES.items()}
    return [
        MILESTONES.format(**whole),
        INITIATIVES.format(
            **whole,
            names=", ".join(names),
            columns=", ".join(f"c.{name}" for name in names),
            worst=" ".join(f"WHEN c.{name} > 0 THEN '{name}'" for name in names),
            counts=", ".join(
                f"SUM(CASE WHEN {condition} THEN 1 ELSE 0 END) AS {name}"
                for name, condition in counted.items()
            ),
        ),
    ]
