"""The benchmark of the search: its files of questions, its vectors, and whole runs on three documents."""

import json
from types import SimpleNamespace

import pytest

from benchmarks import beside, retrieval
from benchmarks.kept import Kept
from benchmarks.plain import AsChroma, Embeddings
from benchmarks.questions import Names, Question, QuestionsError, pages, read
from knowledge import weights

needs_weights = pytest.mark.skipif(not weights.found(), reason="the weights of the embedding model are not there")

LARCH = "The harvest of larch timber fell to 41 thousand tonnes as the northern mills stood still."
FERRY = "Ferry traffic across the strait rose for the sixth quarter in a row."
COPPER = "Copper smelters paid 12 dollars a tonne for concentrate, the least since the survey began."


@pytest.fixture
def documents(tmp_path):
    """Three documents in a folder; the first has two pages."""
    from reportlab.pdfgen.canvas import Canvas

    folder = tmp_path / "documents"
    (folder / "old").mkdir(parents=True)
    paper = Canvas(str(folder / "mills.pdf"))
    for words in ("Outlook for the mills of the north, by the desk.", LARCH):
        paper.drawString(72, 720, words)
        paper.showPage()
    paper.save()
    (folder / "old" / "strait.md").write_text(f"# The strait\n\n{FERRY}\n", "utf-8")
    (folder / "metals.txt").write_text(f"Metals this week\n\n{COPPER}\n", "utf-8")
    return folder


def asked(folder, **question):
    """A file with that one question."""
    path = folder / "questions.jsonl"
    path.write_text(json.dumps({"id": "q1", "question": "How large was the larch harvest?"} | question) + "\n", "utf-8")
    return path


# ---------------------------------------------------------------- questions


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{not json", "questions.jsonl line 1 is no JSON"),
        ("[1]", "no JSON object"),
        ('{"id": "q"}', 'line 1 has no "id" and "question"'),
        ('{"id": "q", "question": " ", "gold": [1]}', 'line 1 has no "id" and "question"'),
        ('{"id": "q", "question": "why"}', 'line 1 has no "gold"'),
        ('{"id": "q", "question": "why", "gold": []}', 'line 1 has no "gold"'),
        ("", "questions.jsonl holds no question"),
    ],
    ids=["no JSON", "no object", "no question", "blank", "no gold", "empty gold", "empty file"],
)
def test_a_line_that_is_no_question_is_named(tmp_path, line, said):
    path = tmp_path / "questions.jsonl"
    path.write_text(line, "utf-8")

    with pytest.raises(QuestionsError, match=said):
        read(path)


def test_two_questions_with_one_id_are_refused(tmp_path):
    path = asked(tmp_path, gold=["p"])
    path.write_text(path.read_text("utf-8") * 2, "utf-8")

    with pytest.raises(QuestionsError, match="two questions with the id 'q1'"):
        read(path)


@pytest.mark.parametrize(
    ("gold", "said"),
    [
        ({"document": "gone.pdf", "page": 1}, "there is no document 'gone.pdf' in the folder, which holds 3"),
        ({"document": "note", "page": 1}, "may be new/note.md or old/note.md"),
        ({"document": "mills", "page": 0}, "page 0 is no page"),
        ({"document": "mills", "page": "2"}, "page '2' is no page"),
        ({"page": 1}, 'names no "document"'),
    ],
    ids=["unknown", "two of that name", "page 0", "page in quotes", "no document"],
)
def test_a_place_that_is_none_is_refused(gold, said):
    names = Names(["mills.pdf", "old/note.md", "new/note.md"])

    with pytest.raises(QuestionsError, match=said):
        pages(Question(id="q1", text="why", gold=[gold]), [gold], names)


def test_a_document_may_be_named_by_path_name_or_stem():
    names = Names(["old/note.md", "new/note.pdf"])

    assert {names.meant(name, "") for name in ("old/note.md", "note.md")} == {"old/note.md"}
    assert names.meant("note.pdf", "") == "new/note.pdf"


# ---------------------------------------------------------------- vectors


@needs_weights
def test_chromas_way_of_running_the_model_gives_the_same_vectors():
    texts = [LARCH, FERRY, "short"]

    ours = retrieval.model().passages(texts)

    assert abs(AsChroma(weights.FOLDER).passages(texts) - ours).max() < 1e-5


@needs_weights
def test_vectors_that_were_kept_are_not_made_again(tmp_path):
    first = Kept(retrieval.model(), tmp_path)
    made = first.passages([LARCH, FERRY])
    first.close()

    again = Kept(SimpleNamespace(identity=first.identity, passages=None), tmp_path)

    assert (again.passages([FERRY, LARCH]) == made[::-1]).all()
    assert Embeddings(again).embed_query(LARCH) == made[0].tolist()
    again.close()


# ---------------------------------------------------------------- whole runs


