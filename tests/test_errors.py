"""Errors carry their words in both languages, and a reason a script can read."""

import ast
from pathlib import Path

import pytest

import tools
from footnote.errors import AskError, FootnoteError, NoteError, SetupError, SourceError
from footnote.text import Text

WORDS = Text("Ask again in a minute.", "请一分钟后再试。")


@pytest.mark.parametrize("kind", [FootnoteError, AskError, SourceError, NoteError])
def test_an_error_carries_both_languages_and_reads_as_the_english_one(kind):
    error = kind(WORDS)

    assert error.text == WORDS
    assert str(error) == WORDS.en


def test_a_name_alone_reads_the_same_in_both():
    assert FootnoteError("UNRATE").text == Text("UNRATE", "UNRATE")


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (AskError(WORDS), None),
        (AskError(WORDS, reason="blank"), "blank"),
        (SourceError(WORDS), "source_down"),
        (SourceError(WORDS, reason="not_configured"), "not_configured"),
        (SetupError(["one"]), "not_configured"),
    ],
)
def test_the_reason_is_the_one_given_else_that_of_the_kind(error, reason):
    assert error.reason == reason


def test_choices_and_retry_travel_along():
    assert AskError(WORDS, choices=(WORDS,)).choices == (WORDS,)
    assert AskError(WORDS).choices == ()
    assert SourceError(WORDS, retry=True).retry
    assert not SourceError(WORDS).retry


def test_every_fault_of_a_set_up_is_told_at_once():
    error = SetupError(["first fault", "second fault"])

    assert error.faults == ("first fault", "second fault")
    assert str(error) == "first fault\nsecond fault"


def test_no_tool_tells_a_member_of_the_desks_file():
    """What is not configured is said in a plain sentence; where it is written is for whoever keeps the desk."""
    told = [
        (path.name, node.lineno)
        for path in Path(tools.__path__[0]).glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Text"
        for part in ast.walk(node)
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and "desk.toml" in part.value
    ]

    assert told == []
