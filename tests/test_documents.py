"""Seventy-eight documents a script makes: each is read, and what is asked of it is found on its page, word for word."""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import PurePath

import pytest
from hostile.case import HIDING
from hostile.runs import Run, footnote

from bot.app import App
from footnote.settings import Settings
from samples.documents import documents, write

FIRST, THREE, PAGE = 0.85, 0.95, 0.90
NEAR = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The questions, the ingest, and the notes by the name of their file."""

    home: object
    questions: list
    run: Run
    ids: dict
    notes: dict
    app: App

    def page(self, question):
        """The stored text of the page that *question* points to, without white space, or None."""
        note = self.notes.get(question.document)
        pages = [page for page in note.pages if page.number == question.page] if note else []
        return folded(note.text[pages[0].start : pages[0].end]) if pages else None


@pytest.fixture(scope="module")
def shelf(tmp_path_factory, full):
    """The documents, read in one run; the list of questions is taken out first, and without --full every second one."""
    base = tmp_path_factory.mktemp("documents")
    folder, home = base / "research", base / "home"
    asked = write(folder)
    (folder / "questions.jsonl").unlink()
    for document in [] if full else documents()[0][1::2]:
        (folder / document.name).unlink()
    questions = [question for question in asked if (folder / question.document).exists()]
    run = footnote(home, "ingest", str(folder), "--json")
    app = App(Settings(home=str(home)))
    ids = {PurePath(line["file"]).name: line["note"] for line in run.lines if line.get("note")}
    notes = {name: app.library.note(id, app.rights.clearance(None)) for name, id in ids.items()}
    yield Shelf(home=home, questions=questions, run=run, ids=ids, notes=notes, app=app)
    app.close()


def folded(text):
    """Text without white space and without the marks of a line's end: lines may be broken anywhere."""
    return re.sub(r"[\s\u00ad\ufffe]+", "", text)


def test_there_is_a_question_for_every_document_and_a_third_are_chinese():
    made, questions = documents()
    chinese = {document.name for document in made if document.chinese}
    kinds = Counter((question.language, question.document in chinese) for question in questions)

    assert len(made) >= 72
    assert {question.document for question in questions} == {document.name for document in made}
    assert len(questions) >= 100
    assert kinds["en", True] >= 15
    assert kinds["zh", False] == 0
    assert sum(question.cell is not None for question in questions) >= 12


def test_every_document_is_taken_and_none_is_said_to_hide_anything(shelf):
    refused = [line for line in shelf.run.lines if line["outcome"] != "added"]
    accused = [line for line in shelf.run.lines if any(word in " ".join(line["warnings"]).lower() for word in HIDING)]

    assert refused == []
    assert accused == []
    assert shelf.run.status == 0
    assert len(shelf.run.lines) == len({question.document for question in shelf.questions})


def test_every_quote_stands_on_its_page(shelf):
    missing = [
        (question.id, question.document, question.page, question.quote)
        for question in shelf.questions
        if folded(question.quote) not in (shelf.page(question) or "")
    ]

    print(f"\nquotes on their page: {len(shelf.questions) - len(missing)} of {len(shelf.questions)}")
    assert missing == []


def test_every_cell_stands_in_its_row(shelf):
    asked = [question for question in shelf.questions if question.cell]
    missing = [
        (question.id, question.document, question.quote, question.cell)
        for question in asked
        if not near(shelf.page(question) or "", folded(question.quote), folded(question.cell))
    ]

    print(f"\ncells beside the head of their row: {len(asked) - len(missing)} of {len(asked)}")
    assert missing == []


def near(page, head, cell):
    """Whether *cell* follows *head* closely somewhere on *page*."""
    ends = (match.end() for match in re.finditer(re.escape(head), page))
    return any(cell in page[end : end + NEAR] for end in ends)


def test_a_question_finds_its_document_and_page(shelf):
    """Within the language; an English question to a Chinese document is reported, not judged."""
    chinese = {document.name for document in documents()[0] if document.chinese}
    results = {}
    for question in shelf.questions:
        group = (question.language, "zh" if question.document in chinese else "en")
        results.setdefault(group, []).append(found(shelf, question))

    shares = {group: [sum(column) / len(rows) for column in zip(*rows, strict=True)] for group, rows in results.items()}
    for (question, document), (first, three, page) in sorted(shares.items()):
        count = len(results[question, document])
        print(f"\n{count} {question} questions on {document}: first {first:.0%}, three {three:.0%}, page {page:.0%}")
    for group in (("en", "en"), ("zh", "zh")):
        first, three, page = shares[group]
        assert first >= FIRST, group
        assert three >= THREE, group
        assert page >= PAGE, group


def found(shelf, question):
    """Whether the right document came first, came among three, and came with the right page."""
    hits = shelf.app.library.search(question.text, labels=shelf.app.rights.clearance(None), limit=3)
    right = shelf.ids.get(question.document)
    pages = [hit.page for hit in hits if hit.note == right]
    return bool(hits) and hits[0].note == right, bool(pages), question.page in pages


def test_a_note_is_shown_as_the_contract_says(shelf):
    """Front matter is honoured; spans are of the text that is shown with them."""
    document = next(made for made in documents()[0] if made.name.endswith(".md") and made.name in shelf.ids)

    (shown,) = footnote(shelf.home, "notes", "show", shelf.ids[document.name], "--json").lines

    for key in ("title", "institution", "date"):
        assert shown[key] == document.about[key]
    assert [page["number"] for page in shown["pages"]] == [1]
    assert all(0 <= part["start"] < part["end"] <= len(shown["text"]) for part in shown["passages"])


def test_the_command_line_finds_what_the_library_finds(shelf):
    question = next(question for question in shelf.questions if question.language == "zh")

    hits = footnote(shelf.home, "notes", "search", question.text, "--json", "--limit", "3").lines
    slices = [
        shelf.app.library.note(hit["note"], shelf.app.rights.clearance(None)).text[hit["start"] : hit["end"]]
        for hit in hits
    ]

    assert shelf.ids[question.document] in [hit["note"] for hit in hits]
    assert [hit["text"] for hit in hits] == slices
