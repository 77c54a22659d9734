"""Text -> vector by a provider that the operator named. The text of notes is sent there, and nowhere else."""

import logging
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from knowledge import modelcards, providers
from knowledge.providers import ChangedModelError, Client, EmbeddingError, RefusedTextError

if TYPE_CHECKING:
    from knowledge.embed import Vectors

AT_ONCE = 64  # texts in one request
LONGEST, SHORTEST = 6000, 200  # characters of a text that are sent; so few no model refuses for their length
PATIENCE = 10.0  # seconds for the vector of a question: somebody waits for the answer
PATIENT = 120.0  # seconds for those of a batch, tries and pauses included
PAUSE = 30.0  # seconds without a question to a provider that failed: searches go by words meanwhile
TIMES = 5  # or so many times what it took to fail
UNKNOWN = "?"
Given = TypeVar("Given")
log = logging.getLogger(__name__)


class Provided:
    """An embedder over LangChain's. Making one asks nothing of anybody.

    The dimension is the model's secret until it has answered once; *seen* gives the identities of stored vectors, of
    which one may be this model's, as it answered in another process.
    """

    def __init__(
        self,
        provider: str,
        model: str,
        languages: Sequence[str] = (),
        seen: Callable[[], Iterable[str]] = tuple,
        pause: float = PAUSE,
    ) -> None:
        self._provider, self._model, self._seen, self._pause = provider, model, seen, pause
        self._languages = tuple(languages) or modelcards.languages(model)
        self._prefix = modelcards.prefix(model)
        self._made: Client | None = None
        self._making = threading.Lock()
        self._dimension: int | None = None
        self._failed: tuple[EmbeddingError, float] | None = None  # and until when that is the answer

    @property
    def name(self) -> str:
        """Provider and model, as they were configured."""
        return f"{self._provider}:{self._model}"

    @property
    def identity(self) -> str:
        """Model, dimension, prefix rule, norm, longest text. Nobody is asked for the dimension: it may be unknown."""
        if self._dimension is None:
            self._dimension = next((found for known in self._seen() if (found := self._recognised(known))), None)
        return self._called(self._dimension or UNKNOWN)

    def passages(self, texts: Sequence[str]) -> "Vectors":
        """One row of length one a text, in as many requests as it takes; EmbeddingError where one fails."""
        import numpy as np

        sent = [f"{self._prefix.passage}{text}"[:LONGEST] for text in texts]
        batches = [sent[first : first + AT_ONCE] for first in range(0, len(sent), AT_ONCE)]
        empty = np.empty((0, self._dimension or 0), dtype=np.float32)
        return np.concatenate([self._rows(batch) for batch in batches]) if batches else empty

    def query(self, text: str) -> "Vectors":
        """The vector of a question."""
        sent = f"{self._prefix.query}{text}"[:LONGEST]
        row: Vectors = self._asked(lambda client: [client.embed_query(sent)], 1, PATIENCE)[0]
        return row

    def covers(self, language: str) -> bool:
        """Whether the model is known to read *language*, or the operator said so."""
        return language in self._languages

    def address(self) -> str | None:
        """Where texts are sent, without any name or password; None where the client does not say."""
        return providers.address(self._client())

    def close(self) -> None:
        """Close the connections there are; the next text opens others."""
        with self._making:
            made, self._made = self._made, None
        if made:
            providers.shut(made)

    def _called(self, dimension: int | str) -> str:
        return f"{self.name} dim={dimension} prefix={self._prefix.name} norm=l2 max={LONGEST} characters"

    def _recognised(self, identity: str) -> int | None:
        """The dimension that *identity* names, if it is of this model."""
        named = identity.rpartition(" dim=")[2].partition(" ")[0]
        return int(named) if named.isdigit() and identity == self._called(named) else None

    def _client(self) -> Client:
        with self._making:
            self._made = self._made or providers.made(self._provider, self._model)
            return self._made

    def _rows(self, texts: list[str]) -> "Vectors":
        """A row a text. Where one is refused, the others go without it, and it goes shortened."""
        import numpy as np

        try:
            return self._asked(lambda client: client.embed_documents(texts), len(texts), PATIENT)
        except RefusedTextError:
            half = len(texts) // 2
            if half:
                return np.concatenate([self._rows(texts[:half]), self._rows(texts[half:])])
            if len(texts[0]) <= SHORTEST:
                raise
            return self._rows([texts[0][: len(texts[0]) // 2]])

    def _asked(self, ask: Callable[[Client], Any], count: int, within: float) -> "Vectors":
        """What the provider gives, as *count* rows of length one; one that has just failed is not asked again."""
        began = time.monotonic()
        failed = self._failed
        if failed and began < failed[1]:
            raise EmbeddingError(str(failed[0]), retry=failed[0].retry, wait=failed[1] - began)
        try:
            found = in_time(lambda: providers.untraced(lambda: ask(self._client())), within)
        except Exception as error:  # each provider's package has errors of its own
            fault = providers.said(self._provider, self._model, error)
            if not isinstance(fault, RefusedTextError):
                now = time.monotonic()
                fault.wait = max(self._pause, TIMES * (now - began)) if fault.retry else 0.0
                self._failed = fault, now + (fault.wait or self._pause)
                log.warning("no vectors meanwhile: %s", fault)
            raise fault from None
        self._failed = None
        return self._checked(found, count)

    def _checked(self, found: Any, count: int) -> "Vectors":
        import numpy as np

        try:
            rows = np.asarray(found, dtype=np.float32)
            norms = np.linalg.norm(rows, axis=1, keepdims=True)
        except (ValueError, TypeError):
            raise EmbeddingError(f"{self.name} gave something else than vectors.") from None
        if len(rows) != count or not rows.size or not (np.isfinite(norms).all() and (norms > 0).all()):
            raise EmbeddingError(f"{self.name} gave no vector for some of {count} texts.")
        before, self._dimension = self.identity, rows.shape[1]
        if before not in (self.identity, self._called(UNKNOWN)):
            sentence = f"{self.name} gives vectors of {rows.shape[1]} numbers now, and gave others before"
            todo = "another model has its name, so run `footnote library embed`"
            raise ChangedModelError(f"{sentence}: {todo}.", retry=False)
        return np.asarray(rows / norms, dtype=np.float32)


def in_time(work: Callable[[], Given], seconds: float) -> Given:
    """What *work* gives; TimeoutError after so many seconds, whatever it waits for: not every client has a limit."""
    given: list[Given] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            given.append(work())
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=run, name="embedding", daemon=True)
    thread.start()
    thread.join(seconds)
    if failed:
        raise failed[0]
    if not given:
        raise TimeoutError
    return given[0]