@needs_weights
def test_a_run_over_three_documents(documents, tmp_path, capsys):
    questions = asked(documents, gold=[{"document": "mills", "page": 2}], lang="en")
    with questions.open("a", encoding="utf-8") as file:
        for number, document in enumerate(("strait.md", "metals.txt"), 2):
            gold = [{"document": document, "page": None}]
            text = {2: "ferry traffic over the strait", 3: "what do copper smelters pay"}[number]
            file.write(json.dumps({"id": number, "question": text, "gold": gold, "lang": "en"}) + "\n")
    typed = ["--documents", str(documents), "--questions", str(questions), "--known", "--json"]

    retrieval.main([*typed, "--keep", str(tmp_path / "kept"), "--misses", str(tmp_path / "misses.jsonl")])

    found = json.loads(capsys.readouterr().out)
    assert (found["documents"], found["rejected"]) == (3, [])
    assert set(found["measures"]) == {"all documents searched", "the document known"}
    for systems in found["measures"].values():
        assert set(systems) == {"Footnote", "Footnote, words only", "plain LangChain"}
        assert {measures["hit@1"] for measures in systems.values()} == {1}
    assert (tmp_path / "misses.jsonl").read_text("utf-8") == ""


@needs_weights
def test_pages_that_answer_as_well_count_only_when_asked_to(documents, capsys):
    questions = asked(
        documents,
        need="any",
        gold=[{"document": "mills", "page": 1}, {"document": "strait", "page": None}],
        also_ok=[{"document": "mills", "page": 2}],
    )
    typed = ["--documents", str(documents), "--questions", str(questions), "--json"]

    found = []
    for more in ([], ["--lenient"]):
        retrieval.main([*typed, *more])
        found.append(json.loads(capsys.readouterr().out)["measures"]["all documents searched"]["Footnote"])

    assert [each["hit@1"] for each in found] == [0, 1]
    assert [each["nDCG@10"] == 1 for each in found] == [False, True]


@needs_weights
def test_the_search_kept_to_a_document_finds_nothing_else(documents, tmp_path):
    from benchmarks.ours import Ours

    with Ours(tmp_path / "home", None) as ours:
        ours.bring(documents)
        only = frozenset({"metals.txt"})

        assert ours.pages(ours.library, "harvest of larch", 10, None)[0] == ("mills.pdf", 2)
        assert ours.pages(ours.library, "harvest of larch", 10, only) == []
        assert ours.pages(ours.library, "larch timber of northern mills, or copper", 1, only) == [("metals.txt", 1)]
        assert ours.pages(ours.library, "copper", 10, frozenset()) == []


@needs_weights
def test_a_question_on_a_document_that_is_not_there_ends_the_run_with_a_sentence(documents):
    questions = asked(documents, gold=[{"document": "gone", "page": 1}])

    with pytest.raises(SystemExit, match="Question q1: there is no document 'gone'"):
        retrieval.main(["--documents", str(documents), "--questions", str(questions)])


@needs_weights
def test_paragraphs_are_the_passages_there_are(tmp_path, capsys):
    candidates = tmp_path / "paragraphs.jsonl"
    texts = {"larch": LARCH, "ferry": FERRY, "copper": COPPER}
    lines = [json.dumps({"doc": "one", "id": name, "text": text}) for name, text in texts.items()]
    candidates.write_text("\n".join(lines), "utf-8")
    questions = asked(tmp_path, gold=["larch"])

    retrieval.main(["--paragraphs", str(candidates), "--questions", str(questions)])

    lines = [line.split() for line in capsys.readouterr().out.splitlines() if "x" in line and "0.000" in line]
    assert len(lines) == 5
    assert {line[-7] for line in lines} == {"1.000"}


@needs_weights
def test_a_paragraph_is_asked_for_with_other_documents_beside_it(documents, tmp_path, capsys):
    note = tmp_path / "forests.txt"
    note.write_text("北方木材\n\n北方工厂停产，落叶松木材产量降至四万一千吨。\n\n渡轮客流连续六个季度上升。\n", "utf-8")
    questions = asked(tmp_path, question="落叶松产量是多少", paragraph="北方工厂停产", lang="zh")
    typed = ["--documents", str(note), "--questions", str(questions), "--beside", str(documents), "--json"]

    retrieval.main(typed)

    found = json.loads(capsys.readouterr().out)
    (systems, _) = found["measures"].values()
    assert found["notes"] == 4
    assert systems["Footnote"]["first"] == systems["Footnote"]["quoted first"] == 1
    assert "quoted first" not in systems["plain LangChain"]


def test_a_passage_counts_where_it_holds_the_paragraph_or_lies_in_it():
    right = beside.Right(note="n", document="d", start=10, end=20, text="北方工厂停产。")

    assert right.meets("n", 0, 30)
    assert right.meets("n", 12, 15)
    assert not right.meets("n", 20, 30)
    assert not right.meets("m", 10, 20)
    assert right.reads("d", "上文。\n北方工厂停产。下文。")
    assert right.reads("d", "工厂停产")
    assert not right.reads("d", "渡轮客流")
