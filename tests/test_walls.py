"""Who sees what, over everything that leaves: six kinds of people, four labels, and pairs that must not differ."""

import hashlib
import itertools
import json
from dataclasses import replace
from datetime import date

import pytest
from made_notes import ALL, note_of

import bot.document
from bot.app import App
from bot.export import export
from footnote.answer import Question
from footnote.errors import FootnoteError, NoteError
from footnote.settings import Settings, packaged_desk
from knowledge import scope
from knowledge.rights import Rights

LABELS = ("public", "desk", "restricted", "closed")
PEOPLE = {
    None: "closed",
    "U_CLOSED": "closed",
    "U_RESTRICTED": "restricted",
    "U_MEMBER": "desk",
    "U_PUBLIC": "public",
    "U_NOBODY": None,
}
SUBJECTS = ("freight rates", "copper inventories", "office vacancies", "半导体库存", "赎回上限", "信贷利差")
MARKERS = {label: f"{label.upper()}MARK" for label in LABELS}
RIGHTS = Rights(people={name: label for name, label in PEOPLE.items() if name and label and name != "U_MEMBER"})
ASKED = (
    "What do the notes say about {}?",
    "{}?",
    "quote the research on {}",
    "研报怎么看{}？",
    "which notes mention {}",
    "what changed in {} this year",
)


def told(label, subject):
    """A note of that label on *subject*, which says its marker in text, title, author and a table."""
    mark = MARKERS[label]
    text = f"The view on {subject} is {mark}: they rose by 7.1 % to {mark}.\n\n{subject}关于{mark}：上升百分之七。"
    return note_of(text, title=f"{subject} {mark}", label=label, date=date(2026, 2, 1), institution=f"House {mark}")


def keep(app, number, label, subject):
    digest = hashlib.sha256(f"{number}".encode()).hexdigest()
    app.library.add(told(label, subject), f"/n/{number}.md", digest, "text 1")


@pytest.fixture(scope="module")
def walled(tmp_path_factory):
    """The sample desk with a note of each label on each subject, and people of each kind."""
    app = App(Settings(home=str(tmp_path_factory.mktemp("walled")), embedding="none"))
    app.__dict__["rights"] = RIGHTS
    for number, (label, subject) in enumerate(itertools.product(LABELS, SUBJECTS)):
        keep(app, number, label, subject)
    yield app
    app.close()


def clearance(person):
    """The labels of a kind of person; one that nobody knows sees what is public."""
    return RIGHTS.clearance(person, known=person != "U_NOBODY")


def beyond(person):
    """The markers that this person must never meet."""
    return [MARKERS[label] for label in LABELS if label not in clearance(person)]


@pytest.mark.parametrize("person", PEOPLE)
def test_search_list_and_show_keep_to_the_clearance(walled, person):
    labels = clearance(person)
    found = [
        hit for subject in SUBJECTS for hit in walled.library.search(f"view on {subject}", labels=labels, limit=50)
    ]
    listed = walled.library.notes(labels)

    assert {MARKERS[label] for label in labels} == {word for word in MARKERS.values() if word in str(found)}
    assert {note.label for note in listed} == labels
    for note in walled.library.notes(frozenset(LABELS)):
        if note.label not in labels:
            with pytest.raises(NoteError) as hidden:
                walled.library.note(note.id, labels)
            assert str(hidden.value).replace(note.id, "x") == str(unknown(walled, labels)).replace("f" * 12, "x")
        else:
            assert MARKERS[note.label] in walled.library.note(note.id, labels).text


def unknown(app, labels):
    with pytest.raises(NoteError) as none:
        app.library.note("f" * 12, labels)
    return none.value


@pytest.mark.parametrize("person", [person for person in PEOPLE if person != "U_NOBODY"])
def test_no_answer_and_no_kept_answer_shows_more_than_its_reader_may_see(walled, person):
    seen = set()
    for form, subject in itertools.product(ASKED[:3], SUBJECTS[:4]):
        answer = walled.desk.answer(Question(text=form.format(subject), user=person))
        told = json.dumps(bot.document.document(answer), ensure_ascii=False)
        assert [mark for mark in beyond(person) if mark in told] == []
        seen |= {mark for mark in MARKERS.values() if mark in told}
        for other in PEOPLE:
            try:
                kept = json.dumps(walled.ledger.get(answer.id, clearance(other)), ensure_ascii=False)
            except FootnoteError:
                continue
            assert [mark for mark in beyond(other) if mark in kept] == []

    assert seen  # what may be seen was quoted


SERIES = {"GOLD": "public", "UMCSENT": "desk", "ISM_NEW_ORDERS": "restricted", "KR_EXPORTS": "closed"}


@pytest.fixture(scope="module")
def labelled(walled):
    """The desk with a series of each label."""
    series = {id: replace(item, label=SERIES.get(id, item.label)) for id, item in walled.desk.catalogue.series.items()}
    return replace(walled.desk, catalogue=replace(walled.desk.catalogue, series=series), rights=RIGHTS)


