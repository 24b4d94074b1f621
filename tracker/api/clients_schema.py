"""What generators of clients have to be told, though a person would see it."""


def be_plain_to_generators(result: dict, **kwargs) -> dict:
    """Hook: numbers are doubles, and a change has a body.

    Without a format the Go generator takes a float of 32 bits, which has 7 digits of a sum of
    money. And a body of which every member may be left out would itself be optional.
    """

    def mend(node):
        if isinstance(node, list):
            return [mend(each) for each in node]
        if not isinstance(node, dict):
            return node
        mended = {name: mend(value) for name, value in node.items()}
        if "number" in listed(node.get("type")):
            mended = {"type": node["type"], "format": "double", **mended}
        return mended

    result["components"]["schemas"] = mend(result["components"]["schemas"])
    for path in result["paths"].values():
        if operation := path.get("patch"):
            operation["requestBody"]["required"] = True
    return result


def listed(types: object) -> list:
    """The types of a schema, whether it names one or several."""
    return types if isinstance(types, list) else [types]
