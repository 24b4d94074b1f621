"""A reply that the server confirms is as new as one that it sends."""

from tests.tracker.racing import race
from tests.tracker.serving import ask


def test_no_reply_is_older_than_what_was_written_before_it_was_asked_for(site):
    run = race(site, "raced", site.port, {}, {"Accept_Language": "ru"}, {})

    assert run.stale == []
    assert {200, 304} == set(run.statuses)
    assert run.finished.statements > 10


def test_no_reply_that_is_sent_again_is_older_either(site):
    """Whoever confirms nothing is sent what a worker keeps, by whichever of the two answers."""
    whole = {"If_None_Match": '"none"'}
    run = race(site, "raced-whole", site.port, whole, {**whole, "Accept_Language": "ru"}, whole)

    assert run.stale == []
    assert {200} == set(run.statuses)
    assert run.finished.statements > 10


def test_head_and_304_have_no_body_on_the_wire(site):
    """Over one connection a body too much would be taken for the next reply."""
    site.writer()("track", "headed")

    head = ask(site.port, "milestones/headed/", method="HEAD")
    confirmed = ask(site.port, "milestones/headed/", If_None_Match=head.tag)

    assert (head.status, head.body) == (200, b"")
    assert (confirmed.status, confirmed.body) == (304, b"")
    assert int(head.headers["content-length"]) > 100
    assert "content-length" not in confirmed.headers
