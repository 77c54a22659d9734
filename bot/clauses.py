"""A question cut into the parts that are questions of their own: "bitcoin vol and gold ytd" are two."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.reading import Reading
from tools.registry import NUMBERS, BasketId, Tool

CLAUSE = re.compile(
    r"[?;。\n]+|(?<!\bvs)(?<!\bst)(?<!\b[a-z])(?<!\d)\. +(?=[a-z\u3400-\u9fff])|,? +and (?=(?:what|how|is|are|show"
    r"|give|list|when|where|has|have|did|do|chart|plot|draw|graph)\b)"
    r"|[,，] *(?:plus|also|then|as well as|加上) *| \+ (?=[a-z])| then (?=(?:a|the|chart|graph|plot|what|show)\b)"
    r"|[,,] *(?=另)|[,,] *(?=以及|另外|同时|还有|研报|顺便|并且|并|然后"
    r"|再[看画算查比])|以及|顺便"
)
JOINT = re.compile(r"[,，、] *(?:and |plus |以及|和|与|及)?|(?<= )(?:and|plus|as well as) | ?(?:和|与) ?")
NUMBERED = re.compile(r"\d ?(?:%|percent\b|per cent\b|pct\b|bps?\b)|\$ ?\d")
IF = re.compile(r"\b(?:if|suppose|assuming|given|compare)\b|如果|假如|假设|对比|比较")
"""A condition or a comparison, which hold a question together."""
BESIDE = re.compile(r"\b(?:vs|versus|against|relative|than|(?:out|under)perform\w*|lag(?:ged|s)?)\b|相比|跑[赢输]|相对")
"""The same, in a later part."""
OVER = re.compile(r"^(?:over|in|for|since|during|from|between|through|过去|近|最近|自)")
ABOVE = re.compile(
    r"\b(?:above|below|over|under)\b *\d+(?:\.\d+)?(?![\d%]| ?(?:years?|months?|y|m)\b)|(?:[高低]于|超过) ?\d+"
)
TELLING = 3
"""The weight from which a tool's words cannot be taken for another's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a question as it reads on its own."""

    text: str
    reading: Reading

    @property
    def tool(self) -> Tool | None:
        """The most particular tool its words call for, where they cannot be taken for another's."""
        called = (tool for tool in self.reading.tools if tool.weight >= TELLING)
        return max(called, key=lambda each: each.weight, default=None)

    @property
    def asks(self) -> str:
        """The name of the tool that it asks for, empty where that of another piece must do."""
        return self.tool.name if self.tool else "returns" if self.is_return else "latest" if self.is_level else ""

    @property
    def has_subject(self) -> bool:
        """Whether it names something, states a number for its tool, or asks what needs neither."""
        free = self.tool is not None and self.tool.is_free
        ready = self.tool is not None and not self.tool.required
        return bool(self.reading.links or (free and (self.reading.stated or ready)))

    @property
    def is_of_another(self) -> bool:
        """Whether it can take its subject neither from a name before it nor do without one: flows between baskets."""
        return self.tool is not None and BasketId in self.tool.arguments.values()

    @property
    def ends_with_cue(self) -> bool:
        """Whether its names stand before the words for its tool, so that these are not for a name behind."""
        ends = [found.end() for tool in self.reading.tools for found in tool.cues.finditer(self.text)]
        return bool(self.reading.links and ends) and max(ends) > max(link.end for link in self.reading.links)

    @property
    def is_return(self) -> bool:
        """Whether it is a name with a time and nothing else: "gold ytd"."""
        when, links = self.reading.when, self.reading.links
        if when is None or when.kind != "window" or not links or self.reading.unknown:
            return False
        behind = links[0].end <= when.span[0]
        return behind and not OVER.search(self.reading.text[slice(*when.span)].strip())

    @property
    def is_level(self) -> bool:
        """Whether it asks for the latest of something named, or if that is above or below a number."""
        latest = any(tool.name == "latest" for tool in self.reading.tools)
        level = latest or ABOVE.search(self.text) is not None
        return level and bool(self.reading.links) and not self.reading.unknown

    @property
    def is_numbered(self) -> bool:
        """Whether a number stands in it that its tool does not take."""
        takes = self.tool is not None and any(kind in NUMBERS for kind in self.tool.arguments.values())
        return NUMBERED.search(self.text) is not None and not takes


