"""The plain pipeline that Footnote is held against: LangChain's splitter at 1000/200, Chroma, the same MiniLM.

Each page is a LangChain document, as its own PDF loaders make them; nothing is indexed but the words of the chunks.
"""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from knowledge.embed import MAX_TOKENS, Embedder, MiniLM
from knowledge.minilm import session

SIZE, OVERLAP = 1000, 200
CHROMA_BATCH = 32


class AsChroma(MiniLM):
    """MiniLM run as Chroma's default function runs it: 32 texts at a time, each padded to 256 tokens."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._session = session(folder)

    def passages(self, texts: Sequence[str]) -> Any:
        """One row a text."""
        import numpy as np

        self._tokenizer.enable_padding(length=MAX_TOKENS)
        rows = []
        for first in range(0, len(texts), CHROMA_BATCH):
            found = self._tokenizer.encode_batch(list(texts[first : first + CHROMA_BATCH]))
            ids = np.array([each.ids for each in found], dtype=np.int64)
            mask = np.array([each.attention_mask for each in found], dtype=np.int64)
            rows.append(self._session.run(None, {"input_ids": ids, "attention_mask": mask})[0])
        return np.concatenate(rows) if rows else super().passages(texts)


class Embeddings:
    """An embedder in LangChain's words."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """A vector a text."""
        return [row.tolist() for row in self._embedder.passages(texts)]

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        return [float(value) for value in self._embedder.query(text)]


class Plain:
    """The pipeline over a Chroma folder of its own, made in *folder*."""

    def __init__(self, embedder: Embedder, folder: Path | None = None) -> None:
        from chromadb.config import Settings
        from langchain_chroma import Chroma
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        self._folder = None if folder else tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self._splitter = RecursiveCharacterTextSplitter(chunk_size=SIZE, chunk_overlap=OVERLAP)
        self._store = Chroma(
            embedding_function=Embeddings(embedder),  # type: ignore[arg-type]
            persist_directory=str(folder or self._folder.name),
            client_settings=Settings(anonymized_telemetry=False),
        )

    def split(self, document: str, pages: Sequence[str]) -> list[Any]:
        """The chunks of a document, each knowing its page."""
        about = [{"document": document, "page": number} for number in range(1, len(pages) + 1)]
        found: list[Any] = self._splitter.create_documents(list(pages), metadatas=about)
        return found

    def put(self, chunks: Sequence[Any]) -> None:
        """Embed and store the chunks."""
        if chunks:
            self._store.add_documents(list(chunks))

    def add(self, document: str, pages: Sequence[str]) -> int:
        """How many chunks the document made, all stored."""
        chunks = self.split(document, pages)
        self.put(chunks)
        return len(chunks)

    def search(self, question: str, limit: int, documents: frozenset[str] | None = None) -> list[Any]:
        """The nearest chunks, in all documents or in these."""
        if documents is not None and not documents:
            return []
        where = {"document": {"$in": sorted(documents)}} if documents is not None else None
        found: list[Any] = self._store.similarity_search(question, k=limit, filter=where)  # type: ignore[arg-type]
        return found

    def pages(self, question: str, limit: int, documents: frozenset[str] | None = None) -> list[tuple[str, int]]:
        """Where the nearest chunks stand: document and page."""
        found = self.search(question, limit, documents)
        return [(chunk.metadata["document"], chunk.metadata["page"]) for chunk in found]

    def close(self) -> None:
        """Let Chroma go, and its folder unless it was named."""
        self._store._client.close()
        if self._folder:
            self._folder.cleanup()

    def __enter__(self) -> "Plain":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def pdf_pages(path: Path) -> list[str]:
    """The text of each page of a PDF, as PDFium gives it; none where it cannot be opened."""
    import pypdfium2

    try:
        opened = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError:
        return []
    with opened:
        return [page.get_textpage().get_text_bounded() for page in opened]
