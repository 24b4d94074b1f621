"""Requests as a page of documentation shows them, with what it says of their replies.

They stand in fenced blocks marked `http`: a request, and behind it the status of the reply and as
much of its headers and body as matters. `…` stands for anything; what it stood for in a reply
stands for the same in later requests. Of a body, members that are not shown may be there too; a
list is shown whole, or ends in `"…"`.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

FENCE = re.compile(r"^```http\n(.*?)^```$", re.MULTILINE | re.DOTALL)
REPLY = re.compile(r"^(?=HTTP/1\.1 )", re.MULTILINE)
ANYTHING = "…"


@dataclass(frozen=True)
class Message:
    """A request or a reply: its first line, its headers and its body."""

    line: str
    headers: dict[str, str]
    body: str

    @classmethod
    def read(cls, text: str) -> "Message":
        """A message as it goes over the wire; one blank line is before the body."""
        head, _, body = text.partition("\n\n")
        line, *headers = head.strip().split("\n")
        return cls(line, dict(header.split(": ", 1) for header in headers), body.strip())


def exchanges(page: str) -> Iterator[tuple[Message, Message]]:
    """The requests of a page, in order, each with its reply."""
    for block in FENCE.findall(page):
        request, reply = REPLY.split(block)
        yield Message.read(request), Message.read(reply)


class Asking:
    """Sends the requests of a page, and holds each reply against what the page says of it."""

    def __init__(self, client, host: str, write_headers: dict[str, str]) -> None:
        self.client, self.host, self.write_headers = client, host, write_headers
        self.known: dict[str, str] = {}  # what `…` stood for, by the text that it stood in

    def ask(self, request: Message):
        """The reply to a request of the page."""
        method, target = self.meant(request.line).split(" ")
        headers = {name: self.meant(value) for name, value in request.headers.items()}
        if method != "GET":
            headers |= self.write_headers
        return self.client.generic(
            method,
            quote(target.removeprefix(f"http://{self.host}"), safe="/?&=%+:,;@"),
            request.body.encode(),
            content_type="application/json" if request.body else "",
            headers={"host": self.host, **headers},
        )

    def meant(self, text: str) -> str:
        """The text with what `…` stood for in earlier replies, the longest first."""
        for shown in sorted(self.known, key=len, reverse=True):
            text = text.replace(shown, self.known[shown])
        return text

    def differences(self, shown: Message, reply) -> Iterator[str]:
        """What of a reply is not as the page shows it."""
        status = shown.line.split(" ")[1]
        if str(reply.status_code) != status:
            yield f"the status is {reply.status_code}, not {status}: {reply.content.decode()[:900]}"
            return
        for name, value in shown.headers.items():
            yield from self.compare(value, reply.headers.get(name), name)
        if shown.body:
            yield from self.compare(json.loads(shown.body), json.loads(reply.content), "$")

    def compare(self, shown: Any, real: Any, at: str) -> Iterator[str]:
        """Where a value is not as shown."""
        if isinstance(shown, dict) and isinstance(real, dict):
            for name, value in shown.items():
                if name not in real:
                    yield f"{at}.{name} is not there"
                else:
                    yield from self.compare(value, real[name], f"{at}.{name}")
        elif isinstance(shown, list) and isinstance(real, list):
            yield from self.compare_lists(shown, real, at)
        elif isinstance(shown, str) and isinstance(real, str) and self.fits(shown, real):
            return
        elif shown != ANYTHING and shown != real:
            yield f"{at} is {real!r}, not {shown!r}"

    def compare_lists(self, shown: list, real: list, at: str) -> Iterator[str]:
        """Where a list is not as shown."""
        goes_on = shown[-1:] == [ANYTHING]
        listed = shown[:-1] if goes_on else shown
        if len(real) < len(listed) or (len(real) > len(listed) and not goes_on):
            yield f"{at} has {len(real)} elements, not {len(listed)}"
        for index, (value, other) in enumerate(zip(listed, real, strict=False)):
            yield from self.compare(value, other, f"{at}[{index}]")

    def fits(self, shown: str, real: str) -> bool:
        """Whether a text is as shown; keeps what `…` stands for in it."""
        if ANYTHING not in shown:
            return shown == real
        pattern = ".+".join(map(re.escape, shown.split(ANYTHING)))
        if not re.fullmatch(pattern, real, re.DOTALL):
            return False
        if shown != ANYTHING:
            self.known[shown] = real
        return True
