"""A note that corrects another takes its place; the old text stays resolvable, and no label is lowered on the way."""

import itertools

import pytest
from made_notes import ALL, DESK, put

from footnote.errors import NoteError

pytest_plugins = ("library_fixtures",)

PUBLIC = frozenset({"public"})


def found(library, query, labels=ALL):
    return [hit.text for hit in library.search(query, labels=labels)]


@pytest.fixture
def wrong(words_only):
    """A note that says something wrong."""
    return put(words_only, "Gold rose 18%.", path="/n/gold.md", title="Gold")


@pytest.mark.parametrize(
    "name", [lambda id: id, lambda id: id[:6], str.upper, lambda id: f" {id} ", lambda id: "gold.md"]
)
def test_it_names_the_note_by_id_or_its_beginning_or_its_file(words_only, wrong, name):
    stored = put(words_only, "Gold rose 8%.", path="/n/b.md", corrects=name(wrong.note))

    note = words_only.note(wrong.note, ALL)
    old = words_only.note(wrong.note, ALL, note.versions[1])
    assert (stored.outcome, stored.note, stored.warnings) == ("replaced", wrong.note, ())
    assert (note.text, old.text) == ("Gold rose 8%.", "Gold rose 18%.")
    assert (note.superseded, old.superseded) == (False, True)
    assert found(words_only, "gold") == ["Gold rose 8%."]
    assert words_only.stats()["notes"] == 1


@pytest.mark.parametrize("named", ["feedfeed", "g.md", "old.md"])
def test_a_note_that_is_not_stored_cannot_be_corrected(words_only, wrong, named):
    with pytest.raises(NoteError) as refused:
        put(words_only, "Gold rose 8%.", path="/n/b.md", corrects=named)

    assert str(refused.value) == (
        f"b.md corrects note '{named}', which is not stored; ingest that first or leave the line out."
    )
    assert found(words_only, "gold") == ["Gold rose 18%."]


def test_five_characters_of_an_id_are_too_few(words_only, wrong):
    with pytest.raises(NoteError, match="not stored"):
        put(words_only, "Gold rose 8%.", path="/n/b.md", corrects=wrong.note[:5])


def test_a_retracted_note_cannot_be_corrected(words_only, wrong):
    words_only.retract(wrong.note)

    with pytest.raises(
        NoteError, match=rf"corrects note '{wrong.note}', which was retracted on \d{{4}}-\d\d-\d\d; leave"
    ):
        put(words_only, "Gold rose 8%.", path="/n/b.md", corrects=wrong.note)


def test_a_file_name_that_two_notes_have_is_asked_back(words_only, wrong):
    other = put(words_only, "Silver fell.", path="/elsewhere/gold.md")

    with pytest.raises(NoteError, match="could be") as refused:
        put(words_only, "Gold rose 8%.", path="/n/b.md", corrects="gold.md")

    assert all(id in str(refused.value) for id in (wrong.note, other.note))


def test_bytes_that_are_a_note_of_their_own_do_not_become_a_correction_in_silence(words_only, wrong):
    own = put(words_only, "Gold rose 8%.", path="/n/b.md")

    with pytest.raises(NoteError, match=f"but is stored as note {own.note}; retract {own.note} first"):
        put(words_only, "Gold rose 8%.", path="/n/b.md", corrects=wrong.note)


def test_a_folder_with_corrections_is_the_same_however_often_it_is_read(words_only):
    def read():
        return [
            put(words_only, "Gold rose 18%.", path="/n/a.md"),
            put(words_only, "Gold rose 8%.", path="/n/b.md", corrects="a.md"),
            put(words_only, "Gold rose 9%.", path="/n/c.md", corrects="a.md"),
        ]

    first = read()
    note = words_only.note(first[0].note, ALL)

    assert [each.outcome for each in first] == ["added", "replaced", "replaced"]
    for again in (read(), read()):
        assert [each.outcome for each in again] == ["unchanged"] * 3
    assert words_only.note(first[0].note, ALL) == note
    assert found(words_only, "gold") == ["Gold rose 9%."]


def test_of_two_corrections_the_later_one_counts_in_either_order(words_only, wrong):
    for number, percent in enumerate((8, 9)):
        put(words_only, f"Gold rose {percent}%.", path=f"/n/{number}.md", corrects=wrong.note)

    assert found(words_only, "gold") == ["Gold rose 9%."]
    assert len(words_only.note(wrong.note, ALL).versions) == 3


def test_a_corrected_file_that_changes_itself_is_still_that_note(words_only, wrong):
    put(words_only, "Gold rose 8%.", path="/n/b.md", corrects=wrong.note)

    stored = put(words_only, "Gold rose 7%.", path="/n/gold.md")

    assert (stored.outcome, stored.note) == ("replaced", wrong.note)
    assert found(words_only, "gold") == ["Gold rose 7%."]


LABELS = ("public", "desk", "restricted", "closed")


@pytest.mark.parametrize(("before", "after"), list(itertools.product(LABELS, LABELS)))
def test_a_correction_has_at_least_the_label_of_what_it_corrects(words_only, before, after):
    wrong = put(words_only, "Gold rose 18%.", path="/n/gold.md", label=before)

    stored = put(words_only, "Gold rose 8%.", path="/n/b.md", corrects=wrong.note, label=after)

    higher = max(before, after, key=LABELS.index)
    assert words_only.note(wrong.note, ALL).label == higher
    raised = f"label {after!r} is below that of the note it corrects; it is {before}"
    assert stored.warnings == ((raised,) if higher != after else ())


def test_a_label_the_desk_does_not_know_opens_nothing(tmp_path, words_only):
    library = type(words_only)(tmp_path, lexicon=words_only.lexicon, ranks=("all", "few"))
    wrong = put(library, "Gold rose 18%.", path="/n/gold.md", label="few")
    stray = put(library, "Silver fell.", path="/n/silver.md", label="desk")

    put(library, "Gold rose 8%.", path="/n/b.md", corrects=wrong.note, label="all")
    put(library, "Silver rose.", path="/n/c.md", corrects=stray.note, label="few")

    assert library.note(wrong.note, frozenset({"few"})).text == "Gold rose 8%."
    assert library.note(stray.note, frozenset({"desk"})).text == "Silver rose."


def test_who_may_not_see_the_correction_is_not_told_its_id(words_only, wrong):
    old = words_only.note(wrong.note, DESK).revision
    put(words_only, "Gold was sold.", path="/n/b.md", corrects=wrong.note, label="restricted")

    seen = words_only.note(wrong.note, DESK, old)

    assert seen.versions == (old,)
    assert len(words_only.note(wrong.note, ALL).versions) == 2
    assert seen.superseded
    assert found(words_only, "gold", DESK) == []
    with pytest.raises(NoteError, match="There is no note"):
        words_only.note(wrong.note, DESK)
