"""Fixtures that every test may use."""

import pytest

from tests.factories import InitiativeFactory, MilestoneFactory
from tests.recorded import make


@pytest.fixture
def initiative(db):
    return make(InitiativeFactory)


@pytest.fixture
def milestone(initiative):
    return make(MilestoneFactory, initiative=initiative)
