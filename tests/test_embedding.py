"""``FOOTNOTE_EMBEDDING=provider:model``: where text goes is said, and nothing depends on whether it is answered."""

import json
import os
import pty
import re
import select
from contextlib import closing

import pytest
from fake_embeddings import KEY
from made_notes import put

from bot import doctor_vectors, embedding
from bot.app import App
from footnote.settings import Settings

pytest_plugins = ("terminal_fixtures", "embedding_fixtures")

MODEL = "openai:text-embedding-3-small"


@pytest.fixture
def provided(footnote, impatient, monkeypatch, tmp_path):
    """The command line with a provider's model."""
    monkeypatch.setenv("FOOTNOTE_EMBEDDING", MODEL)
    return footnote


@pytest.fixture
def stocked(provided):
    """The same with two notes, one in English and one in Chinese."""
    stock("A gate is a promise.", "铜价今天上涨。")
    return provided


def stock(*texts):
    with closing(App(Settings.from_env(os.environ))) as app:
        for number, text in enumerate(texts):
            put(app.library, text, path=f"/n/{number}.md", title=text[:4])


def doctor():
    """What the doctor says of the embedder and the vectors: well or not, and the message."""
    with closing(App(Settings.from_env(os.environ))) as app:
        return {"embedder": doctor_vectors.embedder(app), "vectors": doctor_vectors.vectors(app)}


def test_notes_of_both_languages_are_read_by_a_model_of_both(stocked, embeddings):
    assert sorted(text.splitlines()[-1] for text in embeddings.texts) == ["A gate is a promise.", "铜价今天上涨。"]
    found = stocked("notes", "search", "铜价", "--json")[1].out.splitlines()
    assert json.loads(found[0])["text"].endswith("铜价今天上涨。")


def test_the_doctor_says_where_text_is_sent(stocked):
    found = doctor()

    assert found["vectors"] == (True, "every passage that can be read has one")
    assert found["embedder"][0]
    assert found["embedder"][1].startswith(f"{MODEL} dim=16 ")
    assert ", for English and Chinese, at http://127.0.0.1:" in found["embedder"][1]
    assert found["embedder"][1].endswith("this machine, which text leaves only if what answers there sends it on")
    lines = {line["check"]: line for line in map(json.loads, stocked("doctor", "--json")[1].out.splitlines())}
    assert {name: (lines[name]["ok"], lines[name]["message"]) for name in found} == found


def test_the_doctor_says_so_where_it_leaves_the_machine(provided, embeddings, monkeypatch):
    monkeypatch.setattr("bot.doctor_vectors.stays", lambda address: False)

    assert doctor()["embedder"][1].endswith(": the text of notes and questions is sent there")


def test_notes_come_in_and_are_found_while_the_provider_is_away(provided, embeddings, tmp_path):
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "gates.md").write_text("---\ndate: 2026-02-16\n---\n# On gates\n\nA gate is a promise.\n")
    (tmp_path / "notes" / "铜.md").write_text("---\ndate: 2026-02-17\n---\n# 铜\n\n铜价今天上涨。\n")
    embeddings.status = 401
    status, printed = provided("ingest", tmp_path / "notes", "--json")

    lines = [json.loads(line) for line in printed.out.splitlines()]
    assert (status, [line["outcome"] for line in lines]) == (0, ["added", "added"])
    assert all("it is found by its words alone for now: openai:" in " ".join(line["warnings"]) for line in lines)
    assert "promise" in provided("notes", "search", "a gate is a promise")[1].out
    found = doctor()
    assert (found["embedder"][0], found["vectors"][0]) == (False, False)
    assert "refused the key; look at OPENAI_API_KEY" in found["embedder"][1]
    assert found["vectors"][1] == "2 passages without one: run `footnote library embed`"
    assert KEY not in printed.out + printed.err + str(found)

    embeddings.status = 200
    assert json.loads(provided("library", "embed", "--json")[1].out)["made"] == 2
    assert doctor()["vectors"] == (True, "every passage that can be read has one")


