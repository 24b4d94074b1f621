"""Fixtures that every test may use."""

import pytest

from tests.factories import InitiativeFactory, MilestoneFactory
from tests.recorded import make
from tracker.api.kept import replies


@pytest.fixture(autouse=True)
def nothing_kept():
    """Tests share clocks and numbers of revisions, and so versions of data that is not the same."""
    replies.clear()


@pytest.fixture
def initiative(db):
    return make(InitiativeFactory)


@pytest.fixture
def milestone(initiative):
    return make(MilestoneFactory, initiative=initiative)
