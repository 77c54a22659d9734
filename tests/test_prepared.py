"""Notes that the model reads together: each gets what it would have got alone, whatever happens to the others."""

import hashlib

import numpy as np
import pytest
from made_notes import ALL, note_of, put
from made_vectors import Made, made

from knowledge.embed import Remembered
from knowledge.lexicon import Lexicon
from knowledge.library import Library
from knowledge.prepared import AT_ONCE, UNEMBEDDED
from knowledge.providers import EmbeddingError

pytest_plugins = ("library_fixtures",)


class Fussy(Made):
    """Refuses any request with a text that holds "cobalt", and remembers what it was given."""

    def __init__(self):
        self.given, self.requests = [], 0

    def passages(self, texts):
        self.requests += 1
        if any("cobalt" in text for text in texts):
            raise EmbeddingError("no cobalt.")
        self.given += texts
        return super().passages(texts)


def coming(library, text, path, **known):
    """The note as it is before anything has read it."""
    return library.prepared(note_of(text, **known), path, hashlib.sha256(text.encode()).hexdigest(), "text 1")


def vectors(library):
    """The vector of each stored passage, by its text."""
    query = (
        'SELECT substr(r.text, p.start + 1, p."end" - p.start) AS text, v.vector FROM passages p '
        "JOIN revisions r ON r.id = p.revision LEFT JOIN vectors v ON v.passage = p.row"
    )
    with library.record.reading() as connection:
        return {row["text"]: row["vector"] for row in connection.execute(query)}


def long_and_short():
    return [f"{word.title()} rose{' and fell' * number}." for number, word in enumerate(["copper", "tin", "zinc"] * 3)]


def test_notes_read_together_get_the_vectors_they_would_get_alone(tmp_path, embedder):
    alone, together = (Library(tmp_path / name, embedder, Lexicon.of([])) for name in ("alone", "together"))
    for number, text in enumerate(long_and_short()):
        put(alone, text, path=f"/n/{number}.md")
    notes = [coming(together, text, f"/n/{number}.md") for number, text in enumerate(long_and_short())]
    for ready in together.embedded(notes):
        together.put(ready)

    expected, found = vectors(alone), vectors(together)
    assert found.keys() == expected.keys()
    for text, row in found.items():
        assert np.abs(np.frombuffer(row, np.float32) - np.frombuffer(expected[text], np.float32)).max() < 1e-5


def test_a_text_that_is_refused_leaves_the_other_notes_their_vectors(tmp_path):
    fussy = Fussy()
    library = Library(tmp_path, fussy, Lexicon.of([]))
    texts = ["Copper rose.", "Mines of cobalt closed.", "Tin fell."]
    notes = [coming(library, text, f"/n/{number}.md") for number, text in enumerate(texts)]
    stored = [library.put(ready) for ready in library.embedded(notes)]

    assert [bool(each.warnings) for each in stored] == [False, True, False]
    assert stored[1].warnings[0].startswith(f"{UNEMBEDDED}: no cobalt;")
    assert {text for text, row in vectors(library).items() if row is None} == {"Mines of cobalt closed."}
    assert len(fussy.given) == len(set(fussy.given)) == 2


def test_notes_are_read_at_once_and_what_two_of_them_say_is_read_once(tmp_path):
    fussy = Fussy()
    library = Library(tmp_path, fussy, Lexicon.of([]))

    library.embedded([coming(library, f"{word} rose.", f"/n/{word}.md") for word in ("Copper", "Tin")])
    library.embedded([coming(library, "Zinc rose.", path) for path in ("/n/a.md", "/n/b.md")])

    assert (fussy.requests, len(fussy.given)) == (2, 3)


def test_what_a_note_said_before_is_not_read_again(tmp_path):
    fussy = Fussy()
    library = Library(tmp_path, Remembered(fussy), Lexicon.of([]))
    part = "copper rose. " * 150
    put(library, f"# One\n\n{part}\n\n# Two\n\nTin fell.", path="/n/a.md")
    before = len(fussy.given)
    library = Library(tmp_path, fussy, Lexicon.of([]))
    library.put(library.embedded([coming(library, f"# One\n\n{part}\n\n# Two\n\nZinc fell.", "/n/a.md")])[0])

    assert before > 2
    assert len(fussy.given) == before + 1


def test_whoever_waits_is_told_how_far_it_is_and_can_end_it(tmp_path):
    class EndedError(Exception):
        """Enough."""

    library = made(tmp_path, keeps=False)
    lines = "\n\n".join(f"# Part {part}\n\nCopper {part} rose." for part in range(2 * AT_ONCE + 10))
    note = coming(library, lines, "/n/a.md")
    told = []

    def said(done, of):
        told.append((done, of))
        if len(told) > 1:
            raise EndedError

    with pytest.raises(EndedError):
        library.embedded([note], said)
    assert told == [(AT_ONCE, 2 * AT_ONCE + 10), (2 * AT_ONCE, 2 * AT_ONCE + 10)]
    assert library.notes(ALL) == []


def test_a_note_that_corrects_one_on_its_way_replaces_it(tmp_path):
    library = made(tmp_path, keeps=False)
    first = coming(library, "Copper rose.", "/n/a.md")
    second = coming(library, "Copper fell.", "/n/b.md", corrects="a.md")
    stored = [library.put(ready) for ready in library.embedded([first, second])]

    assert [each.outcome for each in stored] == ["added", "replaced"]
    assert [note.id for note in library.notes(ALL)] == [stored[0].note]


def test_the_same_bytes_twice_on_their_way_are_one_note(tmp_path):
    library = made(tmp_path, keeps=False)
    notes = [coming(library, "Copper rose.", path) for path in ("/n/a.md", "/n/b.md")]

    assert [library.put(ready).outcome for ready in library.embedded(notes)] == ["added", "unchanged"]