def test_another_model_is_configured_made_and_switched_to(stocked, embeddings, monkeypatch):
    monkeypatch.setenv("FOOTNOTE_EMBEDDING", "openai:bge-m3")
    before = doctor()["vectors"]
    embeddings.dimension = 24

    status, printed = stocked("library", "embed")

    todo = "2 passages to go: run `footnote library embed`"
    assert before == (False, f"searches go by words alone, until all is read by openai:bge-m3, {todo}")
    assert (status, printed.out) == (
        0,
        "2 passages got a vector. Searches go by openai:bge-m3 now. 2 older vectors were deleted.\n",
    )
    assert doctor()["vectors"][0]
    jobs = stocked("library", "jobs")[1].out.splitlines()
    assert jobs[0].endswith("footnote library embed: 2 of 2 passages")
    again = stocked("library", "embed")[1].out
    assert again == "0 passages got a vector; searches go by openai:bge-m3, as before.\n"


def test_a_model_that_was_changed_under_its_name_is_made_anew(stocked, embeddings):
    embeddings.dimension = 24
    _, printed = stocked("notes", "search", "promise")
    doctored = doctor()

    status, _ = stocked("library", "embed")

    assert "promise" in printed.out
    assert "gives vectors of 24 numbers now" in doctored["embedder"][1]
    assert status == 0
    assert doctor()["vectors"][0]


def test_an_ingest_that_meets_a_changed_model_mixes_no_vectors(provided, embeddings):
    """A passage that is unchanged has a vector of the model that had the name before."""
    stock("A gate is a promise.\n\n# Copper\n\nCopper rose.")
    embeddings.dimension = 24
    stock("A gate is a promise.\n\n# Copper\n\nCopper fell.")

    assert "Copper fell" in provided("notes", "search", "copper fell")[1].out
    assert provided("library", "embed")[0] == 0
    assert "Copper fell" in provided("notes", "search", "copper fell")[1].out
    assert doctor()["vectors"][0]


def test_a_provider_that_stays_away_ends_the_job_and_the_log_says_so(stocked, embeddings, monkeypatch):
    monkeypatch.setattr("knowledge.provided.PAUSE", 0.0)
    monkeypatch.setattr("knowledge.reembed.TRIES", 2)
    monkeypatch.setattr("knowledge.provided.TIMES", 0)
    monkeypatch.setenv("FOOTNOTE_EMBEDDING", "openai:bge-m3")
    embeddings.refuses = lambda text: "gate is" in text

    status, printed = stocked("library", "embed")

    assert status == 1
    assert "openai:bge-m3 refused a text (status 400)" in printed.err
    assert "0 of 2 passages, failed" in stocked("library", "jobs")[1].out


def test_without_an_embedder_there_is_nobody_to_make_vectors(footnote):
    status, printed = footnote("library", "embed")

    assert status == 1
    assert "FOOTNOTE_EMBEDDING is 'none'" in printed.err


def test_a_stop_is_told_with_what_goes_on(stocked, embeddings, monkeypatch):
    monkeypatch.setenv("FOOTNOTE_EMBEDDING", "openai:bge-m3")
    monkeypatch.setattr("knowledge.reembed._store", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))

    status, printed = stocked("library", "embed")

    assert status == embedding.INTERRUPTED
    assert "stopped after 0 of 2 passages; run it again to go on" in printed.err
    assert "0 of 2 passages, interrupted" in stocked("library", "jobs")[1].out


def test_a_terminal_shows_a_bar_with_rate_and_time_left(provided, monkeypatch):
    stock("\n\n".join(f"## Part {part}\n\nCopper {part} rose." for part in range(300)))
    monkeypatch.setenv("FOOTNOTE_EMBEDDING", "openai:bge-m3")
    monkeypatch.setenv("TERM", "xterm")
    ours, theirs = pty.openpty()
    shown = b""
    with open(theirs, "w") as terminal:
        monkeypatch.setattr("sys.stderr", terminal)
        assert provided("library", "embed")[0] == 0
        terminal.flush()
        while select.select([ours], [], [], 0)[0]:
            shown += os.read(ours, 65536)
    os.close(ours)

    assert re.search(rb"300/300.*passages/s.*\d:\d\d", shown)
