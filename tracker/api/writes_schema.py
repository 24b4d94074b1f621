"""What the schema says of requests that write: what they take, and what they may be answered."""

from copy import deepcopy

PROBLEMS = {
    "400": "A parameter is not understood: unknown, repeated, empty or out of bounds.",
    "401": "The token that was sent is not good; reading takes none.",
    "404": "There is nothing of that name, or it was not public on the day asked about.",
    "406": "Only JSON can be had here, and the `Accept` header rules it out.",
    "414": "The address, with its query, is longer than what is read: some 8,000 bytes.",
    "429": "Too many tokens that are not good; `Retry-After` says in how many seconds to try one.",
    "500": "Something failed on our side.",
    "503": "The database is away; `Retry-After` says in how many seconds to try again.",
}
PROBLEMS_OF_WRITES = {
    "400": "The body, a header or a parameter is not understood: `errors` names each member or "
    "parameter that is wrong, and says what would be accepted. Nothing was written.",
    "401": "Nobody is known to ask: the token is missing, or is not good.",
    "403": "The token's scope or the permissions of its user do not reach so far.",
    "404": "There is nothing of that name.",
    "406": PROBLEMS["406"],
    "409": "It does not go with what there is: the name is taken, or the row is in use or was "
    "withdrawn. Nothing was written.",
    "412": "The row was changed since it was read. Nothing was written.",
    "413": "The body is larger than what is read.",
    "414": PROBLEMS["414"],
    "415": "The body is not sent as JSON.",
    "422": "The `Idempotency-Key` came before with another request. Nothing was written.",
    "428": "There is no `If-Match`.",
    "429": "Too many writes; `Retry-After` says in how many seconds there may be more.",
    "500": PROBLEMS["500"],
    "503": PROBLEMS["503"],
}
WITH_A_BODY = {"413", "415"}
ONLY_OF = {
    "POST": {"409", "422", *WITH_A_BODY},
    "PATCH": {"412", "428", *WITH_A_BODY},
    "DELETE": {"409", "412", "428"},
}
REPLY_HEADERS = {
    "401": {
        "WWW-Authenticate": {
            "description": "How to say who asks.",
            "required": True,
            "schema": {"type": "string"},
        }
    },
    "429": {
        "Retry-After": {
            "description": "In how many seconds there may be more.",
            "required": True,
            "schema": {"type": "integer", "minimum": 1},
        }
    },
    "503": {
        "Retry-After": {
            "description": "In how many seconds to try again.",
            "required": True,
            "schema": {"type": "integer", "minimum": 1},
        }
    },
}
SUCCESSES = {
    "200": "What was asked for.",
    "201": "What there is now; `Location` is its address.",
    "204": "Done; there is nothing left to show.",
}
IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "A name of the client's own for what it wants done, such as a UUID. Sent again "
    "with the same request within 24 hours it gives the same reply, and nothing is done twice.",
    "schema": {
        "type": "string",
        "minLength": 1,
        "maxLength": 255,
        "pattern": "^[!-~]([ -~]*[!-~])?$",
    },
}


def problems_of(method: str, path: str) -> dict[str, str]:
    """The statuses that a method at a path may be refused with, and what each means."""
    if method not in ONLY_OF:
        known = PROBLEMS
    else:
        of_others = set().union(*ONLY_OF.values()) - ONLY_OF[method]
        known = {
            status: text for status, text in PROBLEMS_OF_WRITES.items() if status not in of_others
        }
    return {status: text for status, text in known.items() if status != "404" or "{" in path}


def add_reply_headers(responses: dict) -> None:
    """Say which headers the replies of some statuses carry."""
    for status, headers in REPLY_HEADERS.items():
        if status in responses:
            own = responses[status].setdefault("headers", {})
            own |= deepcopy(headers)


def close_requests(result: dict, **kwargs) -> dict:
    """Hook: bodies take no members but those described."""
    for name, schema in result["components"]["schemas"].items():
        if name.endswith("Request") and "properties" in schema:
            schema["additionalProperties"] = False
    return result
