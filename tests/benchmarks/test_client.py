"""The load driver counts what it got, keeps its connections, and takes no bad reply for a good."""

import itertools
import socketserver
import threading
from collections import Counter
from urllib.parse import parse_qsl, urlsplit

import pytest

from benchmarks.client import BadReplyError, Load, Request, ask, load
from benchmarks.workloads import varied


class Answering(socketserver.StreamRequestHandler):
    """Answers each request with what the server was told to, and counts."""

    def handle(self):
        self.server.seen["connections"] += 1
        while line := self.rfile.readline():
            headers = {}
            while (header := self.rfile.readline()) != b"\r\n":
                name, _, value = header.decode().partition(":")
                headers[name.lower()] = value.strip()
            self.rfile.read(int(headers.get("content-length", 0)))
            self.server.seen["requests"] += 1
            self.server.lines.append(line.decode().strip())
            self.wfile.write(self.server.reply)


@pytest.fixture
def server():
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Answering) as made:
        made.daemon_threads = True
        made.seen, made.lines = Counter(), []
        made.reply = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
        thread = threading.Thread(target=made.serve_forever, daemon=True)
        thread.start()
        yield made
        made.shutdown()
        thread.join()


def port_of(server) -> int:
    return server.server_address[1]


def anything(reply) -> None:
    """A check that every reply passes."""


def test_it_counts_what_it_got(server):
    got = load(port_of(server), iter([Request("/")]), anything, seconds=0.05)

    assert got.requests == server.seen["requests"] > 8
    assert got.latencies == sorted(got.latencies)


def test_it_keeps_its_connections(server):
    load(port_of(server), iter([Request("/")]), anything, seconds=0.05, connections=3)

    assert server.seen["connections"] == 3


def test_connections_begin_at_different_requests(server):
    requests = (Request(f"/{number}") for number in range(8))

    load(port_of(server), requests, anything, seconds=0)

    assert sorted(server.lines) == [f"GET /{number} HTTP/1.1" for number in range(8)]


def test_another_status_ends_the_load(server):
    server.reply = b"HTTP/1.1 503 Busy\r\nContent-Length: 4\r\n\r\nbusy"

    with pytest.raises(BadReplyError, match="503 instead of 200: b'busy'"):
        load(port_of(server), iter([Request("/")]), anything, seconds=1)


def test_a_reply_in_chunks_is_refused(server):
    server.reply = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"

    with pytest.raises(BadReplyError, match="in chunks"):
        ask(port_of(server), Request("/"))


def test_content_is_looked_at(server):
    def refuse(reply):
        raise BadReplyError("held nothing")

    with pytest.raises(BadReplyError, match="held nothing"):
        load(port_of(server), iter([Request("/")]), refuse, seconds=1)


def test_a_reply_without_a_body_may_say_304(server):
    server.reply = b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n'

    assert (
        load(port_of(server), iter([Request("/")]), anything, seconds=0, status=304).requests == 8
    )


def test_percentiles_are_of_all_replies():
    got = Load(2.0, [number / 100 for number in range(100)])

    assert (got.percentile(0.5), got.percentile(0.99), got.per_second) == (0.5, 0.99, 50)


def test_spellings_of_a_target_differ_and_mean_the_same():
    target = "/api/v1/milestones/?state=overdue&ordering=due"

    spelt = [request.target for request in itertools.islice(varied(target), 500)]

    assert len(set(spelt)) == 500
    meant = {(urlsplit(one).path, *parse_qsl(urlsplit(one).query)) for one in spelt}
    assert meant == {("/api/v1/milestones/", ("state", "overdue"), ("ordering", "due"))}
