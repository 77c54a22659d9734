"""The style rules of a page: which of the declarations that can hide words hold for each element."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import Any
from urllib.parse import unquote_to_bytes

from ingest.web.matching import Matcher, Test, TooManyError, words_of

LARGEST = 2_000_000  # characters of rules
MOST = 60_000  # rules
DEEPEST = 8  # rules within rules
LONGEST_VALUE = 400
TELLING = frozenset(
    "display visibility content-visibility opacity filter color -webkit-text-fill-color background background-color "
    "background-image background-clip -webkit-background-clip font font-size position left top right bottom inset "
    "margin margin-left margin-top text-indent clip clip-path width height max-width max-height overflow overflow-x "
    "overflow-y transform scale".split()
)
WIDTH, HEIGHT = 1280, 800  # of the screen that a page is looked at on
FEATURE = re.compile(r"\(([^()]*)\)")
LIMIT = re.compile(r"(min|max)-(?:device-)?(width|height)\s*:\s*([\d.]+)(px|em|rem)?$")
RANGE = re.compile(r"(width|height)\s*([<>])=?\s*([\d.]+)(px|em|rem)?$")
UNUSUAL = re.compile(
    r"prefers-color-scheme:\s*dark|prefers-reduced-(?:motion|data)(?!:\s*no)|hover:\s*none|pointer:\s*(?:coarse|none)"
    r"|orientation:\s*portrait|display-mode|forced-colors:\s*active|prefers-contrast|inverted-colors|-ms-high-contrast"
    r"|scripting:\s*none|max-(?:aspect-ratio|resolution)|-webkit-(?:min|max)-device-pixel-ratio"
)
INTRICATE = re.compile(r"[\\\"'@/!{}\[\]]|--|url\(", re.IGNORECASE)  # what takes more than a split to read
DATA_SHEET = re.compile(r"\s*data:text/css[^,]*,", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rule:
    """A selector's test and weight with what it declares, plainly and as important."""

    test: Test
    weight: tuple[int, int, int]
    order: int
    plain: Mapping[str, str]
    important: Mapping[str, str]


class Styles:
    """The rules of all sheets of a page. ``unread`` are the sheets that lie elsewhere and are not fetched."""

    def __init__(self) -> None:
        self.unread: list[str] = []
        self._matcher = Matcher()
        self._rules: defaultdict[str, list[Rule]] = defaultdict(list)
        self._number = 0
        self._size = 0

    def add(self, sheet: str) -> None:
        """Take the rules of *sheet*; TooManyError where the page has more than are read."""
        self._size += len(sheet)
        if self._size > LARGEST:
            raise TooManyError
        parsed = import_module("tinycss2").parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
        self._take(parsed, [], 0)

    def link(self, address: str) -> None:
        """Take a sheet by its address, which is read only where it holds the sheet itself."""
        if inside := DATA_SHEET.match(address):
            self.add(unquote_to_bytes(address[inside.end() :]).decode("utf-8", errors="replace"))
        else:
            self.unread.append(address[:100])

    def of(self, element: Any, hints: Mapping[str, str]) -> dict[str, str]:
        """What holds for *element*: what its attributes hint at, then the rules, then its own, then what is important.

        TooManyError where the page takes too much matching.
        """
        classes = words_of(element.get("class", ""))
        keys = ["*", element.tag, f"#{element.get('id', '').lower()}", *(f".{name}" for name in classes)]
        matching = [rule for key in keys for rule in self._rules.get(key, ()) if rule.test(element)]
        matching.sort(key=lambda rule: (rule.weight, rule.order))
        own, own_important = declared(element.get("style", ""))
        held = dict(hints)
        for rule in matching:
            held.update(rule.plain)
        held.update(own)
        for rule in matching:
            held.update(rule.important)
        held.update(own_important)
        return held

    def _take(self, nodes: list[Any], above: list[str], depth: int) -> None:
        if depth > DEEPEST:
            raise TooManyError
        for node in nodes:
            if node.type == "qualified-rule":
                self._rule(node, above, depth)
            elif node.type == "at-rule":
                self._at_rule(node, above, depth)

    def _at_rule(self, node: Any, above: list[str], depth: int) -> None:
        tinycss2 = import_module("tinycss2")
        name, prelude = node.lower_at_keyword, tinycss2.serialize(node.prelude).lower()
        if name == "import":
            self.unread.append(prelude.strip()[:100])
        holds = name in ("layer", "container", "scope") or (name == "media" and shown_on_screen(prelude))
        holds = holds or (name == "supports" and not prelude.strip().startswith("not"))
        if node.content is not None and holds:
            if above:
                self._block(node.content, above)
            self._take(_rules_in(node.content), above, depth + 1)

    def _rule(self, node: Any, above: list[str], depth: int) -> None:
        selectors = list(_selectors(node.prelude))
        if len(selectors) * len(above) > MOST:
            raise TooManyError
        if above:
            selectors = [_within(one, outer) for outer in above for one in selectors]
        self._block(node.content, selectors)
        if any(token.type in ("{} block", "at-keyword") for token in node.content):
            self._take(_rules_in(node.content), selectors, depth + 1)

    def _block(self, content: list[Any], selectors: list[str]) -> None:
        plain, important = _declarations(content)
        for selector in selectors if plain or important else ():
            self._number += 1
            if self._number > MOST:
                raise TooManyError
            if compiled := self._matcher.compiled(selector):
                test, weight, key = compiled
                self._rules[key].append(Rule(test, weight, self._number, plain, important))


