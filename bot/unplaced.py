"""Numbers and periods that an asker stated and that no argument of the tool takes: they are not passed over."""

import re
from collections.abc import Iterator

from bot import amounts
from bot.reading import Reading
from bot.stated import FOREIGN, OFTEN, SCALES
from tools.registry import NUMBERS, Tool

UNIT = (
    r"(?:%|(?:percent|per ?cent|pct|pp|ppts?|points?|pts?|bps?|x|times|dollars?|bucks?|usd)(?![a-z])"
    rf"|(?:{'|'.join(SCALES)})(?![a-z])"
    rf"|个? ?(?:百分点|巴仙|点|基点)|倍|美[元金]|块钱|元|{FOREIGN})"
)
NUMBER = re.compile(
    rf"(?<![\w.])(?<![\w][-–/])(?P<sign>(?:us)?\$ ?|{FOREIGN} ?)?[-+−]?\d[\d,]*(?:\.\d+)?(?P<unit>(?: ?{UNIT})*)(?!\w)"
)
LEADS = re.compile(
    r"(?:\b(?:at|of|to|is|are|was|were|be|from|by|with|above|below|over|under|per|than|exceed(?:s|ed|ing)?)|[=:<>]"
    r"|[为到在于过是达])$"
)
"""What stands before a number that is a value, and no name or count: "requirement at 13", not "the 8 banks"."""
EVERY = re.compile(OFTEN)


def unplaced(tool: Tool, reading: Reading, *, grows: bool = False) -> tuple[str, ...]:
    """What *reading* states and *tool*, one that works on numbers, does not take, in the asker's own words."""
    if not any(kind in NUMBERS for kind in tool.arguments.values()):
        return ()
    over = amounts.left(tool, reading.text, reading.stated, grows=grows)
    found = [(each.start, each.end) for each in over]
    found += [*_numbers(tool, reading), *(_periods(tool, reading.text) if "freq" in tool.choices else ())]
    whole = [one for one in found if not any(one != other and _within(one, other) for other in found)]
    return tuple(dict.fromkeys(reading.text[start:end].strip() for start, end in sorted(whole)))


def _numbers(tool: Tool, reading: Reading) -> Iterator[tuple[int, int]]:
    """Numbers outside names, times and what the tools were told that have a unit, or stand where a value does."""
    known = [(link.start, link.end) for link in reading.links] + [(each.start, each.end) for each in reading.stated]
    known += [reading.when.span, *reading.when.more] if reading.when else []
    known += [found.span() for found in EVERY.finditer(reading.text)]
    for found in NUMBER.finditer(reading.text):
        placed = any(found.start() < end and start < found.end() for start, end in known)
        if placed or amounts.is_fact(tool, reading.text, *found.span()):
            continue
        if found["sign"] or found["unit"] or _is_value(tool, reading, found.start()):
            yield found.span()


def _is_value(tool: Tool, reading: Reading, start: int) -> bool:
    """Whether a bare number stands behind a name, a word of the tool's subject, or one that leads to a value."""
    before = reading.text[:start].rstrip()
    named = any(link.end == len(before) for link in reading.links)
    told = tool.about is not None and any(found.end() == len(before) for found in tool.about.finditer(before))
    return named or told or LEADS.search(before) is not None


def _periods(tool: Tool, text: str) -> Iterator[tuple[int, int]]:
    """How often something happens, where that is none of the tool's choices."""
    for found in EVERY.finditer(text):
        if not any(pick.fullmatch(found[0].strip()) for pick in tool.picks.values()):
            yield found.span()


def _within(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return other[0] <= one[0] and one[1] <= other[1]
