"""Fixtures for tests of the web."""

import pytest

from tests.tracker.contract import ContractClient
from tests.tracker.serving import served


@pytest.fixture
def api(db):
    """Asks the API; every reply is checked against the schema."""
    return ContractClient()


@pytest.fixture(scope="session")
def site(tmp_path_factory, django_db_setup, django_db_blocker):
    """The tracker as it really runs, on a database of its own; its tests share it."""
    with django_db_blocker.unblock(), served(tmp_path_factory.mktemp("served")) as site:
        yield site


@pytest.fixture
def no_replies_kept(settings):
    """Every request is answered anew, as if it had not been asked before."""
    settings.TRACKER_REPLY_CACHE_MIB = 0
