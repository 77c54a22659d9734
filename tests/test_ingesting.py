"""What ``footnote ingest`` shows: on a terminal how far it is, in a pipe its lines and nothing else."""

import json
import os
import pty
import re

import pytest
from ingest_runs import ALL, library, started, written

from bot.__main__ import main, parser

pytest_plugins = ("library_fixtures",)


def shown_on_a_terminal(home, *arguments, **how):
    """What a terminal that stderr is connected to gets to see; what goes to stdout, apart."""
    ours, theirs = pty.openpty()
    process = started(home, *arguments, stderr=theirs, **how)
    os.close(theirs)
    seen = b""
    try:
        while chunk := os.read(ours, 65_536):
            seen += chunk
    except OSError:  # how a terminal says that nobody writes to it any more
        pass
    out, _ = process.communicate(timeout=60)
    os.close(ours)
    return seen.decode(), out


def test_a_terminal_sees_how_many_are_done_how_fast_and_what_is_next(tmp_path):
    folder = written(tmp_path / "notes", 12)

    seen, out = shown_on_a_terminal(tmp_path / "home", folder, "--json")

    assert "/12" in seen
    assert "pages/s" in seen
    assert "-flows.md" in seen
    assert len([json.loads(line) for line in out.splitlines()]) == 12


def test_a_terminal_sees_that_the_model_reads_and_how_far_it_is(tmp_path, embedder):
    folder = written(tmp_path / "notes", 3)

    seen, out = shown_on_a_terminal(tmp_path / "home", folder, "--json", embedding="local")

    assert re.search(r"embedding, 0 of \d+ passages", seen)
    assert "-flows.md" in seen
    assert len(out.splitlines()) == 3


@pytest.fixture
def bring_in(tmp_path, monkeypatch, capsys):
    """``footnote ingest`` with a home of its own: the exit status, the lines printed, what was said beside them."""
    for name, value in {"FOOTNOTE_HOME": str(tmp_path / "home"), "FOOTNOTE_EMBEDDING": "none"}.items():
        monkeypatch.setenv(name, value)

    def run(*arguments):
        status = main(["ingest", *map(str, arguments)])
        out, err = capsys.readouterr()
        return status, [json.loads(line) if line.startswith("{") else line for line in out.splitlines()], err

    return run


def test_a_pipe_gets_the_lines_and_nothing_else(bring_in, tmp_path):
    folder = written(tmp_path / "notes", 2)
    (folder / "bad.md").write_bytes(b"\x1b[31m \x00")

    status, lines, err = bring_in(folder)

    assert (status, err) == (1, "")
    assert [line.split(" ")[0] for line in lines if not line.startswith("  !")] == [
        "000-flows.md",
        "001-flows.md",
        "bad.md",
    ]


def test_options_go_before_what_a_file_says_of_itself(bring_in, tmp_path):
    note = written(tmp_path / "notes", 1) / "000-flows.md"
    said = ["--author=R. Poe", "--institution=Mill", "--language=zh-Hant", "--date=2026-01-05", "--title=T"]

    _, (line,), err = bring_in(note, "--json", "--label=restricted", *said)

    with library(tmp_path / "home") as made:
        stored = made.note(line["note"], ALL)
    assert (line["outcome"], line["warnings"], err) == ("added", [], "")
    assert (stored.author, stored.institution, stored.language) == ("R. Poe", "Mill", "zh-Hant")
    assert (str(stored.date), stored.title, stored.label) == ("2026-01-05", "T", "restricted")


def test_json_stays_json_whatever_a_file_is_called(bring_in, tmp_path):
    folder = tmp_path / "notes"
    folder.mkdir()
    odd = folder / "a\n\u202eb\udcff.md"
    odd.write_text("Gold.", encoding="utf-8")

    _, (line,), _ = bring_in(folder, "--json")

    assert line["file"] == str(odd)
    assert line["message"].startswith("a\\n\\u202eb\\xff.md was added")


def test_a_correction_names_the_note_it_corrects(bring_in, tmp_path):
    folder = written(tmp_path / "notes", 2)
    _, (first,), _ = bring_in(folder / "000-flows.md", "--json")

    _, (second,), _ = bring_in(folder / "001-flows.md", "--json", "--corrects", first["note"])

    assert (second["outcome"], second["note"]) == ("replaced", first["note"])


@pytest.mark.parametrize(
    ("variable", "value"),
    [("FOOTNOTE_READ_SECONDS", "0"), ("FOOTNOTE_READ_MEMORY", "much"), ("FOOTNOTE_READ_SECONDS", "601")],
)
def test_a_limit_that_is_none_is_a_fault_of_the_settings(variable, value):
    from footnote.errors import SetupError
    from footnote.settings import Settings

    with pytest.raises(SetupError, match=f"{variable} is '{value}'; it must be a whole number from"):
        Settings.from_env({variable: value})


def test_a_language_that_is_not_known_is_wrong_usage(capsys):
    with pytest.raises(SystemExit):
        parser().parse_args(["ingest", "a.md", "--language", "fr"])

    assert "zh-Hans" in capsys.readouterr().err
