"""The fake provider of embeddings, by ``pytest_plugins = ("embedding_fixtures",)``."""

from dataclasses import replace

import pytest
from fake_embeddings import KEY, FakeEmbeddings

from knowledge.providers import PROVIDERS


@pytest.fixture
def embeddings(monkeypatch):
    """The service, named to OpenAI's client by its own variables."""
    pytest.importorskip("langchain_openai", reason="the client of OpenAI is not installed: make setup")
    fake = FakeEmbeddings()
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("OPENAI_BASE_URL", fake.url)
    for name in ("OPENAI_API_BASE", "OPENAI_PROXY", "OPENAI_ORGANIZATION", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    yield fake
    fake.close()


@pytest.fixture
def impatient(embeddings, monkeypatch):
    """The service, whose client tries once."""
    told = {**PROVIDERS["openai"].told, "max_retries": 0}
    monkeypatch.setitem(PROVIDERS, "openai", replace(PROVIDERS["openai"], told=told))
    return embeddings
