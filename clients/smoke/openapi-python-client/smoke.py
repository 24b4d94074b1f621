"""The client of openapi-python-client, against a live tracker."""

import os
from datetime import date
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

from tracker_api import AuthenticatedClient
from tracker_api.api.initiatives import (
    initiatives_list,
    initiatives_partial_update,
    initiatives_retrieve,
)
from tracker_api.api.milestones import milestones_list, milestones_retrieve
from tracker_api.api.statements import statements_create
from tracker_api.models import InitiativePatchRequest, Problem, StatementRequest, SummariesRequest
from tracker_api.models.state import State

SOURCE, MILESTONE = "baq-kz-2026-01-06", "trans-caspian-cable-complete"
DUE = "2028-34"

client = AuthenticatedClient(
    base_url=os.environ["TRACKER_URL"],
    token=os.environ["TRACKER_TOKEN"],
    raise_on_unexpected_status=True,
)

# Lists initiatives. This generator repeats a parameter for several values, which the tracker
# refuses, and so a filter takes one value.
several = initiatives_list.sync(client=client, state=[State.SCHEDULED], page_size=200)
assert several.results
assert several.next_ is None

# Walks all pages of milestones.
slugs, query, pages = [], {}, 0
while pages == 0 or query:
    page = milestones_list.sync(client=client, page_size=5, count=True, **query)
    slugs += [milestone.slug for milestone in page.results]
    pages += 1
    query = page.next_ and {"cursor": parse_qs(urlsplit(page.next_).query)["cursor"][0]}
assert len(set(slugs)) == len(slugs) == page.count

# Reads one as of a past day.
then = milestones_retrieve.sync(MILESTONE, client=client, as_of=date(2025, 12, 1))
assert then.as_of == date(2025, 12, 1)
assert then.name == "Project complete"

# Records a statement, twice with one key: it is there once.
said = StatementRequest(source=SOURCE, milestone=MILESTONE, summary="Said by a test.", due=DUE)
key = str(uuid4())
recorded = [statements_create.sync(client=client, body=said, idempotency_key=key) for _ in range(2)]
assert recorded[0] == recorded[1]
assert recorded[0].due.edtf == DUE
now = milestones_retrieve.sync(MILESTONE, client=client)
assert now.due.edtf == DUE

# Meets a 412 by the tag of what was there before, and is told the present one.
slug = now.initiative.slug
tag = initiatives_retrieve.sync_detailed(slug, client=client).headers["ETag"]
change = InitiativePatchRequest(summaries=SummariesRequest(en="Changed by openapi-python-client."))
after = initiatives_partial_update.sync(slug, client=client, body=change, if_match=tag)
assert after.summary == "Changed by openapi-python-client."
stale = initiatives_partial_update.sync(slug, client=client, body=change, if_match=tag)
assert isinstance(stale, Problem)
assert stale.status == 412
assert stale.etag

# Meets a 400 that names the member of the body.
said.due = "2028-99"
refused = statements_create.sync(client=client, body=said)
assert isinstance(refused, Problem)
assert refused.errors[0].pointer == "/due"

print(
    f"{len(several.results)} initiatives, {len(slugs)} milestones on {pages} pages, "
    f"{then.state.value} as of {then.as_of}, now due {now.due.label}; 412 and 400 understood"
)
