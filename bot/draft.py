"""The words around the figures, when no model writes them: a headline and a few sentences, digits left to slots."""

from bot import words
from bot.said.voice import Draft, voice_of
from footnote.answer import Call, Citation, Figure, Table
from footnote.text import Language, Text


def sentences(call: Call, figure: Figure) -> Draft:
    """The sentences for what *call* gave."""
    return voice_of(call.tool).sentences(call, figure)


def table(call: Call, figure: Figure, language: Language) -> Table | None:
    """The rows of a figure whose parts are peers, or of a basket's members; None where one number says it all."""
    return voice_of(call.tool).table(call, figure, language)


def quoted(citations: tuple[Citation, ...]) -> Text:
    """The headline of an answer that only quotes."""
    return words.QUOTED_ONE if len(citations) == 1 else words.QUOTED_SEVERAL
