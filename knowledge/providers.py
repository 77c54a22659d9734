"""How the makers of embeddings are reached, by LangChain; and what went wrong, in words without a key or an address.

Alone in this package with LangChain. Clients are made here so that they tokenize nothing (that would fetch files from
elsewhere), give up in time, and are traced by nobody.
"""

import ipaddress
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Any, Protocol
from urllib.parse import urlsplit

from footnote.errors import SourceError
from footnote.text import same

RETRIES = 2
SECONDS = 60.0  # that one request may take


class Client(Protocol):
    """What LangChain gives for any provider."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """A vector a text."""

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""


class EmbeddingError(SourceError):
    """The configured provider gave no vectors. ``wait``: seconds until asking again makes sense, if it ever does."""

    def __init__(self, sentence: str, *, retry: bool = True, wait: float = 0.0) -> None:
        super().__init__(same(sentence), retry=retry)
        self.wait = wait


class RefusedTextError(EmbeddingError):
    """The provider is well, but does not take this text: too long for the model, or nothing in it."""


class ChangedModelError(EmbeddingError):
    """The model answers with vectors of another length than before: another one has its name now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """Where a provider's client comes from: the package and our extra for it, its key and address, what it is told."""

    package: str
    extra: str = ""
    key: str = ""
    place: str = ""
    told: Mapping[str, Any] = field(default_factory=dict)

    @property
    def install(self) -> str:
        """What brings the package."""
        return f"pip install 'footnote-desk[{self.extra}]'" if self.extra else f"pip install {self.package}"


OPENAI = {"check_embedding_ctx_length": False, "timeout": SECONDS, "max_retries": RETRIES}
OLLAMA = {"client_kwargs": {"timeout": SECONDS}}
AWS = "AWS_ACCESS_KEY_ID, or a profile or role of AWS"
AZURE = "AZURE_OPENAI_ENDPOINT"
PROVIDERS: Mapping[str, Provider] = {
    "openai": Provider(
        package="langchain-openai", extra="openai", key="OPENAI_API_KEY", place="OPENAI_BASE_URL", told=OPENAI
    ),
    "azure_openai": Provider(
        package="langchain-openai", extra="openai", key="AZURE_OPENAI_API_KEY", place=AZURE, told=OPENAI
    ),
    "ollama": Provider(package="langchain-ollama", extra="ollama", place="OLLAMA_HOST", told=OLLAMA),
    "bedrock": Provider(package="langchain-aws", extra="aws", key=AWS, place="AWS_REGION"),
    "google_genai": Provider(package="langchain-google-genai", extra="google", key="GOOGLE_API_KEY"),
    "cohere": Provider(package="langchain-cohere", key="COHERE_API_KEY"),
    "mistralai": Provider(package="langchain-mistralai", key="MISTRAL_API_KEY"),
}


def made(provider: str, model: str) -> Client:
    """The client of *model*; nothing is asked of it yet. EmbeddingError where its package or its key is missing."""
    about = PROVIDERS[provider]
    if find_spec(about.package.replace("-", "_")) is None:
        sentence = f"{provider}:{model} needs the package {about.package}, which is not installed: {about.install}"
        raise EmbeddingError(f"{sentence}.", retry=False)
    from langchain.embeddings import init_embeddings

    try:
        client: Client = init_embeddings(f"{provider}:{model}", **about.told)
    except Exception as error:  # each package has errors of its own, and some name the key
        raise EmbeddingError(f"{_unmade(provider, model)} ({type(error).__name__}).", retry=False) from None
    if getattr(client, "client", client) is None:  # of OpenAI's, where there is no key
        raise EmbeddingError(f"{_unmade(provider, model)}.", retry=False)
    return client


def _unmade(provider: str, model: str) -> str:
    key = PROVIDERS[provider].key
    return f"{provider}:{model} cannot be asked: {f'set {key}' if key else 'look at its settings'}"


def untraced(ask: Callable[[], Any]) -> Any:
    """What *ask* gives, whatever the environment says of tracing: texts go to the provider and to nobody else."""
    from langsmith import tracing_context

    with tracing_context(enabled=False):
        return ask()


def said(provider: str, model: str, error: Exception) -> EmbeddingError:
    """*error* of a provider as a sentence. Its own words are left out: they may hold a key, or what was sent."""
    if isinstance(error, EmbeddingError):
        return error
    name, status = f"{provider}:{model}", _status(error)
    if status in (401, 403):
        return EmbeddingError(f"{name} refused the key; look at {PROVIDERS[provider].key or 'its settings'}.")
    if status == 404:
        return EmbeddingError(f"{name} is not known to the provider; look at FOOTNOTE_EMBEDDING and the address.")
    if status in (400, 413, 422):
        return RefusedTextError(f"{name} refused a text (status {status}).")
    if status == 429:
        return EmbeddingError(f"{name} asks to wait: its limit, or what was paid for, is used up.")
    if status:
        return EmbeddingError(f"{name} failed (status {status}).")
    if isinstance(error, TimeoutError) or "timeout" in type(error).__name__.lower():
        return EmbeddingError(f"{name} did not answer in time.")
    return EmbeddingError(f"{name} does not answer ({type(error).__name__}).")


def _status(error: Exception) -> int | None:
    """The status that came back over HTTP, if one did: each client keeps it elsewhere."""
    response = getattr(error, "response", None)
    for holder in (error, response):
        for name in ("status_code", "http_status", "code"):
            found = getattr(holder, name, None)
            if isinstance(found, int) and 100 <= found < 600:
                return found
    with suppress(AttributeError, KeyError, TypeError):  # of AWS
        return int(response["ResponseMetadata"]["HTTPStatusCode"])  # type: ignore[index]
    return None


def shut(client: Client) -> None:
    """Close the connections of *client*, where it can be told to."""
    for path in ("client._client", "_client", "client"):
        close = getattr(_within(client, path), "close", None)
        if close:
            close()
            return


def _within(client: Client, path: str) -> Any:
    """What LangChain's client holds under these names; None where it does not."""
    found: Any = client
    for name in path.split("."):
        found = getattr(found, name, None)
    return found


def address(client: Client) -> str | None:
    """Where *client* sends texts: scheme, host and port without any name or password; None where it does not say."""
    for path in ("client._client.base_url", "_client._client.base_url", "base_url"):
        parts = urlsplit(str(_within(client, path) or ""))
        if parts.hostname:
            host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
            return f"{parts.scheme}://{host}{f':{parts.port}' if parts.port else ''}"
    return None


def stays(address: str) -> bool:
    """Whether what is sent to *address* stays on this machine."""
    host = urlsplit(address).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
