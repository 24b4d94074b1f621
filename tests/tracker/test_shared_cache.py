"""Behind a real shared cache: nothing stale, and nobody gets what is another's."""

import itertools
import random
import re
import time

import pytest

from sources import clock
from tests.tracker.proxying import cached, find_nginx
from tests.tracker.racing import race
from tests.tracker.serving import Reply, ask

pytestmark = pytest.mark.usefixtures("nginx")


@pytest.fixture(scope="session")
def nginx():
    """The program; without it there is no need to start anything."""
    return find_nginx()


@pytest.fixture(scope="module")
def cache(nginx, site, tmp_path_factory):
    """The port of the cache."""
    with cached(nginx, site.port, tmp_path_factory.mktemp("nginx")) as port:
        yield port


@pytest.fixture(scope="module")
def write(site):
    return site.writer()


@pytest.fixture
def slug(write, request):
    """A milestone of the test's own."""
    name = re.sub(r"\W+", "-", request.node.name.replace("_", "-")).strip("-")
    write("track", name)
    return name


def how(reply: Reply) -> str:
    """How the cache came by a reply."""
    return reply.headers["x-cache"]


def statements(reply: Reply) -> int:
    return len(reply.json()["statements"])


def test_the_cache_keeps_a_reply_and_has_it_confirmed_each_time(cache, slug):
    first, *others = [ask(cache, f"milestones/{slug}/") for _ in range(3)]

    assert [how(reply) for reply in (first, *others)] == ["MISS", "REVALIDATED", "REVALIDATED"]
    assert {reply.body for reply in others} == {first.body}


@pytest.mark.parametrize("query", ["", "?as_of={today}", "?as_of=2026-01-15"])
def test_what_is_written_shows_at_once(cache, write, slug, query):
    path = f"milestones/{slug}/{query.format(today=clock.today())}"
    before = statements(ask(cache, path))

    for more in (1, 2, 3):
        write("record", slug)
        reply = ask(cache, path)
        assert (statements(reply), how(reply)) == (before + more, "EXPIRED")


def test_nothing_stale_comes_out_of_the_cache_while_others_write(site, cache):
    run = race(site, "raced-behind", cache, {}, {}, {"Accept_Language": "ru"})

    assert run.stale == []
    assert {200, 304} == set(run.statuses)


PATHS = ("milestones/", "milestones/mixed/", "summary/", "codes/", "", "schema/")
FORMS = {"schema/": ({"Accept": "application/json"}, {"Accept": "application/yaml"})}
LANGUAGES = ({}, {"Accept_Language": "ru"}, {"Accept_Language": "kk, en;q=0.5"})


def variants(write, site) -> list[tuple[str, dict]]:
    """Reads that differ in one thing or another: the address, who asks, and for what."""
    secrets = [write("token")["secret"] for _ in range(2)]
    hosts = [{"Host": f"{name}:{site.port}"} for name in ("127.0.0.1", "localhost")]
    who = [{}, {"Cookie": "sessionid=nobody"}]
    who += [{"Authorization": f"Bearer {secret}"} for secret in secrets]
    return [
        (path, {**language, **form, **host, **somebody})
        for path, language, host, somebody in itertools.product(PATHS, LANGUAGES, hosts, who)
        for form in FORMS.get(path, ({},))
    ]


def test_nobody_gets_what_is_another_s(site, cache, write):
    write("track", "mixed")
    asked = variants(write, site)
    shuffled = random.Random(1)
    for _ in range(2):
        shuffled.shuffle(asked)
        for path, headers in asked:
            behind, straight = ask(cache, path, **headers), ask(site.port, path, **headers)
            assert behind.body == straight.body, (path, headers)
            for name in ("etag", "cache-control", "content-type", "content-language", "vary"):
                assert behind.headers.get(name) == straight.headers.get(name), (path, headers)
        write("record", "mixed")


def test_what_is_private_is_not_kept(cache, write, slug):
    secret = write("token")["secret"]
    path = f"milestones/{slug}/"

    mine = [ask(cache, path, Authorization=f"Bearer {secret}") for _ in range(2)]

    assert [how(reply) for reply in mine] == ["MISS", "MISS"]
    assert how(ask(cache, path)) == "MISS"  # nor is it what others get


def test_a_token_that_is_revoked_opens_nothing_though_the_reply_is_kept(cache, write, slug):
    path, token = f"milestones/{slug}/", write("token")
    bearing = {"Authorization": f"Bearer {token['secret']}"}
    statuses = [ask(cache, path).status, ask(cache, path, **bearing).status]

    write("revoke", token["pk"])

    assert [*statuses, ask(cache, path, **bearing).status] == [200, 200, 401]
    assert ask(cache, path).status == 200


def test_what_was_missing_is_there_as_soon_as_it_is_recorded(cache, write):
    missing = ask(cache, "milestones/late/")
    write("track", "late")

    assert (missing.status, ask(cache, "milestones/late/").status) == (404, 200)


def test_the_client_s_own_copy_is_confirmed_through_the_cache(cache, write, slug):
    path = f"milestones/{slug}/"
    mine = ask(cache, path, Accept_Encoding="gzip")
    assert mine.tag.startswith("W/")  # nginx compressed it

    confirmed = ask(cache, path, If_None_Match=mine.tag)
    write("record", slug)

    assert confirmed.status == 304
    assert ask(cache, path, If_None_Match=mine.tag).status == 200


def test_a_client_that_compares_seconds_gets_what_was_written_in_the_same_one(cache, write, slug):
    """The cache compares them by itself: each has to stand for one version."""
    path = f"milestones/{slug}/"

    for _ in range(2):
        write("record", slug)
        time.sleep(1.1)
        since = ask(cache, path).headers["last-modified"]
        for _ in range(4):
            written = write("record", slug)["statements"]
            reply = ask(cache, path, If_Modified_Since=since)
            assert (reply.status, statements(reply)) == (200, written)
            since = reply.headers.get("last-modified", since)


def test_head_gets_the_headers_of_what_is_kept(cache, slug):
    path = f"milestones/{slug}/"
    whole = ask(cache, path)

    head = ask(cache, path, method="HEAD")

    assert (head.status, head.body, head.tag) == (200, b"", whole.tag)
