"""What is known of embedding models by their names: the words they want before a text, the languages they read."""

import re
from dataclasses import dataclass

ASKS = "Represent this sentence for searching relevant passages: "
INSTRUCTS = "Instruct: Given a question, retrieve passages that answer it\nQuery: "


@dataclass(frozen=True, slots=True, kw_only=True)
class Prefix:
    """What a model was trained to see before a question and before a passage; ``name`` stands in its identity."""

    name: str
    query: str = ""
    passage: str = ""


NO_PREFIX = Prefix(name="none")
# The first that is found in the name counts.
PREFIXES = (
    (r"\be5\b.*instruct", Prefix(name="e5-instruct", query=INSTRUCTS)),
    (r"\be5\b", Prefix(name="e5", query="query: ", passage="passage: ")),
    (r"nomic-embed-text", Prefix(name="nomic", query="search_query: ", passage="search_document: ")),
    (r"arctic-embed(2|.*v2)", Prefix(name="arctic2", query="query: ")),
    (r"mxbai-embed|arctic-embed", Prefix(name="asks", query=ASKS)),
)
# Of a model that is not known here English is all that is expected: a leg that cannot read spoils one that can.
LANGUAGES = (
    (r"\bzh\b", ("zh",)),
    (r"multilingual|text-embedding-(3|ada)|bge-m3|gemini-embedding|embeddinggemma|qwen3-embedding", ("en", "zh")),
    (r"titan-embed-text-v2|arctic-embed(2|.*v2)|jina-embeddings-v[3-9]|embed-v4|embed-text-v2-moe", ("en", "zh")),
)


def prefix(model: str) -> Prefix:
    """What *model* wants before a text."""
    return next((rule for pattern, rule in PREFIXES if re.search(pattern, model.lower())), NO_PREFIX)


def languages(model: str) -> tuple[str, ...]:
    """The languages of ours that *model* is known to read."""
    return next((read for pattern, read in LANGUAGES if re.search(pattern, model.lower())), ("en",))