def clauses(text: str) -> list[str]:
    """The parts of a question that may each be a question of their own."""
    return [part.strip(" ,") for part in CLAUSE.split(text) if part and part.strip(" ,")]


def pieces(text: str, read: Callable[[str], Reading]) -> list[Piece]:
    """The parts of a clause that each name a tool of their own, told by the words of *read*; one where there is one."""
    whole = Piece(text=text, reading=read(text))
    cuts = [found.span() for found in JOINT.finditer(text)]
    if not cuts or not whole.tool or whole.reading.notes or IF.search(text):
        return [whole]
    found = [_piece(text, span, read) for span in _joined(text, cuts, read)]
    return _timed(found, read) if len(found) > 1 and _are_apart(whole.tool, found) else [whole]


def _timed(found: list[Piece], read: Callable[[str], Reading]) -> list[Piece]:
    """The pieces, with the time behind the last where it is the time of all: "gold return and vol ytd"."""
    last, when = found[-1], found[-1].reading.when
    own = last.reading.links or last.is_of_another or (last.tool and last.tool.is_free)
    if when is None or own or any(piece.reading.when for piece in found[:-1]):
        return found
    said = last.reading.text[slice(*when.span)]
    texts = (f"{piece.text} {said}" for piece in found[:-1])
    return [*(Piece(text=text, reading=read(text)) for text in texts), last]


def _are_apart(tool: Tool, found: Sequence[Piece]) -> bool:
    """Whether the pieces ask for several things, the whole's among them, each about something."""
    asked = {piece.asks for piece in found}
    led = found[0].has_subject and not tool.is_free
    own = all(piece.has_subject or led or piece.is_of_another for piece in found)
    several = len(asked) > 1 or all(piece.tool and piece.tool.is_free for piece in found)
    given = found[0].tool.figures if found[0].tool else {}
    if found[0].asks == "returns" and any(piece.asks == "chart" and not piece.reading.links for piece in found[1:]):
        return False  # a name with a time, and how it is to be shown
    if "return" in given and any(piece.asks == "returns" and not piece.reading.links for piece in found[1:]):
        return False  # the return is that of the first: "SPACs against small caps, five-year return"
    joined = any(piece.is_numbered for piece in found) or any(BESIDE.search(piece.text) for piece in found[1:])
    return several and own and tool.name in asked and not joined


def _joined(text: str, cuts: Sequence[tuple[int, int]], read: Callable[[str], Reading]) -> list[tuple[int, int]]:
    """The stretches between *cuts*, those that are no question by themselves joined to the one they belong to."""
    ends = zip([0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(text)], strict=True)
    found: list[tuple[int, int]] = []
    waiting: int | None = None
    for start, end in ((start, end) for start, end in ends if text[start:end].strip()):
        begin = start if waiting is None else waiting
        piece, before = _piece(text, (begin, end), read), _piece(text, found[-1], read) if found else None
        if piece.tool or piece.is_level or (piece.is_return and (before is None or before.ends_with_cue)):
            found.append((begin, end))
            waiting = None
        elif before is None or before.ends_with_cue:
            waiting = begin
        else:
            found[-1] = (found[-1][0], end)
    if waiting is not None:
        found[-1:] = [(found[-1][0], len(text))] if found else [(0, len(text))]
    return found


def _piece(text: str, span: tuple[int, int], read: Callable[[str], Reading]) -> Piece:
    part = text[slice(*span)].strip(" ,")
    return Piece(text=part, reading=read(part))


def lost(found: Iterable[Piece], tools: Iterable[str]) -> tuple[str, ...]:
    """The parts of the pieces that ask for something else than what these *tools* give."""
    named = set(tools)
    missed = (piece for piece in found if piece.tool and not piece.tool.is_free and piece.tool.name not in named)
    parts = ((piece, clauses(piece.text)) for piece in missed)
    return tuple(part for piece, each in parts for part in each if piece.tool and piece.tool.cues.search(part))
