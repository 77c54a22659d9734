"""Markdown: its text as it is written, without comments and hidden spans; its pipe tables as tables."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from ingest.text.barred import tables_in
from ingest.text.plain import Plain, Unseen, first_line, unwritten
from ingest.web.look import Look
from ingest.web.styles import declared
from knowledge.note import Note
from knowledge.paragraphs import heading_words

suffixes = (".md", ".markdown")
parser = "markdown 2"

HEADING = re.compile(r"^#{1,6}[ \t]+(?P<title>\S.*)$", re.MULTILINE)
COMMENT = "in a comment"
LONGEST_CODE = 2_000  # characters between backticks
FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})", re.MULTILINE)
TICKS = re.compile(r"`+")
TAG = re.compile(r"<(/?)([a-zA-Z][\w-]{0,30})((?:\s[^<>]{0,2000})?)>")
ATTRIBUTE = re.compile(r"([\w-]+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?")
NEVER = ("script", "style", "template", "noscript", "svg", "head", "title", "iframe", "object", "textarea")
EMPTY = ("br", "hr", "img", "input", "meta", "link", "wbr", "col", "source", "area", "base", "embed")
LASTING = (
    *NEVER,
    "div",
    "section",
    "article",
    "aside",
    "details",
    "table",
    "font",
    "main",
    "center",
    "blockquote",
    "ul",
)
NAMED_COMMENT = re.compile(r"^ {0,3}\[[^\]\n]{1,200}\]:[ \t]+(?:#|<#?>)(?:[ \t]+[(\"'][^\n]*)?[ \t]*$", re.MULTILINE)
VISIBLE = re.compile(r"[^\n\f]")


def read(path: Path, data: bytes) -> Note:
    """The note in *data*. Pages end at form feeds; a date is taken from front matter and is never guessed."""
    plain = Plain.of(path, data)
    plain = plain.without(list(_apart(_hidden(plain.text))))
    plain = plain.without(unwritten(plain.text))
    heading = next((found for found in HEADING.finditer(plain.text)), None)
    note = plain.note(path, heading_words(heading["title"]) if heading else first_line(plain.text))
    return replace(note, tables=tuple(tables_in(note.text, list(code(note.text)))))


def code(text: str) -> Iterator[tuple[int, int]]:
    """The spans of fenced blocks and of words between backticks: what stands there is shown as it is written."""
    at = 0
    while fence := FENCE.search(text, at):
        yield from _ticked(text, at, fence.start())
        closing = re.compile(rf"^ {{0,3}}{re.escape(fence[1][0])}{{{len(fence[1])},}}[ \t]*$", re.MULTILINE)
        end = closing.search(text, fence.end())
        at = end.end() if end else len(text)
        yield fence.start(), at
    yield from _ticked(text, at, len(text))


def _ticked(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The spans between as many backticks as opened them, within one paragraph."""
    runs = list(TICKS.finditer(text, start, end))
    later: dict[int, list[int]] = {}
    for number in range(len(runs) - 1, -1, -1):
        later.setdefault(len(runs[number][0]), []).append(number)
    at = 0
    while at < len(runs):
        waiting = later[len(runs[at][0])]
        while waiting and waiting[-1] <= at:
            waiting.pop()
        closing = runs[waiting[-1]] if waiting else None
        if (
            closing
            and closing.start() - runs[at].end() < 2_000
            and "\n\n" not in text[runs[at].end() : closing.start()]
        ):
            yield runs[at].start(), closing.end()
            at = waiting[-1]
        at += 1


def _hidden(text: str) -> Iterator[Unseen]:
    """The spans that a viewer does not show, in the order of their starts; they may overlap."""
    text = _blanked(text, code(text))
    comments = [*_comments(text)]
    comments += [Unseen(start=each.start(), end=each.end(), how=COMMENT) for each in NAMED_COMMENT.finditer(text)]
    comments.sort(key=lambda one: one.start)
    text = _blanked(text, ((each.start, each.end) for each in _apart(iter(comments))))
    yield from sorted([*comments, *_hidden_elements(text)], key=lambda one: one.start)


