"""A kept answer shows what the store says today, and never a word that was withdrawn."""

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from made_documents import cited, figure, made, put_in
from made_notes import ALL, DESK, put

from bot import citing, shown
from bot.ledger import Ledger
from bot.quotes import Quotes
from footnote.errors import FootnoteError
from knowledge import quote

pytest_plugins = ("library_fixtures",)

SAID = "Redemption gates were tightened\nin the second week of marzipan."
FLAT = " ".join(SAID.split())
TEXT = f"# Gates and queues at year end\n\n{SAID}\n\nNothing else happened.\n"
TODAY = datetime.now(UTC).date().isoformat()
GONE = f"[withdrawn: note retracted on {TODAY}]"


@pytest.fixture
def library(words_only):
    return words_only


def quoting(library, note, words=SAID, labels=ALL, **fields):
    """An answer that quotes *words* of a note, as it was kept."""
    found = quote.find(library, note, words, labels)
    place = {name: getattr(found, name) for name in ("note", "revision", "title", "start", "end", "quote", "page")}
    return made(citations=[cited(**place)], **fields)


def now(document, library, labels=ALL):
    return citing.current(document, lambda: library, labels)


def test_what_the_store_still_says_is_shown_as_it_was_kept(library):
    kept = quoting(library, put(library, TEXT).note)

    assert now(kept, library) == kept


def test_an_answer_without_quotes_opens_no_library():
    kept = made(figures=[figure()])

    assert citing.current(kept, lambda: 1 / 0, ALL) == kept


def test_a_quote_of_a_corrected_note_stays_and_says_so(library):
    kept = quoting(library, put(library, TEXT).note)
    newer = put(library, TEXT.replace("marzipan", "April")).note
    newest = library.note(newer, ALL).revision

    after = now(kept, library)

    assert after["citations"] == [kept["citations"][0] | {"corrected": newest}]
    assert shown.source(after["citations"][0], after).startswith(f"since corrected, now revision {newest} · ")
    assert shown.source(after["citations"][0], after | {"language": "zh"}).startswith("其后已更正，现行版本 ")


def test_a_retracted_note_leaves_no_word_wherever_the_answer_had_them(library):
    note = put(library, TEXT, title="Gates and queues at year end").note
    quoted = put_in("quote", "q1", FLAT)
    kept = quoting(
        library,
        note,
        headline=f"The note says: “{FLAT}”",
        text=f"In “Gates and queues at year end”: {FLAT} And gold rose.",
        caveats=[f"{FLAT} is a claim."],
        tables=[{"columns": ["Claim"], "rows": [[FLAT]], "figures": []}],
        charts=[{"path": "x.png", "alt": FLAT, "figures": []}],
        verdicts=[{"quote": "q1", "why": FLAT}],
        figures=[figure(caveats=[FLAT], inputs=[quoted], parts=[figure(caveats=[FLAT])])],
    )
    library.retract(note)

    after = now(kept, library)

    assert "marzipan" not in str(after)
    assert "Gates and queues" not in str(after)
    assert after["headline"] == f"The note says: “{GONE}”"
    assert after["text"] == f"In “{GONE}”: {GONE} And gold rose."
    assert after["tables"][0]["rows"] == [[GONE]]
    [citation] = after["citations"]
    assert (citation["quote"], citation["title"], citation["date"], citation["note"]) == (GONE, note, None, note)


def test_the_mark_is_in_the_language_of_the_answer(library):
    note = put(library, TEXT).note
    kept = quoting(library, note, language="zh")
    library.retract(note)

    assert now(kept, library)["citations"][0]["quote"] == f"[已撤回：该研报已于 {TODAY} 撤回]"


def test_a_note_that_was_closed_since_is_withdrawn_from_those_who_may_not_see_it(library):
    kept = quoting(library, put(library, TEXT).note)
    put(library, TEXT + "\nFor few.\n", label="restricted")

    assert now(kept, library, DESK)["citations"][0]["quote"] == citing.HIDDEN.en
    assert now(kept, library, ALL)["citations"][0]["quote"] == SAID


def test_that_a_note_was_retracted_is_told_to_those_alone_who_could_see_it(library):
    note = put(library, TEXT, label="restricted").note
    kept = quoting(library, note)
    library.retract(note)

    assert now(kept, library, DESK)["citations"][0]["quote"] == citing.HIDDEN.en
    assert now(kept, library, ALL)["citations"][0]["quote"] == GONE


def test_a_quote_that_the_store_does_not_hold_is_not_shown(library):
    kept = quoting(library, put(library, TEXT).note)
    kept["citations"][0]["quote"] = SAID.replace("tightened", "loosened")

    assert now(kept, library)["citations"][0]["quote"] == citing.CHANGED.en


def test_nothing_is_quoted_while_the_record_cannot_be_read(library):
    kept = quoting(library, put(library, TEXT).note, figures=[figure()])
    library.record.path.write_bytes(b"no database" * 100)

    after = now(kept, library)

    assert after["citations"][0]["quote"] == citing.UNREAD.en
    assert after["figures"] == kept["figures"]


def test_a_list_of_notes_names_those_alone_that_are_there(library):
    note, other = put(library, TEXT).note, put(library, "# Other\n\nWords.\n", path="/notes/b.md").note
    listed = [{"note": id, "title": f"Title of {id}", "institution": "Vale", "date": None} for id in (note, other)]
    library.retract(note)

    after = now(made(notes=listed), library)

    assert [each["title"] for each in after["notes"]] == [GONE, f"Title of {other}"]
    assert after["notes"][0]["institution"] is None


