"""Fixtures for tests of the web."""

import pytest

from tests.tracker.contract import ContractClient


@pytest.fixture
def api(db):
    """Asks the API; every reply is checked against the schema."""
    return ContractClient()
