"""Whatever one asks, the reply is an answer or a refusal, never a failure of ours."""

from datetime import date
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.recorded import record
from tests.tracker.asking import V1
from tests.tracker.contract import document

# The schema lists the parameters of every address.
PARAMETERS = {
    path.removeprefix(V1): [
        each["name"] for each in operation["get"].get("parameters", ()) if each["in"] == "query"
    ]
    for path, operation in document()["paths"].items()
    if "get" in operation and not path.startswith((f"{V1}docs", f"{V1}schema"))
}
REQUIRED = {
    each["name"]
    for of_path in document()["paths"].values()
    for each in of_path.get("get", {}).get("parameters", ())
    if each["in"] == "query" and each.get("required")
}
BOUNDARIES = [
    *("0", "-1", "1", "true", "null", "NaN", "1e9", "2147483648", "9223372036854775808", "'"),
    *("0001-01-01", "9999-12-31", "2026-02-29", "0001-01-01T00:00:00Z", "met", "KZ", "ru", "%"),
    *("a,b", ",", "*", "..", "{}", "[]", "é", "ﷺ", "İ", "\0", " ", "\u202e", "-due", "slug"),
]

asked_for = st.sampled_from(sorted(PARAMETERS)).flatmap(
    lambda path: st.tuples(
        st.just(path),
        st.lists(
            st.tuples(
                st.sampled_from([*PARAMETERS[path], "nonsense"]),
                st.one_of(
                    st.sampled_from(BOUNDARIES).map(quote),
                    st.text(max_size=20).map(quote),
                    st.binary(max_size=8).map(quote),
                ),
            ),
            min_size=1,
            max_size=3,
        ),
    )
)


@pytest.fixture
def said(milestone):
    return record(milestone, date(2026, 1, 15), due="2026-07")


@settings(
    deadline=None,
    max_examples=300,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(asked=asked_for)
def test_junk_in_parameters_is_answered_or_refused(client, said, asked):
    path, parameters = asked
    slug = said.milestone.slug if path.startswith("milestones") else said.initiative.slug
    query = "&".join(f"{name}={value}" for name, value in parameters)

    reply = client.get(f"{V1}{path.format(slug=slug, id=said.uuid)}?{query}")

    assert reply.status_code in (200, 400, 404)
    if reply.status_code == 400:
        wrong = {error["parameter"] for error in reply.json()["errors"]}
        assert wrong <= {name for name, _ in parameters} | REQUIRED


@settings(
    deadline=None,
    max_examples=100,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    path=st.sampled_from(sorted(path for path in PARAMETERS if "{" in path)),
    name=st.one_of(st.binary(min_size=1, max_size=8), st.text(min_size=1, max_size=12)),
)
def test_junk_in_an_address_is_nothing(client, db, path, name):
    address = V1 + path.replace("{slug}", "{id}").format(id=quote(name, safe=""))
    asked = {"from": "2026-01-01"} if path.endswith("/diff/") else {}

    assert client.get(address, asked).status_code in (301, 404)
