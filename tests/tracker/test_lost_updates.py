"""Of several editors who change the same at once, nobody's change is lost."""

import http.client
import json
import time
from concurrent.futures import ThreadPoolExecutor

from tests.tracker.asking import V1
from tests.tracker.serving import SECONDS, Reply, ask

EDITORS, EDITS = 3, 4


def send(port: int, method: str, path: str, body: dict, **headers: str) -> Reply:
    """The reply to a request with a body; waits where it is told to."""
    while True:
        asking = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)
        asking.request(method, f"{V1}{path}", json.dumps(body), headers)
        got = asking.getresponse()
        told = {name.lower(): value for name, value in got.getheaders()}
        reply = Reply(got.status, told, got.read())
        asking.close()
        if reply.status != 429:
            return reply
        time.sleep(int(reply.headers["retry-after"]))


def edit(port: int, headers: dict[str, str], mark: str) -> list[int]:
    """Add a mark to the name that is read, until that is done; the statuses on the way."""
    statuses = []
    while 200 not in statuses:
        read = ask(port, "publishers/edited/")
        names = {"en": f"{read.json()['name']} {mark}"}
        sent = headers | {"If-Match": read.tag}
        statuses.append(send(port, "PATCH", "publishers/edited/", {"names": names}, **sent).status)
    return statuses


def test_no_change_of_several_editors_at_once_is_lost(site):
    secret = site.writer()("editor")["secret"]
    headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}
    body = {"slug": "edited", "names": {"en": "Edited"}}
    assert send(site.port, "POST", "publishers/", body, **headers).status == 201
    marks = [[f"{editor}.{number}" for number in range(EDITS)] for editor in range(EDITORS)]

    with ThreadPoolExecutor(EDITORS) as pool:
        done = pool.map(lambda own: [edit(site.port, headers, mark) for mark in own], marks)
        statuses = {status for of_editor in done for of_edit in of_editor for status in of_edit}

    assert statuses <= {200, 412}
    name = ask(site.port, "publishers/edited/").json()["name"]
    assert sorted(name.split()[1:]) == sorted(mark for own in marks for mark in own)