def _blanked(text: str, spans: Iterator[tuple[int, int]]) -> str:
    """*text* with spaces in place of what stands in *spans*, which are in order and apart."""
    parts: list[str] = []
    at = 0
    for start, end in spans:
        parts += [text[at:start], VISIBLE.sub(" ", text[start:end])]
        at = end
    return "".join([*parts, text[at:]])


def _comments(text: str) -> Iterator[Unseen]:
    at = 0
    while (start := text.find("<!--", at)) >= 0:
        end = text.find("-->", start + 4)
        at = end + 3 if end >= 0 else len(text)
        if end >= 0 or not text[text.rfind("\n", 0, start) + 1 : start].strip():
            yield Unseen(start=start, end=at, how=COMMENT)


def _hidden_elements(text: str) -> Iterator[Unseen]:
    """The spans of elements that hide what is in them, tags and all."""
    stack: list[tuple[str, Look]] = []
    counts: Counter[str] = Counter()
    look, start, end, how, depth = Look(), 0, 0, "", 0
    limit = _limits(text)
    for tag in TAG.finditer(text):
        if how and tag.start() >= end:  # never closed where it could be
            yield Unseen(start=start, end=end, how=how)
            how, look = "", _unwound(stack, counts, depth)
        name = tag[2].lower()
        if tag[1]:
            look = _closed(stack, counts, name, look)
            if how and len(stack) < depth:
                yield Unseen(start=start, end=tag.end(), how=how)
                how = ""
        elif name not in EMPTY and not tag[3].rstrip().endswith("/"):
            stack.append((name, look))
            counts[name] += 1
            look = look.inside(_held(tag[3]))
            if not how and (how := "hidden" if name in NEVER else look.unseen):
                start, end, depth = tag.start(), limit(tag), len(stack)
    if how:
        yield Unseen(start=start, end=end, how=how)


def _limits(text: str) -> Callable[["re.Match[str]"], int]:
    """Where at the latest the element of a tag ends: with its paragraph, unless it may hold several."""
    ends = [found.start() for found in re.finditer(r"\n\n", text)]
    breaks = [found.start() for found in re.finditer(r"\n", text)]

    def limit(tag: "re.Match[str]") -> int:
        line = bisect_left(breaks, tag.start())
        last = breaks[line] if line < len(breaks) else len(text)
        first = breaks[line - 1] + 1 if line else 0
        lone = not text[first : tag.start()].strip() and not text[tag.end() : last].strip()
        after = bisect_left(ends, tag.end())
        lasts = tag[2].lower() in LASTING or (lone and tag[2].lower() != "p")
        return len(text) if lasts or after == len(ends) else ends[after]

    return limit


def _unwound(stack: list[tuple[str, Look]], counts: "Counter[str]", depth: int) -> Look:
    """The look outside the element that was opened as number *depth*, which is closed with all in it."""
    look = stack[depth - 1][1]
    while len(stack) >= depth:
        counts[stack.pop()[0]] -= 1
    return look


def _closed(stack: list[tuple[str, Look]], counts: "Counter[str]", name: str, look: Look) -> Look:
    """The look after ``</name>``, which also closes what was opened within it; the one before where none is open."""
    while counts[name]:
        opened, look = stack.pop()
        counts[opened] -= 1
        if opened == name:
            break
    return look


def _held(attributes: str) -> dict[str, str]:
    """What the attributes of a tag say of how it looks."""
    said = {name.lower(): value.strip("\"'") for name, value in ATTRIBUTE.findall(attributes)}
    held = {"display": "none"} if "hidden" in said else {}
    if "color" in said:
        held["color"] = said["color"]
    if "bgcolor" in said:
        held["background-color"] = said["bgcolor"]
    plain, important = declared(said.get("style", ""))
    return {**held, **plain, **important}


def _apart(spans: Iterator[Unseen]) -> Iterator[Unseen]:
    """The spans without those that begin within one before."""
    at = 0
    for span in spans:
        if span.start >= at:
            yield span
            at = span.end
