"""How bodies are read: JSON and nothing else, strictly, up to a size."""

import json
from decimal import Decimal
from http import HTTPStatus
from typing import Any

import orjson
from django.http import UnreadablePostError
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import BaseParser

LARGEST = 1024 * 1024  # bytes, unless the view says otherwise in `largest_body`


class TooLarge(APIException):
    """A body has more bytes than are read."""

    status_code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    default_code = "too_large"

    def __init__(self, most: int) -> None:
        super().__init__(f"The body is too large; up to {most:,} bytes are read.")


class StrictJSONParser(BaseParser):
    """JSON as RFC 8259 has it; what was sent is kept as `raw_body` of the request."""

    media_type = "application/json"

    def parse(self, stream, media_type=None, parser_context=None) -> Any:
        most = getattr(parser_context["view"], "largest_body", LARGEST)
        try:
            raw = stream.read(most + 1)
        except UnreadablePostError as error:
            raise ParseError("The body ended before it was complete.") from error
        if len(raw) > most:
            raise TooLarge(most)
        parser_context["request"].raw_body = raw
        return parsed(raw)


def parsed(raw: bytes) -> Any:
    """What JSON says, numbers with a fraction as decimals; raises `ParseError`.

    Refused too: what is not UTF-8, halves of characters, numbers beyond all bounds, nesting without
    end, and a member that is given twice.
    """
    try:
        orjson.loads(raw)  # strict, but keeps neither decimals nor all members
        return json.loads(raw, parse_float=Decimal, object_pairs_hook=_each_once)
    except RecursionError as error:
        raise ParseError("The body is not read: it is nested too deep.") from error
    except (ValueError, ArithmeticError) as error:
        raise ParseError(f"The body is not JSON that can be read: {error}") from error


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the member “{twice[:60]}” is given twice")
    return members
