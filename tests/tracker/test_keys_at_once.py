"""Idempotency-Key where several workers get the same request at once."""

import http.client
import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

from tests.tracker.asking import V1
from tests.tracker.serving import SECONDS, Reply, Site, ask

TIMES = 10


def at_once(site: Site, bodies: list[dict], key: str) -> list[Reply]:
    """The replies to requests that set out together under one key."""
    secret = site.writer()("editor")["secret"]
    headers = {
        "Authorization": f"Bearer {secret}",
        "Content-Type": "application/json",
        "Idempotency-Key": key,
    }
    ready = Barrier(len(bodies))

    def send(body: dict) -> Reply:
        asking = http.client.HTTPConnection("127.0.0.1", site.port, timeout=SECONDS)
        asking.connect()
        ready.wait()
        asking.request("POST", f"{V1}statements/", json.dumps(body), headers)
        got = asking.getresponse()
        reply = Reply(got.status, dict(got.getheaders()), got.read())
        asking.close()
        return reply

    with ThreadPoolExecutor(len(bodies)) as pool:
        return list(pool.map(send, bodies))


def bodies_about(site: Site, slug: str, *summaries: str) -> list[dict]:
    """Bodies that say something of a new milestone, in a source that there is."""
    site.writer()("track", slug)
    source = ask(site.port, "sources/?page_size=1").json()["results"][0]["slug"]
    return [{"milestone": slug, "source": source, "summary": each} for each in summaries]


def recorded(site: Site, slug: str) -> list[dict]:
    """What was recorded of a milestone behind its first statement."""
    return ask(site.port, f"milestones/{slug}/").json()["statements"][1:]


def test_of_ten_that_come_at_once_one_is_done_and_all_get_its_reply(site):
    bodies = bodies_about(site, "keyed-alike", *["Invented."] * TIMES)

    replies = at_once(site, bodies, str(uuid4()))

    assert [reply.status for reply in replies] == [201] * TIMES
    told = {(reply.body, reply.headers["Location"], reply.headers["ETag"]) for reply in replies}
    assert len(told) == 1
    (statement,) = recorded(site, "keyed-alike")
    assert statement["id"] == replies[0].json()["id"]


def test_of_ten_that_differ_one_is_done_and_the_others_are_refused(site):
    summaries = [f"Invented {number}." for number in range(TIMES)]
    bodies = bodies_about(site, "keyed-otherwise", *summaries)

    replies = at_once(site, bodies, str(uuid4()))

    assert sorted(reply.status for reply in replies) == [201, *[422] * (TIMES - 1)]
    (statement,) = recorded(site, "keyed-otherwise")
    (done,) = (reply.json() for reply in replies if reply.status == 201)
    assert statement["summary"] == done["summary"]
