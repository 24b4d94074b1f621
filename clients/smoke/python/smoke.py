"""The Python client of openapi-generator, against a live tracker."""

import os
from datetime import date
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import tracker_client
from tracker_client.exceptions import ApiException

SOURCE, MILESTONE = "baq-kz-2026-01-06", "trans-caspian-cable-complete"
DUE = "2028-33"

configuration = tracker_client.Configuration(
    host=os.environ["TRACKER_URL"], access_token=os.environ["TRACKER_TOKEN"]
)
client = tracker_client.ApiClient(configuration)
initiatives = tracker_client.InitiativesApi(client)
milestones = tracker_client.MilestonesApi(client)
statements = tracker_client.StatementsApi(client)


def problem_of(operation, *arguments, **more) -> tracker_client.Problem:
    """The problem document of a reply that refuses."""
    try:
        operation(*arguments, **more)
    except ApiException as error:
        return error.data
    raise AssertionError("It was not refused.")


# Lists initiatives, two values of a filter at once.
several = initiatives.initiatives_list(state=["overdue", "scheduled"], page_size=200)
assert several.results
assert several.next is None

# Walks all pages of milestones.
slugs, cursor, pages = [], None, 0
while pages == 0 or cursor:
    page = milestones.milestones_list(page_size=5, cursor=cursor, count=True)
    slugs += [milestone.slug for milestone in page.results]
    pages += 1
    cursor = page.next and parse_qs(urlsplit(page.next).query)["cursor"][0]
assert len(set(slugs)) == len(slugs) == page.count

# Reads one as of a past day.
then = milestones.milestones_retrieve(MILESTONE, as_of=date(2025, 12, 1))
assert then.as_of == date(2025, 12, 1)
assert then.name == "Project complete"

# Records a statement, twice with one key: it is there once.
said = tracker_client.StatementRequest(
    source=SOURCE, milestone=MILESTONE, summary="Said by a test.", due=DUE
)
key = str(uuid4())
recorded = [statements.statements_create(said, idempotency_key=key) for _ in range(2)]
assert recorded[0] == recorded[1]
assert recorded[0].due.edtf == DUE
now = milestones.milestones_retrieve(MILESTONE)
assert now.due.edtf == DUE

# Meets a 412 by the tag of what was there before, and is told the present one.
before = initiatives.initiatives_retrieve_with_http_info(now.initiative.slug)
change = tracker_client.InitiativePatchRequest(
    summaries=tracker_client.SummariesRequest(en="Changed by the Python client.")
)
change_it = {"if_match": before.headers["ETag"], "initiative_patch_request": change}
after = initiatives.initiatives_partial_update(now.initiative.slug, **change_it)
assert after.summary == "Changed by the Python client."
stale = problem_of(initiatives.initiatives_partial_update, now.initiative.slug, **change_it)
assert stale.status == 412
assert stale.etag

# Meets a 400 that names the member of the body.
said.due = "2028-99"
refused = problem_of(statements.statements_create, said)
assert refused.errors[0].pointer == "/due"

print(
    f"{len(several.results)} initiatives, {len(slugs)} milestones on {pages} pages, "
    f"{then.state.value} as of {then.as_of}, now due {now.due.label}; 412 and 400 understood"
)
