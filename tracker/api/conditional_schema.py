"""What the schema says of conditional requests: the tags of reads, how to send them, and 304."""

from copy import deepcopy

IF_NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "description": "The `ETag` of a reply that the client has, several with commas between them, "
    "or `*`. If it is what would be sent, the answer is 304 and has no body.",
    "schema": {"type": "string"},
}
HEADERS = {
    "ETag": {
        "description": "The strong tag of this very reply; another reply never has it. Of one row "
        "it begins with the number of the revision that last wrote it.",
        "required": True,
        "schema": {"type": "string"},
        "example": '"17-342.20260106.4c1f0b62d5a94e0bb8c2a0c0a1f6a3d7"',
    },
    "Cache-Control": {
        "description": "`public` where nobody said who asks, else `private`. Always `no-cache`: a "
        "kept reply is good once the server has said so.",
        "required": True,
        "schema": {"type": "string"},
        "example": "public, no-cache",
    },
    "Vary": {
        "description": "The request headers that the reply hangs on.",
        "required": True,
        "schema": {"type": "string"},
        "example": "Accept, Accept-Language, Authorization, Cookie",
    },
    "Last-Modified": {
        "description": "The first whole second after the newest revision, or after the day began "
        "if that is later; left out until that second has come, and where the reply does not "
        "follow from what is recorded. Compare tags instead: `If-Modified-Since` is not looked at.",
        "schema": {"type": "string"},
        "example": "Tue, 06 Jan 2026 12:00:01 GMT",
    },
}
NOT_MODIFIED = {"description": "The client has it: what `If-None-Match` names is what there is."}


def add_conditions(result: dict, **kwargs) -> dict:
    """Hook: every read takes `If-None-Match`, carries a tag, and can be answered 304."""
    named = {name: name.replace("-", "") for name in HEADERS}
    result["components"]["headers"] = {named[name]: deepcopy(HEADERS[name]) for name in HEADERS}
    links = {name: {"$ref": f"#/components/headers/{named[name]}"} for name in HEADERS}
    for path in result["paths"].values():
        if operation := path.get("get"):
            operation.setdefault("parameters", []).append(deepcopy(IF_NONE_MATCH))
            responses = operation["responses"]
            responses["200"]["headers"] = responses["200"].get("headers", {}) | links
            responses["304"] = NOT_MODIFIED | {"headers": dict(links)}
            operation["responses"] = dict(sorted(responses.items()))
    return result
