"""The plan's steps on notes: what to search for, and which notes to list."""

import re
from collections.abc import Iterable
from datetime import date

from bot.dates import When
from bot.filler import FILLER
from bot.forms import MONTH
from bot.language import made_plain
from bot.reading import Reading
from footnote.answer import Call
from tools.window import span

HAN = re.compile(r"[\u3400-\u9fff]*")
PERIOD = re.compile(rf"{MONTH}|\d{{4}}")
LINK = 2
"""Chinese characters between two words that are one phrase with them."""
SURNAME = re.compile(r" ?(research|securities|capital|bank|研究|证券)$")
SOURCE = re.compile(r"\b(?:from|by) ((?-i:[A-Z])[\w&.'-]*(?: (?-i:[A-Z&])[\w&.'-]*)*)|来自 ?([\w&]+?)(?:的|$)", re.I)


DATING = re.compile(
    r"\b(?:loaded|ingested|uploaded|filed|stored|hold|have|got|list|show|give|all|us|me|dated|published|written|released|dropped|came|come|coming|added|new|recent|out|in|any|anything|stuff|pieces?|papers?)\b"
    r"|列|给|我|拿|看|入|出|发布|发表|新增|新|写|收|到|录|份|篇|边|些|啲|边些|哪些|了"
)
"""What is said of notes as such, and of nothing that stands in them."""


def is_about_nothing(words: str) -> bool:
    """Whether *words* speak of notes and not of what they say."""
    return not re.search(r"\w", DATING.sub("", words))


def search(reading: Reading, institutions: Iterable[str] = ()) -> Call:
    """A search for everything in the clause that carries a subject, in its window and from its institution."""
    words, source = query(reading), {}
    if institution := _named(reading.text, institutions):
        source = {"source": institution}
        name = (*SURNAME.sub("", made_plain(institution)).split(), "research")
        words = " ".join(word for word in words.replace(made_plain(institution), " ").split() if word not in name)
    return Call(tool="notes_search", arguments={"query": words, **source, **_when(reading.when)})


def _named(text: str, institutions: Iterable[str]) -> str | None:
    """The institution that *text* (normalised) names, with or without the word for its trade."""
    for institution in institutions:
        name = SURNAME.sub("", made_plain(institution))
        if name and re.search(rf"(?<![a-z]){re.escape(name)}(?![a-z])", text):
            return institution
    return None


def listed(reading: Reading, typed: str, institutions: Iterable[str], today: date) -> Call:
    """A list of notes by institution and window; a period that is still running has no end."""
    window = _begun(_when(reading.when), today)
    source = _source(typed)
    if not source and (institution := _named(reading.text, institutions)):
        source = {"source": institution}
    return Call(tool="list_notes", arguments={**source, **window})


def again(call: Call, reading: Reading, today: date) -> Call:
    """The same list over the time of the clause."""
    kept = {name: value for name, value in call.arguments.items() if name == "source"}
    return Call(tool="list_notes", arguments=kept | _begun(_when(reading.when), today))


def _begun(window: dict[str, str], today: date) -> dict[str, str]:
    """The window; a period that is still running has no end."""
    running = "end" in window and span(window["end"])[1] >= today
    return {name: value for name, value in window.items() if not (running and name == "end")}


def query(reading: Reading) -> str:
    """The words of the clause that carry a subject, in their order."""
    spans = [(link.start, link.end) for link in reading.links] + [(token.start, token.end) for token in reading.unknown]
    joined = ""
    last = None
    for start, end in sorted(spans):
        gap = "" if last is None else reading.text[last:start]
        joined += (gap if len(gap) <= LINK and HAN.fullmatch(gap) else " ") + reading.text[start:end]
        last = end
    return joined.strip()


def _source(typed: str) -> dict[str, str]:
    """The institution a list of notes was asked from, as it was typed."""
    found = SOURCE.search(typed)
    named = (found[1] or found[2]) if found else ""
    plain = named.casefold().split()
    return {"source": named} if any(word not in FILLER and not PERIOD.fullmatch(word) for word in plain) else {}


def _when(when: When | None) -> dict[str, str]:
    """A window for the notes: a start with its end, or the window as typed."""
    if when is None:
        return {}
    if when.kind == "point" and when.start:
        return {"start": when.start, "end": when.start}
    if when.start and when.kind != "window":
        return {"start": when.start, **({"end": when.end} if when.end else {})}
    return {"window": when.window} if when.window else {}
