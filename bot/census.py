"""``footnote doctor --live``: every FRED series of the catalogue against what the service says of it."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from bot.doctor import Line
from footnote.errors import AskError, FootnoteError
from tools.catalogue import Series
from tools.fred import agreement
from tools.periods import period_end
from tools.reading import Budget

if TYPE_CHECKING:
    from collections.abc import Mapping

SECONDS_EACH = 60.0
"""What one series may wait, the service's pace and its bad moments included."""
MOST_FAILURES = 3
"""So many in a row, and the service is down: the rest is not asked."""
SHORT = timedelta(days=5 * 365)
"""A history that starts later is called short."""
OVERDUE, SLACK = 2, timedelta(days=30)
"""A series counts as ended when it is older than this many times its rule, and some days."""
CLASSES = ("public domain", "citation required", "pre-approval required")


def examine(
    series: "Mapping[str, Series]", source: object, today: date, progress: Callable[[int, int], None]
) -> Iterator[Line]:
    """A line for every fault of a series read from FRED, as it is found, and one that sums up.

    What is gone, has ended or means something else is needed; a short history and a stricter owner are only said.
    """
    wanted = {
        place.removeprefix("fred:"): item
        for item in series.values()
        for place in item.sources
        if place.startswith("fred:")
    }
    ask: Callable[[str, Budget], Any] | None = getattr(source, "info", None)
    if ask is None:
        message = "no key: set FRED_API_KEY to check the catalogue against the service"
        yield Line(check="live", ok=False, message=message, needed=False)
        return
    faulty, failed, asked = 0, 0, 0
    for name, item in wanted.items():
        progress(asked, len(wanted))
        found = list(_checked(name, item, ask, today))
        yield from found
        asked += 1
        faulty += bool(found)
        failed = failed + 1 if any(line.check == "FRED" for line in found) else 0
        if failed == MOST_FAILURES:
            break
    progress(asked, len(wanted))
    yield _summary(faulty, asked, len(wanted))


def _summary(faulty: int, asked: int, wanted: int) -> Line:
    left = f"; {wanted - asked} were not asked, for FRED does not answer" if asked < wanted else ""
    message = f"{asked} of {wanted} series were checked against FRED, {faulty} with something to look at{left}"
    return Line(check="live", ok=asked == wanted, message=message)


def _checked(name: str, item: Series, ask: Callable[[str, Budget], Any], today: date) -> Iterator[Line]:
    """The faults of one series; one that could not be asked is a line of FRED's."""
    try:
        info = ask(name, Budget(SECONDS_EACH))
    except AskError:
        yield Line(check=item.id, ok=False, message=f"gone: FRED has no series {name}")
    except FootnoteError as error:
        yield Line(check="FRED", ok=False, message=f"{name} could not be checked. {error}")
    else:
        yield from (Line(check=item.id, ok=False, message=message) for message in faults(item, info, today))
        for message in limits(item, info, today):
            yield Line(check=item.id, ok=False, message=message, needed=False)


def faults(item: Series, info: Any, today: date) -> Iterator[str]:
    """What of *info* contradicts the catalogue: an end, another frequency, adjustment or unit."""
    yield from _ended(item, info, today)
    yield from (each.text.en for each in agreement.differences(item, info))


def limits(item: Series, info: Any, today: date) -> Iterator[str]:
    """What of *info* one should know and can live with: a short history, an owner who asks more than is said."""
    start = info.observation_start
    if start is not None and today - start < SHORT:
        yield f"short: FRED's history starts on {start}, so records and averages reach no further"
    if _strictness(info.copyright) > _strictness(item.copyright):
        yield f"copyright: FRED says {info.copyright}, the catalogue {item.copyright or 'nothing'}"


def _ended(item: Series, info: Any, today: date) -> Iterator[str]:
    if info.observation_end is None:
        yield "empty: FRED holds no observation"
        return
    last, rule = period_end(info.observation_end, item.freq), item.stale_after
    if "(DISCONTINUED)" in info.title.upper():
        yield f"discontinued: FRED's title says so; its last observation is of {last}"
    elif today - last > OVERDUE * rule + SLACK:
        yield f"ended: its last observation is of {last}, {(today - last).days} days ago; the rule is {rule.days} days"


def _strictness(terms: str | None) -> int:
    """How much an owner asks of those who pass a series on."""
    return CLASSES.index(terms) if terms in CLASSES else 0
