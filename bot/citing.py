"""A kept answer's quotes, sliced again from the store each time it is shown: nobody gets words that it no longer holds.

Where a note was retracted, or this reader may not see it, a mark takes the place of its words, wherever the answer has
them. A quote of a revision that was corrected since stays as it was and says so.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from footnote.answer import Citation
from footnote.errors import FootnoteError, NoteError
from footnote.text import Language, Text
from knowledge.library import Library
from knowledge.note import StoredNote
from knowledge.tombstones import tombstones

Document = Mapping[str, Any]

SPOKEN = ("headline", "text", "caveats", "choices", "tables", "charts", "verdicts")
"""Where an answer may carry words of a note, beside its quotes."""
HIDDEN = Text("[withdrawn: no such note is open to you]", "[已撤回：没有对您开放的这篇研报]")
CHANGED = Text("[withdrawn: the stored note does not say this]", "[已撤回：存档的研报并无此文]")
UNREAD = Text("[withdrawn: the notes cannot be read just now]", "[已撤回：目前无法读取研报]")
MARK = re.compile(r"\[withdrawn: .*\]|\[已撤回：.*\]")
TELLING = 10
"""Characters from which a title is looked for in the words of an answer: a shorter one may be a common word."""


def retracted(day: str) -> Text:
    """What stands in place of a quote whose note was taken out on *day*."""
    return Text(f"[withdrawn: note retracted on {day}]", f"[已撤回：该研报已于 {day} 撤回]")


def matches(citation: Citation, library: Library, labels: frozenset[str]) -> bool:
    """Whether the stored note says at its offsets what *citation* quotes, character for character."""
    try:
        note = library.note(citation.note, labels, citation.revision)
    except NoteError:
        return False
    return bool(citation.quote) and note.text[citation.start : citation.end] == citation.quote


def is_quoted(document: Document, note: str) -> bool:
    """Whether *document* still holds words of *note*."""
    cited = any(each["note"] == note and not MARK.fullmatch(each["quote"]) for each in document["citations"])
    return cited or any(each["note"] == note and not MARK.fullmatch(each["title"]) for each in document["notes"])


def current(document: Document, library: Callable[[], Library], labels: frozenset[str]) -> dict[str, Any]:
    """The kept *document* as a reader with *labels* may have it today; *library* is called where it quotes a note."""
    found = dict(document)
    if not (found["citations"] or found["notes"]):
        return found
    try:
        held = library()
        for number, citation in enumerate(document["citations"]):
            found = _again(found, number, citation, held, labels)
        return _listed(found, held, labels)
    except FootnoteError:
        ids = {each["note"] for each in (*document["citations"], *document["notes"])}
        return withdrawn(document, ids, UNREAD)


def _again(
    document: dict[str, Any], number: int, citation: Document, library: Library, labels: frozenset[str]
) -> dict[str, Any]:
    """The document with one of its quotes as the store has it."""
    if MARK.fullmatch(citation["quote"]):
        return document
    note = _found(library, citation["note"], labels)
    quoted = note and _found(library, citation["note"], labels, citation["revision"])
    if note is None or quoted is None:
        day = tombstones(library.record, labels).get(citation["note"])
        return withdrawn(document, {citation["note"]}, retracted(day) if day else HIDDEN)
    if quoted.text[citation["start"] : citation["end"]] != citation["quote"]:
        return _without(document, number, citation, CHANGED)
    if note.revision == quoted.revision:
        return document
    return _cited(document, number, {**document["citations"][number], "corrected": note.revision})


def _found(library: Library, name: str, labels: frozenset[str], revision: str | None = None) -> StoredNote | None:
    try:
        return library.note(name, labels, revision)
    except NoteError:
        return None


def _cited(document: Document, number: int, citation: Document) -> dict[str, Any]:
    citations = list(document["citations"])
    citations[number] = dict(citation)
    return {**document, "citations": citations}


def _without(document: Document, number: int, citation: Document, mark: Text) -> dict[str, Any]:
    """The document without the words of one quote, its note's title and date among them."""
    language: Language = document["language"]
    said = mark.to(language)
    blank = {"title": citation["note"], "institution": None, "date": None, "cell": None, "quote": said}
    found = _cited(document, number, {**citation, **blank})
    named = [citation["title"]] if len(citation["title"]) >= TELLING and citation["title"] != citation["note"] else []
    for words in (citation["quote"], *named):
        found |= {name: _replaced(found[name], _pattern(words), said) for name in SPOKEN}
        found["figures"] = [_plain(figure, _pattern(words), said) for figure in found["figures"]]
    return found


def withdrawn(document: Document, notes: Iterable[str], mark: Text) -> dict[str, Any]:
    """The document without a word of these *notes*: *mark* is in their place."""
    ids, found = set(notes), dict(document)
    for number, citation in enumerate(document["citations"]):
        if citation["note"] in ids and not MARK.fullmatch(citation["quote"]):
            found = _without(found, number, citation, mark)
    said = mark.to(document["language"])
    blank = {"title": said, "institution": None, "date": None}
    found["notes"] = [{**note, **blank} if note["note"] in ids else note for note in found["notes"]]
    return found


def _listed(document: dict[str, Any], library: Library, labels: frozenset[str]) -> dict[str, Any]:
    """The document with the notes that it lists as far as they are there for this reader."""
    if not document["notes"]:
        return document
    open_ = {note.id for note in library.notes(labels)}
    gone = tombstones(library.record, labels)
    for id in {note["note"] for note in document["notes"]} - open_:
        document = withdrawn(document, {id}, retracted(gone[id]) if id in gone else HIDDEN)
    return document


def _pattern(words: str) -> re.Pattern[str]:
    """*words* as they may stand in an answer: the line ends of a page are spaces there, and no word is cut in two."""
    said = r"\s+".join(re.escape(part) for part in words.split())
    before = r"(?<!\w)(?<!\d\.)" if re.match(r"\w", words, re.ASCII) else ""
    after = r"(?!\w|\.\d)" if re.search(r"\w\Z", words, re.ASCII) else ""
    return re.compile(f"{before}{said}{after}", re.ASCII)


def _replaced(value: Any, words: re.Pattern[str], mark: str) -> Any:
    """*value*, a text or whatever holds texts, with *mark* where it has *words*."""
    if isinstance(value, str):
        return words.sub(lambda _: mark, value)
    if isinstance(value, Mapping):
        return {key: _replaced(each, words, mark) for key, each in value.items()}
    return [_replaced(each, words, mark) for each in value] if isinstance(value, list | tuple) else value


def _plain(figure: Document, words: re.Pattern[str], mark: str) -> dict[str, Any]:
    """A figure with *mark* where its caveats, or inputs that quote, have *words*."""
    return {
        **figure,
        "caveats": _replaced(figure["caveats"], words, mark),
        "inputs": [_replaced(item, words, mark) if item["kind"] == "quote" else item for item in figure["inputs"]],
        "parts": [_plain(part, words, mark) for part in figure["parts"]],
    }
