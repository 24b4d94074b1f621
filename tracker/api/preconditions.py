"""If-Match: a row is changed or deleted only by somebody who has read it as it stands now.

The strong tag of a row's detail begins with the number of its revision and a dash: `"17-…"`. Only
that number is compared. What follows it depends on the day, the query and the language of one
reading, and makes no difference to what is written.
"""

import re
from dataclasses import dataclass
from http import HTTPStatus

from rest_framework.exceptions import APIException

from tracker.api.problems import BadParameters, ParameterError

HEADER = "If-Match"
# RFC 9110, 8.8.3 and 5.6.1. Django's `parse_etags` leaves out in silence what is no tag, and takes
# a comma within a tag for the end of it.
TAG = r'(W/)?"([\x21\x23-\x7e\x80-\xff]*)"'
TAGS = re.compile(rf"[ \t,]*{TAG}(?:[ \t]*,[ \t,]*{TAG})*[ \t,]*")


class PreconditionRequired(APIException):
    """Something is to be changed without a word on what it was read as."""

    status_code = HTTPStatus.PRECONDITION_REQUIRED
    default_detail = (
        "Read it first, and send the ETag that came with it as If-Match: so nobody's change is "
        "overwritten unseen."
    )


class PreconditionFailed(APIException):
    """The row was changed since it was read; `etag` is the tag that it has now."""

    status_code = HTTPStatus.PRECONDITION_FAILED
    default_detail = (
        "It was changed since you read it. Read it again, and send the ETag that comes with it."
    )

    def __init__(self, etag: str) -> None:
        self.etag = etag
        super().__init__()


@dataclass(frozen=True)
class IfMatch:
    """The revisions that a writer has read a row as, in digits; None: whichever it is."""

    revisions: frozenset[str] | None

    def allows(self, revision: int) -> bool:
        """Whether a row that was last written by `revision` may be written."""
        return self.revisions is None or str(revision) in self.revisions


def if_match(request) -> IfMatch:
    """The `If-Match` header of a request; raises `PreconditionRequired` or `BadParameters`."""
    if "HTTP_IF_MATCH" not in request.META:
        raise PreconditionRequired
    try:
        return read_if_match(request.META["HTTP_IF_MATCH"])
    except ValueError as error:
        raise BadParameters([ParameterError(HEADER, "invalid", str(error))]) from error


def read_if_match(header: str) -> IfMatch:
    """What an `If-Match` header says; raises `ValueError`."""
    if header.strip(" \t") == "*":
        return IfMatch(None)
    if not TAGS.fullmatch(header):
        raise ValueError(
            f"{HEADER} takes the ETag that the row was read with, quotes and all, such as "
            '"17-3f2a", several with commas between them, or *.'
        )
    tags = (tag.partition("-") for weak, tag in re.findall(TAG, header) if not weak)
    return IfMatch(frozenset(revision for revision, dash, _ in tags if dash))