@pytest.mark.parametrize("person", [person for person in PEOPLE if person != "U_NOBODY"])
@pytest.mark.parametrize("id", SERIES)
def test_a_figure_and_its_export_reach_only_who_may_see_its_series(walled, labelled, person, id, tmp_path):
    answer = labelled.answer(Question(text=f"latest {id}", user=person))
    told = bot.document.document(answer)

    seen = {part.series for figure in answer.figures for part in figure.walk()}
    assert (id in seen) == (SERIES[id] in clearance(person))
    if id not in seen:
        known = {name: item for name, item in labelled.catalogue.series.items() if name != id}
        without = replace(labelled, catalogue=replace(labelled.catalogue, series=known))
        nothing = bot.document.document(without.answer(Question(text=f"latest {id}", user=person)))
        assert told | {"id": None} == nothing | {"id": None}
        return
    for other in PEOPLE:
        if SERIES[id] not in clearance(other):
            with pytest.raises(FootnoteError, match="There is no answer with the id"):
                walled.ledger.get(answer.id, clearance(other))
    export(walled.ledger.get(answer.id, clearance(person)), tmp_path / "workings.csv")
    assert id in (tmp_path / "workings.csv").read_text("utf-8")


@pytest.fixture
def open_query(monkeypatch):
    """The condition on labels taken out of every query."""
    whole = "r.label IN (SELECT value FROM json_each(:labels))"
    assert whole in scope.CONDITION
    monkeypatch.setattr(scope, "CONDITION", scope.CONDITION.replace(whole, "1"))


@pytest.mark.parametrize("person", ["U_RESTRICTED", "U_MEMBER", "U_NOBODY"])
def test_without_the_condition_in_the_query_the_hits_are_still_looked_at(walled, open_query, person):
    labels = clearance(person)

    found = [walled.library.search(subject, labels=labels, limit=50) for subject in SUBJECTS]
    found.append(walled.library.notes(labels))

    assert [mark for mark in beyond(person) if mark in str(found)] == []
    for note in walled.library.notes(frozenset(LABELS)):
        if note.label not in labels:
            with pytest.raises(NoteError):
                walled.library.note(note.id, labels)


def test_a_hit_that_should_never_have_been_found_is_still_not_posted(walled, monkeypatch):
    search = type(walled.library).search
    monkeypatch.setattr(
        type(walled.library), "search", lambda self, query, **kept: search(self, query, **kept | {"labels": ALL})
    )

    for subject in SUBJECTS:
        answer = walled.desk.answer(Question(text=f"What do the notes say about {subject}?", user="U_MEMBER"))
        assert [mark for mark in beyond("U_MEMBER") if mark in json.dumps(bot.document.document(answer))] == []


@pytest.fixture(scope="module")
def twins(tmp_path_factory):
    """Two sample desks with the same notes for everybody; the second holds notes above a member as well."""
    import ingest

    made = []
    for name in ("open", "walled"):
        app = App(Settings(home=str(tmp_path_factory.mktemp(name))))
        list(ingest.add([packaged_desk() / "notes"], app.library, rights=app.rights, desk=packaged_desk()))
        for note in app.library.notes(frozenset({"restricted", "closed"})):
            if name == "open":
                app.library.retract(note.id)
        for number, (label, subject) in enumerate(itertools.product(LABELS, SUBJECTS)):
            if name == "walled" or label in ("public", "desk"):
                keep(app, number, label, subject)
        made.append(app)
    yield made
    for app in made:
        app.close()


WORDS = (
    *SUBJECTS,
    *("private credit", "redemption cap", "gold", "memory prices", "Korean exports", "ISM new orders", "fund flows"),
    *("consumer sentiment", "SPACs", "bank capital", "software", "私募信贷", "黄金", "韩国出口", "资金流", "存储芯片"),
    *("the gate", "opaque assets", "crowding", "industrial cycle", "hard data", "the restricted note", "受限的研报"),
)
FORMS = (
    *ASKED,
    "is there a note on {} from Harbour & Vale?",
    "list the notes about {}",
    "{} in 2026",
    "why did {} fall?",
    "compare {} with the notes",
    "最近关于{}的研报",
    "{}现在是多少？",
    "how many notes are there on {}",
    "latest {}",
    "who wrote about {}?",
    "summarise {}",
    "what is the risk in {}",
)


def test_a_note_above_the_asker_changes_nothing_they_can_see(twins, full):
    pairs = [form.format(word) for form, word in itertools.product(FORMS, WORDS)]
    asked = pairs[:500] if full else pairs[:: len(pairs) // 40]
    assert not full or len(asked) == 500
    open_, walled = twins

    different = [text for text in asked if said(open_, text) != said(walled, text)]

    print(f"{len(asked) - len(different)} of {len(asked)} pairs equal")
    assert different == []


def said(app, text):
    """All that a member can see of the answer, and of a search for the same words."""
    told = bot.document.document(app.desk.answer(Question(text=text, user="U_SOMEBODY")))
    hits = app.library.search(text, labels=frozenset({"public", "desk"}), limit=20)
    return told | {"id": None}, [(hit.note, hit.start, hit.score) for hit in hits]
