"""What the schema says of languages: how to ask for one, and which ones a reply is in."""

from copy import deepcopy

ACCEPT_LANGUAGE = {
    "name": "Accept-Language",
    "in": "header",
    "description": "The languages that names, summaries, labels and problems are wanted in, as "
    "RFC 9110 has them: of `en`, `ru` and `kk` the one liked best. English if none is, or if the "
    "header can't be read. What has no translation comes in English, Russian or Kazakh, the first "
    "that it has.",
    "schema": {"type": "string"},
    "example": "ru, en;q=0.8",
}
CONTENT_LANGUAGE = {
    "description": "The languages that names, summaries and labels in the reply are in, the one "
    "asked for first; that one alone where it has them all. Texts that are kept in one language "
    "only, such as titles of documents, do not count.",
    "required": True,
    "schema": {"type": "string"},
    "example": "ru, en",
}
LINK = {"$ref": "#/components/headers/ContentLanguage"}


def add_languages(result: dict, **kwargs) -> dict:
    """Hook: everything that has words in it takes `Accept-Language` and says what it is in."""
    headers = result["components"].setdefault("headers", {})
    headers["ContentLanguage"] = deepcopy(CONTENT_LANGUAGE)
    for path in result["paths"].values():
        for operation in path.values():
            operation.setdefault("parameters", []).append(deepcopy(ACCEPT_LANGUAGE))
            for response in operation["responses"].values():
                if "content" in response:
                    response["headers"] = response.get("headers", {}) | {"Content-Language": LINK}
    return result
