"""The plan steps that look things up: a search of the notes, their list, and a quote beside a figure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from bot import dates, words
from bot.bearing import bears_on
from bot.language import language_of, made_plain, normalise, tokens
from footnote.answer import Call, Citation, Figure
from footnote.errors import AskError
from knowledge import quote
from knowledge.library import Library
from tools.catalogue import Board, Named
from tools.window import Window

HITS = 8
MOST_QUOTES = 3
STRONG = 0.5
"""The share of a question's weight that a sentence must carry when nobody asked for a note."""
NEARLY = 0.7
"""The share of the best match from which a quote in the asker's own language goes first."""
SO_FAR = re.compile(r"year[- ]to[- ]date|\bytd\b|this year|since the (start|end|turn|beginning)|今年|年初|年内")
CERTAIN = 0.8
"""The same where the desk has data on part of what was asked."""
FAIR = 0.25
"""The same where a note was asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotes:
    """The library as one reader may see it on one day."""

    library: Library
    labels: frozenset[str]
    today: date

    def search(self, call: Call, typed: str, *, strong: AskError | None = None, known: bool = False) -> list[Citation]:
        """The sentences that answer best; with *strong* only a clear match counts, else that error is raised.

        *known* says that the desk has data on part of what was asked: then a quote must be all but certain.
        """
        first, last = self._span(call)
        query = call.arguments["query"] or typed
        said = query if strong else f"{typed} {query}"
        hits = self.library.search(
            query,
            labels=self.labels,
            limit=HITS,
            institution=call.arguments.get("source"),
            start=first,
            until=min(last, self.today) if last else self.today,
            today=self.today,
        )
        if not hits:
            raise strong or AskError(words.NO_NOTE if self.library.notes(self.labels) else words.NO_NOTES)
        least = (CERTAIN if known else STRONG) if strong else FAIR
        found = [each for each in quote.quotes(self.library, hits, said, self.labels) if each.coverage >= least]
        if not found:
            raise strong or AskError(words.NO_NOTE)
        found = [each for each in found if not each.citation.quote.rstrip('”"’」』 ').endswith(("?", "？"))] or found
        return [each.citation for each in _own_language_first(found, typed)[:MOST_QUOTES]]

    def beside(
        self, typed: str, subjects: Sequence[Named], calls: Sequence[Call], figures: Sequence[Figure]
    ) -> list[Citation]:
        """The sentence of a note that names every subject and speaks of their window, or prints a number of theirs."""
        if not subjects or any(isinstance(item, Board) for item in subjects):
            return []
        query = " ".join((typed, *(name for item in subjects for name in (item.title.en, item.title.zh))))
        hits = self.library.search(query, labels=self.labels, limit=HITS, until=self.today, today=self.today)
        hits = [hit for hit in hits if all(names(hit.text, item) for item in subjects)]
        if not hits:  # as for most figures: then nothing more is read
            return []
        windowed = any(_window(call) for call in calls)
        found = quote.quotes(
            self.library,
            hits,
            query,
            self.labels,
            about=lambda sentence: (
                all(names(sentence, item) for item in subjects)
                and all(speaks_of(sentence, call) for call in calls)
                and (windowed or bears_on(sentence, figures))
            ),
            only_prose=True,
        )
        return [each.citation for each in _own_language_first(found, typed)][:1]

    def listed(self, call: Call) -> list[dict[str, Any]]:
        """The notes by institution and window, the latest first; AskError when there are none."""
        first, last = self._span(call)
        notes = self.library.notes(
            self.labels,
            institution=call.arguments.get("source"),
            start=first,
            until=min(last, self.today) if last else self.today,
        )
        if not notes:
            raise AskError(words.NO_NOTE if self.library.notes(self.labels) else words.NO_NOTES)
        return [
            {
                "note": note.id,
                "title": note.title,
                "institution": note.institution,
                "date": note.date.isoformat() if note.date else None,
                "language": note.language,
                "label": note.label,
            }
            for note in notes
        ]

    def _span(self, call: Call) -> tuple[date | None, date | None]:
        """First and last day of the notes asked for."""
        given = {name: call.arguments[name] for name in ("window", "start", "end") if name in call.arguments}
        return Window(**given).periods(self.today, "D") if given else (None, None)


def _own_language_first(found: list[quote.Quote], typed: str) -> list[quote.Quote]:
    """The quotes in their order, but one in the asker's language first if it answers nearly as well."""
    asked = language_of(typed)
    enough = NEARLY * max((each.coverage for each in found), default=0.0)
    return sorted(found, key=lambda each: not (language_of(each.citation.quote) == asked and each.coverage >= enough))


def speaks_of(sentence: str, call: Call) -> bool:
    """Whether the sentence is about the window that was asked for; where none was, any sentence will do."""
    given = _window(call)
    if not given:
        return True
    text = made_plain(sentence)
    if given.get("window") == "YTD":
        return bool(SO_FAR.search(text))
    years = [value[:4] for value in given.values() if value[:4].isdigit()]
    if years and all(year in text for year in years):
        return True
    length = given.get("window") or (f"{int(years[1]) - int(years[0])}Y" if len(years) > 1 else "")
    return bool(length) and length in dates.lengths(text)


def _window(call: Call) -> dict[str, str]:
    """The time that was asked for."""
    return {name: str(call.arguments[name]) for name in ("window", "start", "end", "at") if name in call.arguments}


def names(sentence: str, item: Named) -> bool:
    """Whether the sentence calls *item* by one of its names: an English one in any order, a Chinese one as is."""
    plain = made_plain(sentence)
    said = {token.text for token in tokens(plain)}
    return any(_is_named(normalise(name), plain, said) for name in item.names if name)


def _is_named(name: str, sentence: str, said: set[str]) -> bool:
    if not name.isascii():
        return name in sentence
    parts = _parts(name)
    return bool(parts) and said.issuperset(parts)


@lru_cache(maxsize=8192)
def _parts(name: str) -> tuple[str, ...]:
    """The words of a name, which is looked for in many sentences."""
    return tuple(token.text for token in tokens(name))
