"""A load driver: some keep-alive connections, each a thread, that check every reply."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice, repeat

CONNECTIONS = 8
SECONDS = 120  # that a reply may take
PREPARED = 10_000  # requests, that are asked again once all were
CHECKED_EVERY = 50  # replies, of which one's content is looked at


class BadReplyError(Exception):
    """A reply that is not what the workload should get."""


@dataclass(frozen=True)
class Request:
    """What is sent."""

    target: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    def raw(self) -> bytes:
        """The bytes of it, as HTTP/1.1 has them."""
        told = {"Host": "localhost", "Accept": "application/json", **self.headers}
        if self.body:
            told |= {"Content-Type": "application/json", "Content-Length": str(len(self.body))}
        lines = [f"{self.method} {self.target} HTTP/1.1"]
        lines += [f"{name}: {value}" for name, value in told.items()]
        return "\r\n".join([*lines, "", ""]).encode("ascii") + self.body


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self):
        return json.loads(self.body)


class Connection:
    """One connection to a server on this machine, kept open."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=SECONDS)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = b""

    def ask(self, raw: bytes) -> Reply:
        self.socket.sendall(raw)
        while (end := self.buffer.find(b"\r\n\r\n")) < 0:
            self._more()
        head, self.buffer = self.buffer[:end], self.buffer[end + 4 :]
        lines = head.decode("latin-1").split("\r\n")
        pairs = (line.partition(":") for line in lines[1:])
        headers = {name.lower(): value.strip() for name, _, value in pairs}
        status = int(lines[0].split()[1])
        if "transfer-encoding" in headers:
            raise BadReplyError("a reply in chunks, which this driver does not read")
        length = 0 if status == 304 else int(headers.get("content-length", 0))
        while len(self.buffer) < length:
            self._more()
        body, self.buffer = self.buffer[:length], self.buffer[length:]
        return Reply(status, headers, body)

    def _more(self) -> None:
        data = self.socket.recv(1 << 16)
        if not data:
            raise BadReplyError("the server closed the connection in the middle")
        self.buffer += data

    def close(self) -> None:
        self.socket.close()


def ask(port: int, request: Request) -> Reply:
    """One reply, over a connection of its own."""
    connection = Connection(port)
    try:
        return connection.ask(request.raw())
    finally:
        connection.close()


@dataclass
class Load:
    """What a number of connections got in some time."""

    seconds: float
    latencies: list[float]  # in seconds, ascending

    @property
    def requests(self) -> int:
        return len(self.latencies)

    @property
    def per_second(self) -> float:
        return self.requests / self.seconds

    def percentile(self, share: float) -> float:
        """Seconds within which this share of the replies came."""
        return self.latencies[min(int(share * self.requests), self.requests - 1)]


def load(
    port: int,
    requests: Iterator[Request],
    check: Callable[[Reply], None],
    *,
    seconds: float,
    status: int = 200,
    connections: int = CONNECTIONS,
) -> Load:
    """Ask for some time, the same requests over again if they run out; raises `BadReplyError`."""
    asked = [request.raw() for request in islice(requests, PREPARED)]
    workers = [
        _Worker(port, asked[index % len(asked) :] + asked[: index % len(asked)], check, status)
        for index in _spread(len(asked), connections)
    ]
    started = time.perf_counter()
    threads = [
        threading.Thread(target=worker.run, args=(started + seconds,), daemon=True)
        for worker in workers
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - started
    for worker in workers:
        if worker.error:
            raise worker.error
    return Load(took, sorted(one for worker in workers for one in worker.latencies))


def _spread(length: int, connections: int) -> list[int]:
    """Where each connection begins, so that they don't ask for the same at once."""
    return [number * length // connections for number in range(connections)]


class _Worker:
    def __init__(self, port: int, asked: list[bytes], check, status: int) -> None:
        self.port, self.asked, self.check, self.status = port, asked, check, status
        self.latencies: list[float] = []
        self.error: Exception | None = None

    def run(self, until: float) -> None:
        try:
            connection = Connection(self.port)
            try:
                self._run(connection, until)
            finally:
                connection.close()
        except (OSError, BadReplyError) as error:
            self.error = error

    def _run(self, connection: Connection, until: float) -> None:
        for asked in repeat(self.asked):
            for raw in asked:
                before = time.perf_counter()
                reply = connection.ask(raw)
                after = time.perf_counter()
                self.latencies.append(after - before)
                if reply.status != self.status:
                    raise BadReplyError(
                        f"{reply.status} instead of {self.status}: {reply.body[:300]!r}"
                    )
                if len(self.latencies) % CHECKED_EVERY == 1:
                    self.check(reply)
                if after >= until:
                    return
