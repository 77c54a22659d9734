"""Documents of FRED's web service: paced, tried again within the budget, whole, and never with the key in an error."""

import random
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from footnote.errors import FootnoteError
from footnote.settings import Settings
from tools.fred import document, faults, pace, transport
from tools.fred.breaker import Breaker
from tools.fred.document import Failed
from tools.fred.transport import Lost, Reply
from tools.reading import Budget

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MOST_TRIES = 3
LONGEST_SECONDS, LONGEST_IN_BACKGROUND = 5.0, 20.0
"""For one try; of a question's time some is kept back for those who wait behind a try that comes to nothing."""
FAIR_SECONDS = 3.0
"""What a service must be given before its silence counts, and what it is given once it has been silent."""
FIRST_PAUSE = 0.4
"""Seconds before the second try, more or less by chance; twice that before the third."""
SHORTEST_KEY = 8
"""What is shorter is no key of FRED's, and may stand in any title."""
Params = Mapping[str, str]
TAGS = {
    "series/observations": "observations",
    "series/vintagedates": "vintage_dates",
    "series": "seriess",
    "series/search": "seriess",
    "series/tags": "tags",
    "series/release": "releases",
    "release/dates": "release_dates",
}
"""The root of the document at each path that is asked."""


class Service:
    """The one place from which FRED is asked. It knows the key only as a way to sign a request."""

    def __init__(self, settings: Settings) -> None:
        self._signed = _signer(settings)
        self._tells = _teller(settings)
        self._pace = pace.SHARED
        self._breaker = Breaker()
        self._silent = False

    def whole(self, path: str, params: Params, budget: Budget) -> "Element":
        """The document at *path* with the rows of all its pages; one that is cut short is refused."""
        name = params.get("series_id", path)
        root = self.ask(path, params, budget)
        count, rows = _count(root, name), len(root)
        if count > rows and rows != _number(root, "limit"):
            raise faults.cut_short(name)
        while len(root) < count:
            offset = len(root)
            page = self.ask(path, {**params, "offset": str(offset)}, budget)
            if not len(page) or _count(page, name) != count or _number(page, "offset") != offset:
                raise faults.cut_short(name)
            root.extend(page)
        if len(root) > count:
            raise faults.cut_short(name)
        return root

    def ask(self, path: str, params: Params, budget: Budget) -> "Element":
        """One page of the document at *path*, tried up to three times."""
        error: FootnoteError | None = None
        for number in range(MOST_TRIES):
            found = self._tried(path, params, budget)
            if not isinstance(found, Failed):
                return found
            error = found.error if found.sent or error is None else error
            pause = found.after or FIRST_PAUSE * 2**number * random.uniform(0.5, 1.5)  # noqa: S311 - jitter
            if not found.again or number + 1 == MOST_TRIES or not self._time_for_more(budget.left - pause):
                break
            time.sleep(pause)
        raise error or faults.no_time()

    def _tried(self, path: str, params: Params, budget: Budget) -> "Element | Failed":
        if not self._breaker.admits():
            return Failed(error=faults.resting(), sent=False)
        if not self._pace.wait(budget):
            return Failed(error=faults.no_time(), sent=False)
        if not self._time_for_more(budget.left):
            return Failed(error=faults.silent(), sent=False)
        seconds = min(budget.left, LONGEST_IN_BACKGROUND if budget.background else LONGEST_SECONDS)
        got = transport.fetch(self._signed(path, params), seconds)
        found = document.read(got, TAGS[path], params.get("series_id", path))
        if not isinstance(found, Failed) and self._tells(got, found):
            found = Failed(error=faults.garbled())
        if got != "silent" or seconds >= FAIR_SECONDS:
            self._silent = got == "silent"
            self._judge(found)
        return found

    def _time_for_more(self, left: float) -> bool:
        return left > (FAIR_SECONDS if self._silent else 0.0)

    def _judge(self, found: "Element | Failed") -> None:
        if isinstance(found, Failed) and found.blames:
            self._breaker.failed()
        else:
            self._breaker.succeeded()


def _signer(settings: Settings) -> Callable[[str, Params], str]:
    """What makes the address of a request: a function, which shows nothing of what it knows."""
    root, key = settings.fred_api_url.rstrip("/"), settings.fred_api_key
    return lambda path, params: f"{root}/{path}?{urlencode({**params, 'api_key': key})}"


def _teller(settings: Settings) -> "Callable[[Reply | Lost, Element], bool]":
    """Whether a reply holds the key, as it was sent or once it is parsed: it would be shown and kept with the rest."""
    key = settings.fred_api_key.lower()

    def tells(got: "Reply | Lost", root: "Element") -> bool:
        if len(key) < SHORTEST_KEY or isinstance(got, str):
            return False
        if key.encode() in got.body.lower():
            return True
        shown = () if root.tag == "observations" else root.iter()  # of those nothing but checked dates and numbers
        return any(key in text.lower() for each in shown for text in (*each.attrib.values(), each.text or ""))

    return tells


def _count(root: "Element", name: str) -> int:
    """How many rows all pages hold together; a document that does not say may have ended anywhere."""
    said = root.get("count", "")
    if not said.isascii() or not said.isdigit():
        raise faults.cut_short(name)
    return int(said)


def _number(root: "Element", attribute: str) -> int | None:
    said = root.get(attribute, "")
    return int(said) if said.isascii() and said.isdigit() else None
