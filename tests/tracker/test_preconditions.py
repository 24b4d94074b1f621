"""If-Match: which tags stand for a row as it was read, and what is no tag at all."""

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from tracker.api.preconditions import PreconditionRequired, if_match, read_if_match


@pytest.mark.parametrize(
    "header",
    [
        '"17-3f2a"',
        '"17-"',
        '"17-a,b"',
        '"16-x", "17-y"',
        '"x",\t"17-y" ,',
        "*",
        " * ",
        'W/"1-","17-"',
    ],
)
def test_a_strong_tag_of_the_present_revision_matches(header):
    assert read_if_match(header).allows(17)


@pytest.mark.parametrize(
    "header", ['"18-3f2a"', '"1-7"', '"17"', '"017-"', 'W/"17-3f2a"', '""', '"*-"', '"*"', '"x-17"']
)
def test_any_other_tag_does_not(header):
    assert not read_if_match(header).allows(17)


@pytest.mark.parametrize(
    "header",
    [
        "",
        " ",
        ",",
        "17-3f2a",
        '"17-',
        '17-"',
        '"17-" "18-"',
        '"17-""18-"',
        '*, "17-"',
        "**",
        'w/"17-"',
        '"17 -"',
        "'17-'",
        '"17-"; q=1',
    ],
)
def test_what_is_no_tag_is_refused(header):
    with pytest.raises(ValueError, match="If-Match takes the ETag"):
        read_if_match(header)


def test_a_header_left_out_is_required():
    with pytest.raises(PreconditionRequired):
        if_match(RequestFactory().patch("/"))


@given(st.lists(st.text(st.sampled_from("!#,-/17aW~\x80\xff"), max_size=9)))
def test_a_list_of_tags_allows_each_revision_that_it_names(tags):
    header = ", ".join(f'"{tag}"' for tag in [*tags, "17-"])

    assert read_if_match(header).allows(17)
