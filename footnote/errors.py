"""
The error tree.

FootnoteError        its text is shown, unedited, to the person who asked
  + AskError         the question cannot be answered as put; says what can be
  + SourceError      the outside world did not deliver; .retry if asking again may help
  + NoteError        a note cannot be read, or the quote is not in it
  + SetupError       the desk folder or a setting is wrong; lists every fault at once

Anything else that is raised is a bug: it is logged under a reference number and never shown.
"""

from typing import Literal

from footnote.text import Text, same

Reason = Literal[
    "unknown_series",
    "short_history",
    "blank",
    "stale",
    "units",
    "not_configured",
    "source_down",
    "rights",
    "advice",
    "off_topic",
]


class FootnoteError(Exception):
    """An error whose words are fit for the person who asked, in both languages."""

    reason: Reason | None = None

    def __init__(self, text: Text | str, *, reason: Reason | None = None) -> None:
        self.text = same(text) if isinstance(text, str) else text
        self.reason = reason or type(self).reason
        super().__init__(self.text.en)


class AskError(FootnoteError):
    """The question cannot be answered as put. With *choices* it becomes a question back."""

    def __init__(self, text: Text | str, *, reason: Reason | None = None, choices: tuple[Text, ...] = ()) -> None:
        super().__init__(text, reason=reason)
        self.choices = choices


class SourceError(FootnoteError):
    """A data source failed. ``retry`` says whether asking again may help."""

    reason: Reason | None = "source_down"

    def __init__(self, text: Text | str, *, retry: bool = False, reason: Reason | None = None) -> None:
        super().__init__(text, reason=reason)
        self.retry = retry


class NoteError(FootnoteError):
    """A note cannot be read, or does not say what was to be quoted."""


class SetupError(FootnoteError):
    """The desk folder or the settings are wrong; ``faults`` names each."""

    reason: Reason | None = "not_configured"

    def __init__(self, faults: list[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(faults))
