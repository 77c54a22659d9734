"""The fake FRED as a fixture; a module takes it by ``pytest_plugins = ("fred_fixtures",)``."""

import fake_fred
import pytest

from tools.fred import dates, pace


@pytest.fixture
def fred(monkeypatch):
    """A FRED over HTTP that knows no series until a test gives it some; nobody has to wait for a turn to ask it.

    It is the day there that its shelf says; for other processes it is the clock's.
    """
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(pace, "SHARED", pace.Pace(most=1_000))
    with fake_fred.fred_service() as service:
        monkeypatch.setattr(dates, "today", lambda: service.shelf.today)
        yield service