def test_a_short_quote_is_taken_out_of_no_other_word(library):
    note = put(library, "# Metals\n\nGold\n\nGolden days and 25.\n").note
    kept = quoting(library, note, "25", headline="Golden 1.25 of 25, 25.", text="Gold")
    library.retract(note)

    assert now(kept, library)["headline"] == f"Golden 1.25 of {GONE}, {GONE}."


def test_a_cell_is_named_beside_its_quote():
    citation = cited(quote="12.4", cell="Equity funds, 2016")

    assert shown.source(citation, made()).endswith("p. 3, cell “Equity funds, 2016”")
    assert shown.source(citation, made(language="zh")).endswith("第3页，单元格“Equity funds, 2016”")


# ---------------------------------------------------------------- on the disk


@pytest.fixture
def ledger(tmp_path):
    ledger = Ledger(tmp_path / "home")
    yield ledger
    ledger.close()


def keep(ledger, document, id):
    ledger.put({**document, "id": id}, user=None, thread=None)


def test_a_retraction_takes_the_words_out_of_every_kept_answer(library, ledger):
    note, other = put(library, TEXT).note, put(library, "# Other\n\nWords stay.\n", path="/notes/b.md").note
    keep(ledger, quoting(library, note, headline=FLAT), "aaaaaaaa")
    keep(ledger, quoting(library, other, "Words stay."), "bbbbbbbb")
    keep(ledger, quoting(library, note, language="zh"), "cccccccc")

    assert sorted(ledger.quoting([note])) == ["aaaaaaaa", "cccccccc"]
    assert ledger.withdraw(note, TODAY) == 2
    assert ledger.withdraw(note, TODAY) == 0
    assert ledger.quoting([note]) == []
    assert ledger.get("aaaaaaaa")["headline"] == GONE
    assert ledger.get("bbbbbbbb")["citations"][0]["quote"] == "Words stay."


def test_nothing_of_it_is_left_in_any_file(library, ledger, tmp_path):
    note = put(library, TEXT, title="Gates and queues at year end").note
    for number in range(40):
        keep(ledger, quoting(library, note, headline=FLAT * (1 + number % 7)), f"id{number:06}")
    assert holding(tmp_path, "marzipan")

    library.retract(note)
    ledger.withdraw(note, TODAY)

    assert holding(tmp_path, "marzipan") == holding(tmp_path, "Gates and queues") == []


def holding(folder, words):
    """The files in which the words stand, in any of the ways that SQLite or JSON may write them."""
    ways = {words.encode(), words.encode("utf-16-le"), words.encode("utf-16-be")}
    return [
        path.name for path in folder.rglob("*") if path.is_file() and any(each in path.read_bytes() for each in ways)
    ]


def test_words_that_cannot_be_overwritten_now_are_said_to_be_there(library, ledger, tmp_path, monkeypatch):
    note = put(library, TEXT).note
    keep(ledger, quoting(library, note), "aaaaaaaa")
    reader = sqlite3.connect(tmp_path / "home" / "answers.sqlite3")
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM answers").fetchall()
    monkeypatch.setattr("bot.ledger.PATIENCE", 0.1)

    with pytest.raises(FootnoteError, match="may still be on the disk"):
        ledger.withdraw(note, TODAY)
    reader.close()
    ledger.withdraw(note, TODAY)

    assert "marzipan" not in (tmp_path / "home" / "answers.sqlite3").read_bytes().decode("latin-1")


def test_a_citation_is_found_by_its_key_in_the_newest_answer(library, ledger):
    note = put(library, TEXT).note
    keep(ledger, quoting(library, note), "aaaaaaaa")
    keep(ledger, quoting(library, note, "Nothing else happened."), "bbbbbbbb")
    keep(ledger, quoting(library, note, label="restricted"), "cccccccc")

    assert ledger.citing(note, "q1", DESK)["quote"] == "Nothing else happened."
    assert ledger.citing(note, "q1", ALL)["quote"] == SAID
    assert ledger.citing(note, "q1", DESK, "aaaaaaaa")["quote"] == SAID
    with pytest.raises(FootnoteError, match="not quoted as q2 in any answer"):
        ledger.citing(note, "q2", ALL)
    with pytest.raises(FootnoteError, match="in answer cccccccc"):
        ledger.citing(note, "q1", DESK, "cccccccc")


# ---------------------------------------------------------------- the front door


def test_an_answer_whose_quote_is_not_what_the_store_says_is_not_given(ask, sample, monkeypatch):
    asked = "What do the notes say about redemption gates?"
    search = Quotes.search
    assert ask(asked).kind == "answer"

    def altered(self, *arguments, **more):
        return [replace(each, quote=each.quote + "!") for each in search(self, *arguments, **more)]

    monkeypatch.setattr(Quotes, "search", altered)
    answer = ask(asked)

    assert (answer.kind, answer.citations) == ("error", ())
    assert answer.id in answer.headline
    assert sample.ledger.get(answer.id)["kind"] == "error"


def test_every_sentence_of_the_sample_notes_is_quoted_as_it_stands(sample):
    labels = sample.rights.clearance(None)
    for note in (sample.library.note(each.id, labels) for each in sample.library.notes(labels)):
        for passage in note.passages:
            citation = quote.cite(sample.library, note.id, passage.start, passage.end, labels)
            assert citing.matches(citation, sample.library, labels)
            assert not citing.matches(replace(citation, start=citation.start + 1), sample.library, labels)
            assert not citing.matches(citation, sample.library, frozenset())
