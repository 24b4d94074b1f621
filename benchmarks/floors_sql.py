"""One SQL statement for each workload, over the tracker's own tables, that gives the JSON as text.

Written for the indices that there are, in both dialects: the least that a database can do.
"""

PRESENT = "{v}.recorded_to = '9999-12-31 00:00:00{zone}'"
AS_OF = PRESENT + " AND {v}.known_from <= {day} AND {v}.known_to > {day}"
STATE = """CASE WHEN w.standing <> 'running' THEN w.standing
    WHEN w.due_latest = '9999-12-31' OR (w.due_latest < {day} AND w.provisional) THEN 'unscheduled'
    WHEN w.due_latest < {day} THEN 'overdue'
    WHEN w.due_latest <= {soon} THEN 'due_soon' ELSE 'scheduled' END"""
COUNTS = """SELECT {group_object}(c.state, c.number) FROM (
    SELECT {state} AS state, COUNT(*) AS number FROM projects_milestoneversion w
    WHERE {of} {as_of_w} GROUP BY 1) c"""
INITIATIVE = """'slug', i.slug, 'name', i.name_en, 'summary', i.summary_en, 'sector', i.sector,
    'stage', v.stage, 'max_slip_days', v.max_slip_days, 'first_stated_on', v.first_stated_on,
    'last_stated_on', v.last_stated_on, 'milestone_counts', {json}(({counts}))"""
MILESTONE = """{object}('slug', m.slug, 'name', m.name_en,
    'initiative', {object}('slug', i.slug, 'name', i.name_en),
    'standing', v.standing, 'progress', v.progress,
    'due', {object}('edtf', v.due_edtf, 'earliest', v.due_earliest, 'latest', v.due_latest),
    'baseline', {object}('edtf', v.baseline_edtf, 'earliest', v.baseline_earliest,
        'latest', v.baseline_latest),
    'slip_days', v.slip_days, 'width_days', v.width_days, 'move', v.move,
    'met', {object}('edtf', v.met_edtf, 'earliest', v.met_earliest, 'latest', v.met_latest),
    'restatements', v.restatements, 'last_stated_on', v.last_stated_on)"""
# The rows of the page are picked from an index first, and joined then.
LATE = """SELECT {object}('results', {group}({json}(r.text))){cast} FROM (
    SELECT {milestone} AS text FROM (
        SELECT w.id FROM projects_milestoneversion w
        WHERE {as_of_w} AND w.standing = 'running' AND w.due_latest < {day}
        AND NOT w.provisional {after}
        ORDER BY w.due_latest, w.milestone_id LIMIT 50) p
    JOIN projects_milestoneversion v ON v.id = p.id
    JOIN projects_milestone m ON m.id = v.milestone_id
    JOIN projects_initiative i ON i.id = v.initiative_id
    ORDER BY v.due_latest, v.milestone_id) r"""
TEXTS = {
    "W1": """SELECT {object}('results', {group}({json}(r.text))){cast} FROM (
        SELECT {object}({initiative}) AS text FROM (
            SELECT f.id FROM projects_initiative f WHERE EXISTS (
                SELECT 1 FROM projects_initiativeversion w
                WHERE w.initiative_id = f.id AND {as_of_w})
            ORDER BY f.slug LIMIT 50) p
        JOIN projects_initiative i ON i.id = p.id
        JOIN projects_initiativeversion v ON v.initiative_id = i.id AND {as_of_v}
        ORDER BY i.slug) r""",
    "W2": """SELECT {object}({initiative}, 'milestones', {json}((
            SELECT {group}({json}(r.text)) FROM (
                SELECT {milestone} AS text FROM projects_milestone m
                JOIN projects_milestoneversion v ON v.milestone_id = m.id AND {as_of_v}
                WHERE m.initiative_id = i.id ORDER BY m.position) r))){cast}
        FROM projects_initiative i
        JOIN projects_initiativeversion v ON v.initiative_id = i.id AND {as_of_v}
        WHERE i.slug = {slug}""",
    "W3": LATE.replace("{after}", ""),
    "W4": LATE.replace(
        "{after}", "AND (w.due_latest, w.milestone_id) > ({latest}, {milestone_id})"
    ),
    "W5": """UPDATE textbook_milestone SET progress = 'in_progress', due_edtf = {due},
        due_earliest = {due}, due_latest = {due} WHERE slug = {slug}
        RETURNING {object}('slug', slug, 'progress', progress, 'due', due_edtf){cast}""",
    "W9": "SELECT ({counts_of_all}){cast}",
}
DIALECTS = {
    "sqlite": {
        "object": "json_object",
        "group": "json_group_array",
        "group_object": "json_group_object",
        "json": "json",
        "cast": "",
        "zone": "",
        "parameter": ":{}",
    },
    "postgresql": {
        "object": "json_build_object",
        "group": "json_agg",
        "group_object": "json_object_agg",
        "json": "",
        "cast": "::text",
        "zone": "+00",
        "parameter": "%({})s",
    },
}
KINDS = {"day": "date", "soon": "date", "latest": "date", "due": "date", "milestone_id": "bigint"}


def statements(vendor: str) -> dict[str, str]:
    """The statement of each workload, with parameters named as the driver of a database wants."""
    words = dict(DIALECTS[vendor])
    mark = words.pop("parameter")
    for name in ("day", "soon", "slug", "latest", "milestone_id", "due"):
        cast = f"::{KINDS[name]}" if vendor == "postgresql" and name in KINDS else ""
        words[name] = mark.format(name) + cast
    words["as_of_v"] = AS_OF.format(v="v", **words)
    words["as_of_w"] = AS_OF.format(v="w", **words)
    words["state"] = STATE.format(**words)
    words["counts"] = COUNTS.format(of="w.initiative_id = i.id AND", **words)
    words["counts_of_all"] = COUNTS.format(of="", **words)
    words["initiative"] = INITIATIVE.format(**words)
    words["milestone"] = MILESTONE.format(**words)
    return {name: text.format(**words) for name, text in TEXTS.items()}
