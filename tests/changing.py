"""A clock that is moved by hand, and a source with marks that is told what to say."""

from datetime import timedelta

from fakes import Told, monthly, spec, wanted

from footnote.errors import AskError, SourceError
from footnote.text import Text
from tools.reading import Reading

START = 1_771_596_000.0
"""2026-02-20 14:00 UTC."""
WEEK = timedelta(days=7)
NUMBERS = monthly([4.5, 4.4, 4.3])

DOWN = SourceError(Text("FRED is down.", "FRED 无法访问。"), retry=True)
NO_KEY = SourceError(Text("FRED refused the key.", "FRED 拒绝密钥。"), reason="not_configured")
GONE = AskError(Text("FRED has no such series.", "FRED 没有该序列。"), reason="unknown_series")


class Clock:
    """Stands still until it is moved."""

    def __init__(self):
        self.now = START

    def __call__(self):
        return self.now

    def pass_(self, **time):
        self.now += timedelta(**time).total_seconds()


class Changing(Told):
    """A source with marks, that notes what it was asked and fails as it is told."""

    def __init__(self):
        super().__init__(self.give)
        self.values, self.marks, self.asked = {"A": NUMBERS}, {"A": "m1"}, []
        self.fails = self.mark_fails = None
        self.vintage, self.caveats = "latest", ()

    def give(self, wanted):
        self.asked.append(f"read {wanted.name}")
        if self.fails:
            raise self.fails
        return Reading(
            values=self.values[wanted.name],
            source=f"fred:{wanted.name}",
            vintage=self.vintage,
            dated=True,
            caveats=self.caveats,
        )

    def updated(self, wanted):
        self.asked.append(f"mark {wanted.name}")
        if self.mark_fails:
            raise self.mark_fails
        return self.marks.get(wanted.name)


def asking(name="A", as_of=None, **known):
    return wanted(spec(name, sources=(f"fred:{name}",)), name, as_of, **known)


def values(reading):
    return reading.values.tolist()


def fail(error):
    raise error
