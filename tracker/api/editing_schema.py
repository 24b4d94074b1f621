"""What the schema says of changes and deletions: the tag that they need, and the tags they give."""

from copy import deepcopy

from tracker.api.named_bodies import REASON_LENGTH

IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "description": "The `ETag` that the row was read with, several with commas between them, or "
    "`*` for whatever there is. Of a tag only the number of the revision counts that it begins "
    "with, so one that was read on another day or in another language will do. A weak tag never "
    "does.",
    "schema": {"type": "string", "minLength": 1},
    "example": '"17-342.20260106.4c1f0b62d5a94e0bb8c2a0c0a1f6a3d7"',
}
CHANGE_REASON = {
    "name": "change_reason",
    "in": "query",
    "description": "Why you delete it: kept with the revision, your name and the instant.",
    "schema": {"type": "string", "minLength": 1, "maxLength": REASON_LENGTH},
}
LOCATION = {
    "description": "The address of what was added.",
    "required": True,
    "schema": {"type": "string", "format": "uri"},
}
ETAG = {"$ref": "#/components/headers/ETag"}


def add_edits(result: dict, **kwargs) -> dict:
    """Hook: changes and deletions take `If-Match`; what is added has an address and a tag."""
    for path in result["paths"].values():
        for method in ("patch", "delete"):
            if operation := path.get(method):
                reasons = [CHANGE_REASON] if method == "delete" else []
                operation.setdefault("parameters", []).extend(deepcopy([IF_MATCH, *reasons]))
                operation["responses"]["412"]["headers"] = {"ETag": dict(ETAG)}
        if operation := path.get("patch"):
            operation["requestBody"]["required"] = True
            operation["responses"]["200"]["headers"] = {"ETag": dict(ETAG)}
        operation = path.get("post", {})
        if operation.get("operationId", "").endswith("_create"):
            headers = {"ETag": dict(ETAG), "Location": deepcopy(LOCATION)}
            operation["responses"]["201"]["headers"] = headers
    return result