@lru_cache(maxsize=2_000)
def declared(style: str) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """What the ``style`` of an element says, plainly and as important."""
    style = style[: LARGEST // 100]
    if not INTRICATE.search(style):
        said = (part.partition(":") for part in style.split(";"))
        plain = {name.strip().lower(): value.strip() for name, _, value in said if value.strip()}
        return {name: value for name, value in plain.items() if name in TELLING and len(value) <= LONGEST_VALUE}, {}
    return _declarations(style)


def shown_on_screen(query: str) -> bool:
    """Whether a page on a usual screen is meant by the media *query*; what is not known is taken to be so."""
    return any(_is_met(part.strip()) for part in query.lower().split(",")) if query.strip() else True


def _is_met(query: str) -> bool:
    negated = query.startswith("not ")
    query = query.removeprefix("not ").removeprefix("only ").strip()
    kind = re.match(r"[a-z]*", query)[0]  # type: ignore[index]  # it matches nothing as well
    met = kind in ("", "screen", "all", "not", "and") and all(_has(feature) for feature in FEATURE.findall(query))
    return met != negated


def _has(feature: str) -> bool:
    feature = feature.strip()
    sizes = {"width": WIDTH, "height": HEIGHT}
    if limit := LIMIT.match(feature):
        size = float(limit[3]) * (1 if limit[4] in (None, "px") else 16)
        return sizes[limit[2]] >= size if limit[1] == "min" else sizes[limit[2]] <= size
    if limit := RANGE.match(feature):
        size = float(limit[3]) * (1 if limit[4] in (None, "px") else 16)
        return sizes[limit[1]] > size if limit[2] == ">" else sizes[limit[1]] < size
    return not UNUSUAL.search(feature)


def _selectors(prelude: list[Any]) -> Iterator[str]:
    """The selectors that commas part; commas within brackets part nothing."""
    serialize = import_module("tinycss2").serialize
    part: list[Any] = []
    for piece in [*prelude, None]:
        if piece is None or piece == ",":
            yield serialize(part).strip()
            part = []
        else:
            part.append(piece)


def _within(selector: str, outer: str) -> str:
    """*selector* of a rule that stands inside the rule of *outer*."""
    return selector.replace("&", outer) if "&" in selector else f"{outer} {selector}"


def _rules_in(content: list[Any]) -> list[Any]:
    parse = import_module("tinycss2").parse_blocks_contents
    return [node for node in parse(content, skip_comments=True, skip_whitespace=True) if node.type != "declaration"]


def _declarations(content: Any) -> tuple[dict[str, str], dict[str, str]]:
    """The telling declarations of a block, by name; a later one goes before an earlier one."""
    tinycss2 = import_module("tinycss2")
    plain: dict[str, str] = {}
    important: dict[str, str] = {}
    for node in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if node.type == "declaration" and (node.lower_name in TELLING or node.name.startswith("--")):
            value = tinycss2.serialize(node.value).strip()
            name = node.name if node.name.startswith("--") else node.lower_name
            if value and len(value) <= LONGEST_VALUE:
                (important if node.important else plain)[name] = value
            elif name.startswith("background"):
                plain[name] = "url()"  # too long to look at: a picture
    return plain, important
