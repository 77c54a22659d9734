"""The plan as the grey line echoes it, so that a wrong reading is seen, and the steps while it is carried out."""

from datetime import date
from typing import Any

from bot.said.voice import voice_of
from footnote.answer import Call
from footnote.errors import AskError
from footnote.spelling import spell_day, spell_period
from footnote.text import Text, listed, same
from tools.catalogue import Catalogue
from tools.window import Window, span

UNITS = {"D": ("day", "天"), "W": ("week", "周"), "M": ("month", "个月"), "Y": ("year", "年")}


def reading(call: Call, catalogue: Catalogue) -> Text:
    """The plan's call as the grey line echoes it, so that a wrong reading is seen."""
    arguments = call.arguments
    names = [_title(id, catalogue) for id in _ids(arguments)]
    return _with(_subject(call, names, catalogue), _window(arguments), _period(arguments))


def _period(arguments: dict[str, Any]) -> Text | None:
    """The period that is asked about; the level at which a line is read is none."""
    period = arguments.get("at") or arguments.get("date")
    return _spelled(period) if isinstance(period, str) else None


def step(call: Call, catalogue: Catalogue) -> Text:
    """What is being done for the call, to stand after the bot's name while it works."""
    what = reading(call, catalogue)
    if call.tool in ("notes_search", "list_notes", "claim_check"):
        return Text(f"is looking up the {what.en}", f"正在查找{what.zh}")
    names = [_title(id, catalogue) for id in _ids(call.arguments)]
    return Text(f"is reading {listed(names).en}", f"正在读取{listed(names).zh}") if names else what


def assumed(window: str) -> Text:
    """A window that nobody asked for."""
    named = _length(Window(window=window))
    return Text(f", {named.en} by default", f"，默认{named.zh}")


def to_day(last: date) -> Text:
    """The last day the figures use."""
    return Text(f", to {spell_day(last)}", f"，截至{spell_day(last, 'zh')}")


def _subject(call: Call, names: list[Text], catalogue: Catalogue) -> Text:
    """What the call is about, without its time."""
    arguments = call.arguments
    if call.tool == "notes_search":
        topic = _topic(arguments["query"], catalogue)
        return Text(f'notes on "{topic.en}"', f"研报中关于“{topic.zh}”的内容")
    if call.tool == "claim_check":
        return Text(f'the claim "{arguments["query"]}"', f"对“{arguments['query']}”这一说法的核对")
    if call.tool == "list_notes":
        source = arguments.get("source", "")
        return Text(f"list of notes{f' from {source}' if source else ''}", f"{source}研报列表")
    voice = voice_of(call.tool)
    if voice.subject is not None:
        return voice.subject(call, lambda id: _title(id, catalogue))
    every, verb = listed(names), voice.verb or same(call.tool)
    return Text(f"{verb.en} of {every.en}", f"{every.zh}{verb.zh}")


def _window(arguments: dict[str, Any]) -> Text:
    """The window in words, its days as a person writes them."""
    window = Window(**{name: arguments[name] for name in ("window", "start", "end") if name in arguments})
    if not window.start:
        return _length(window)
    start, end = _spelled(window.start), _spelled(window.end) if window.end else None
    if end is None:
        return Text(f"since {start.en}", f"{start.zh}以来")
    return Text(f"{start.en} to {end.en}", f"{start.zh}至{end.zh}")


def _length(window: Window) -> Text:
    """``10 years`` and its like; the rest as it is said anyhow."""
    length = window.length()
    if length is None:
        return window.words()
    number, unit = length
    one, zh = UNITS[unit]
    return Text(f"{number} {one}{'s' * (number != 1)}", f"过去{number}{zh}")


def _spelled(prefix: str) -> Text:
    """A day, a month, a quarter or a year that was written by its first letters, as a person writes it."""
    try:
        _, last = span(prefix)
    except AskError:
        return same(prefix)
    freq = "Q" if "Q" in prefix.upper() else {4: "A", 7: "M"}.get(len(prefix.strip()), "D")
    return Text(spell_period(last, freq), spell_period(last, freq, "zh"))


def _with(subject: Text, window: Text, at: Text | None) -> Text:
    over = Text(f", {window.en}", f"，{window.zh}") if window.en else same("")
    period = Text(f", {at.en}", f"，{at.zh}") if at else same("")
    return Text(subject.en + over.en + period.en, subject.zh + over.zh + period.zh)


def _ids(arguments: dict[str, Any]) -> list[str]:
    """The ids among a call's arguments, in their order."""
    named = [value for name, value in arguments.items() if name in ("series", "board", "basket", "assets", "a", "b")]
    return [id for value in named for id in (value if isinstance(value, list | tuple) else [value])]


def _topic(query: str, catalogue: Catalogue) -> Text:
    """What the notes are searched for; a thing of the catalogue by its name in each language."""
    return next((item.title for item in catalogue.named() if item.title.en == query), same(query))


def _title(id: str, catalogue: Catalogue) -> Text:
    found = catalogue.find(id)
    return found.title if found else same(id)
