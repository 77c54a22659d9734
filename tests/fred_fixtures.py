"""The fake FRED as a fixture; a module takes it by ``pytest_plugins = ("fred_fixtures",)``."""

import fakes
import pytest


@pytest.fixture
def fred(monkeypatch):
    """A FRED over HTTP that knows no series until a test gives it replies."""
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with fakes.fred_service() as service:
        yield service
