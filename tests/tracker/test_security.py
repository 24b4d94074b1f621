"""The policy that says what pages may load."""

import pytest

HEADER = "Content-Security-Policy"


@pytest.mark.parametrize(
    "path", ["/", "/nothing/", "/?as_of=soon", "/admin/login/", "/api/v1/", "/api/v1/nothing/"]
)
def test_every_reply_may_load_only_what_is_the_trackers_own(client, db, path):
    policy = client.get(path).headers[HEADER].split("; ")

    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in " ".join(policy)


@pytest.mark.parametrize("path", ["/api/v1/docs/", "/api/v1/docs/redoc/"])
def test_the_docs_may_make_styles_but_no_scripts(client, db, path):
    policy = client.get(path).headers[HEADER].split("; ")

    assert "style-src 'self' 'unsafe-inline'" in policy
    assert not [each for each in policy if each.startswith("script-src")]
    assert "default-src 'self'" in policy


def test_a_refused_host_gets_the_policy_too(client, db):
    response = client.get("/", headers={"host": "elsewhere.example"})

    assert "default-src 'self'" in response.headers[HEADER]
