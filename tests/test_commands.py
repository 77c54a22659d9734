"""The terminal, as scripts rely on it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.__main__ import main

ROOT = Path(__file__).parents[1]


@pytest.fixture
def footnote(monkeypatch, capsys, tmp_path):
    """Runs one command on a home of its own; gives exit status and what was printed."""
    monkeypatch.setenv("FOOTNOTE_HOME", str(tmp_path / "home"))
    for name in ("FOOTNOTE_DESK", "FRED_API_KEY", "FRED_API_URL", "FOOTNOTE_EMBEDDING"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments):
        status = main(list(arguments))
        return status, capsys.readouterr()

    return run


@pytest.fixture
def notes(tmp_path):
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "gates.md").write_text(
        "---\ndate: 2026-02-16\n---\n# On gates\n\nA gate of 5% a quarter means five years.\n"
    )
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing here")
    (folder / "flows.csv").write_text("date,value\n2026-01-31,1\n")
    return folder


def test_ask_prints_one_object_and_nothing_else(footnote):
    status, printed = footnote("ask", "latest consumer sentiment", "--json", "--as-of", "2026-02-20")

    answer = json.loads(printed.out)
    assert status == 0
    assert (answer["kind"], answer["as_of"]) == ("answer", "2026-02-20")
    assert answer["plan"] == [{"tool": "latest", "arguments": {"series": "UMCSENT"}}]
    assert (answer["figures"][0]["value"], answer["figures"][0]["text"]) == (57.3, "57.3")


def test_ask_in_words_ends_with_the_grey_line(footnote):
    status, printed = footnote("ask", "latest consumer sentiment")

    assert status == 0
    assert printed.out.splitlines()[0] == "Consumer sentiment, University of Michigan: 57.3 (Feb 2026)"
    assert "sample data" in " ".join(printed.out.splitlines()[-2:])


@pytest.mark.parametrize(("asked", "status"), [("returns please", 0), ("should I buy gold?", 0), ("latest cpi", 0)])
def test_questions_back_and_refusals_are_no_faults(footnote, asked, status):
    assert footnote("ask", asked, "--json")[0] == status


def test_show_gives_an_answer_back_and_its_workings_on_request(footnote):
    asked = json.loads(footnote("ask", "latest consumer sentiment", "--json")[1].out)

    plain = json.loads(footnote("show", asked["id"], "--json")[1].out)
    whole = json.loads(footnote("show", asked["id"], "--workings", "--json")[1].out)

    assert plain == asked
    assert whole["figures"][0]["inputs"][0]["observations"] == [["2026-02-28", 57.3]]


def test_workings_in_words_walk_down_to_the_observations(footnote):
    asked = json.loads(footnote("ask", "latest consumer sentiment", "--json")[1].out)

    status, printed = footnote("show", asked["id"], "--workings")

    assert status == 0
    assert "file:surveys/umcsent.csv" in printed.out
    assert "2026-02-28  57.3" in printed.out


def test_an_unknown_id_is_a_sentence_and_status_1(footnote):
    status, printed = footnote("show", "zzzzzzzz")

    assert (status, printed.out) == (1, "")
    assert printed.err == "There is no answer with the id 'zzzzzzzz' here.\n"


def test_ingest_reports_a_line_a_file_and_goes_on_past_the_bad_ones(footnote, notes):
    status, printed = footnote("ingest", str(notes), "--json")

    reports = {Path(line["file"]).name: line for line in map(json.loads, printed.out.splitlines())}
    assert status == 1
    assert {name: report["outcome"] for name, report in reports.items()} == {
        "broken.pdf": "rejected",
        "flows.csv": "rejected",
        "gates.md": "added",
    }
    assert list(reports["gates.md"]) == ["file", "outcome", "message", "warnings", "note", "pages", "passages"]
    assert "broken.pdf" in reports["broken.pdf"]["message"]
    assert "data/" in reports["flows.csv"]["message"]
    again = footnote("ingest", str(notes / "gates.md"), "--json")
    assert (again[0], json.loads(again[1].out)["outcome"]) == (0, "unchanged")


def test_notes_are_searched_shown_listed_and_retracted(footnote, notes):
    footnote("ingest", str(notes / "gates.md"))
    hit = json.loads(footnote("notes", "search", "redemption gate", "--json", "--limit", "1")[1].out)
    note = json.loads(footnote("notes", "show", hit["note"], "--json")[1].out)
    listed = json.loads(footnote("notes", "list", "--json")[1].out)

    assert list(hit) == ["note", "title", "page", "start", "end", "score", "text"]
    assert note["text"][hit["start"] : hit["end"]] == hit["text"]
    assert {
        "id",
        "title",
        "institution",
        "date",
        "label",
        "language",
        "revision",
        "text",
        "pages",
        "passages",
        "versions",
    } <= set(note)
    assert note["pages"] == [{"number": 1, "start": 0, "end": len(note["text"])}]
    assert (listed["id"], listed["date"]) == (hit["note"], "2026-02-16")
    assert footnote("notes", "retract", hit["note"])[0] == 0
    assert footnote("notes", "list", "--json")[1].out == ""
    assert footnote("notes", "show", hit["note"])[0] == 1


def test_snapshot_shows_every_row_of_a_board(footnote):
    status, printed = footnote("snapshot", "us-industry", "--json")

    answer = json.loads(printed.out)
    assert status == 0
    assert len(answer["tables"][0]["rows"]) == 7
    assert set(answer["tables"][0]["figures"]) <= {
        part["key"] for row in answer["figures"][0]["parts"] for part in (row, *row["parts"])
    }


def test_doctor_says_a_line_for_each_part(footnote):
    status, printed = footnote("doctor", "--json")

    lines = {line["check"]: line for line in map(json.loads, printed.out.splitlines())}
    assert status == 0
    assert {"desk", "FRED", "files", "embedder", "record", "index", "ledger"} <= lines.keys()
    assert not lines["FRED"]["ok"]
    assert "FRED_API_KEY" in lines["FRED"]["message"]


def test_doctor_says_what_serves_the_vectors(footnote, notes):
    """In a library of this size every vector is compared, and nobody keeps Chroma."""
    footnote("ingest", str(notes / "gates.md"))

    lines = {line["check"]: line for line in map(json.loads, footnote("doctor", "--json")[1].out.splitlines())}

    if not lines["embedder"]["ok"]:
        pytest.skip("the embedding weights are not there: run python -m knowledge.weights")
    assert lines["index"]["message"].startswith("none, and none is needed: below 100,000 passages")


@pytest.mark.parametrize(
    "arguments",
    [["ask"], ["ask", "cpi", "--as-of", "yesterday"], ["notes", "search", "x", "--limit", "0"], ["fly"], []],
)
def test_wrong_usage_is_status_2(arguments, capsys):
    with pytest.raises(SystemExit) as left:
        main(arguments)

    assert left.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_a_desk_with_faults_names_them_all(footnote, monkeypatch, tmp_path):
    (tmp_path / "desk.toml").write_text(
        '[series.X]\ntitle = "X"\nsource = "file:../x.csv"\nunit = "furlongs"\nfreq = "M"\ncolour = "red"\n'
    )
    monkeypatch.setenv("FOOTNOTE_DESK", str(tmp_path))

    status, printed = footnote("ask", "latest X", "--json")

    answer = json.loads(printed.out)
    assert (status, answer["kind"], answer["reason"]) == (1, "error", "not_configured")
    assert all(word in answer["headline"] for word in ("furlongs", "colour", "../x.csv"))


def test_the_installed_command_runs():
    done = subprocess.run(
        [sys.executable, "-m", "bot", "--version"], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert done.stdout.startswith("footnote 0.")


@pytest.fixture
def broken(tmp_path, monkeypatch):
    """A desk of which a restricted panel has no file."""

    def write(more=""):
        (tmp_path / "desk" / "data").mkdir(parents=True, exist_ok=True)
        (tmp_path / "desk" / "desk.toml").write_text(
            '[panel.SECRETBOOK]\nsource = "file:secret/falcon_book.csv"\nlayout = "wide"\nunit = "USD"\nfreq = "D"\n'
            f'label = "closed"\n[rights]\npeople = {{ U1 = "closed" }}\n{more}'
        )
        monkeypatch.setenv("FOOTNOTE_DESK", str(tmp_path / "desk"))

    return write


@pytest.mark.parametrize(
    "asked",
    [
        ("ask", "latest cpi", "--json"),
        ("ask", "最新CPI", "--json"),
        ("ask", "latest cpi"),
        ("snapshot", "us-industry"),
        ("notes", "list"),
        ("series", "search", "cpi"),
    ],
)
@pytest.mark.parametrize("more", ["", 'member = "no such label"\n'])
def test_faults_of_the_desk_are_not_told_to_whoever_may_not_see_what_they_name(footnote, broken, asked, more):
    broken(more)

    status, printed = footnote(*asked, "--user", "U2")

    said = printed.out + printed.err
    assert status == 1
    assert "footnote doctor" in said
    assert not [word for word in ("SECRETBOOK", "falcon", "secret", "panel") if word in said]


@pytest.mark.parametrize("who", [(), ("--user", "U1")])
def test_faults_of_the_desk_are_told_to_whoever_may_see_all(footnote, broken, who):
    broken()

    status, printed = footnote("ask", "latest cpi", "--json", *who)

    assert status == 1
    assert "SECRETBOOK" in json.loads(printed.out)["headline"]
