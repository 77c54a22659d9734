"""Errors carry their words in both languages, and a reason a script can read."""

import pytest

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
