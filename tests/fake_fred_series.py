"""What the fake FRED holds: series with their vintages and releases, served with FRED's shapes, limits and refusals."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from xml.sax.saxutils import quoteattr

from fakes import TODAY

FIRST, FOR_EVER = date(1776, 7, 4), date(9999, 12, 31)
ONE_DAY = timedelta(days=1)
NOT_IN_ALFRED = "Bad Request.  The series does not exist in ALFRED but may exist in FRED."


class Refused(Exception):  # noqa: N818 - FRED's word
    """A request that FRED answers with an error document."""

    def __init__(self, message, status=400):
        super().__init__(message)
        self.status = status


def document(tag, rows=(), **attributes):
    """XML with a root *tag* and a line for each of *rows*: a tag, its attributes, its text."""
    head = f"<{tag}{_attributes(attributes)}"
    lines = [f"<{name}{_attributes(known)}>{text}</{name}>" for name, known, text in rows]
    body = [f"{head}>", *lines, f"</{tag}>"] if rows or tag != "error" else [f"{head}/>"]
    return "\n".join(['<?xml version="1.0" encoding="utf-8" ?>', *body]).encode()


def _attributes(known):
    return "".join(f" {name}={quoteattr(str(value))}" for name, value in known.items())


@dataclass(kw_only=True)
class Held:
    """A series: *prints* are rows of (date, day it was published, value), a row where a value changed."""

    id: str
    prints: list
    title: str = "A series"
    frequency: str = "M"
    units: str = "Percent"
    adjust: str = "SA"
    updated: str = "2026-02-06 07:46:02-06"
    notes: str = ""
    tags: tuple[str, ...] = ()
    in_alfred: bool = True
    release: tuple[str, str] | None = ("50", "Employment Situation")

    @property
    def vintages(self):
        return sorted({known for _, known, _ in self.prints})

    def periods(self):
        """Each value with the real-time period in which it held, by date."""
        held = {}
        for at, known, value in sorted(self.prints):
            held.setdefault(at, []).append((known, value))
        for at, values in held.items():
            ends = [known - ONE_DAY for known, _ in values[1:]] + [FOR_EVER]
            yield from (
                ({"date": at, "value": value}, known, end) for (known, value), end in zip(values, ends, strict=True)
            )


@dataclass
class Shelf:
    """Series by id, and the days of releases by their number."""

    today: date = TODAY
    series: dict[str, Held] = field(default_factory=dict)
    days: dict[str, list[date]] = field(default_factory=dict)
    most_rows: int = 100_000
    most_vintages: int = 2_000

    def add(self, *held):
        self.series |= {each.id: each for each in held}

    def add_stranger(self, id):
        """A series of which only the observations were told: it has a description that says little, and no vintages."""
        unsaid = {"frequency": "", "units": "", "adjust": ""}
        self.series.setdefault(id, Held(id=id, prints=[(self.today, self.today, "1")], in_alfred=False, **unsaid))

    def document(self, path, query):
        """The document at *path*; what the query does not know is ignored, as FRED does."""
        made = {
            "series/observations": self._observations,
            "series/vintagedates": self._vintagedates,
            "series": self._info,
            "series/search": self._search,
            "series/tags": self._tags,
            "series/release": self._release,
            "release/dates": self._dates,
        }.get(path)
        if made is None:
            raise Refused("Not Found", 404)
        return made(query)

    def _held(self, query):
        found = self.series.get(query.get("series_id", ""))
        if found is None:
            raise Refused("Bad Request.  The series does not exist.")
        return found

    def _realtime(self, query, start, end):
        opens, ends = _day(query, "realtime_start", start), _day(query, "realtime_end", end)
        for name, day in (("realtime_start", opens), ("realtime_end", ends)):
            if self.today < day != FOR_EVER:
                raise Refused(f"Bad Request.  Variable {name} can not be after today's date ({self.today}).")
        return opens, ends

    def _observations(self, query):
        held = self._held(query)
        opens, ends = self._realtime(query, self.today, self.today)
        changed = [day for day in held.vintages if day <= ends]
        if (opens, ends) != (self.today, self.today) and not (held.in_alfred and changed):
            raise Refused(NOT_IN_ALFRED)
        inside = sum(opens <= day for day in changed)
        if inside > self.most_vintages:
            raise Refused(
                f"Bad Request.  There are {inside} vintage dates in the specified real-time period: {opens} to {ends}. "
                f" This exceeds the maximum number of vintage dates allowed for this file type ({self.most_vintages})."
            )
        first, last = _day(query, "observation_start", FIRST), _day(query, "observation_end", FOR_EVER)
        rows = [
            ("observation", {"realtime_start": max(known, opens), "realtime_end": min(gone, ends), **row}, "")
            for row, known, gone in held.periods()
            if first <= row["date"] <= last and known <= ends and gone >= opens
        ]
        said = {"realtime_start": opens, "realtime_end": ends, "observation_start": first, "observation_end": last}
        plain = {"units": "lin", "output_type": 1, "file_type": "xml", "order_by": "observation_date"}
        return self._page("observations", rows, query, self.most_rows, **said, **plain, sort_order="asc")

    def _vintagedates(self, query):
        held = self._held(query)
        if not held.in_alfred:
            raise Refused(NOT_IN_ALFRED)
        opens, ends = self._realtime(query, FIRST, FOR_EVER)
        rows = [("vintage_date", {}, str(day)) for day in held.vintages if opens <= day <= ends]
        return self._page("vintage_dates", rows, query, 10_000, realtime_start=opens, realtime_end=ends)

    def _info(self, query):
        return document("seriess", [self._described(self._held(query))], **self._now())

    def _search(self, query):
        if not query.get("search_text"):
            raise Refused("Bad Request.  Variable search_text is not set.")
        words = query["search_text"].lower().split()
        found = [each for each in self.series.values() if all(word in each.title.lower() for word in words)]
        rows = [self._described(each) for each in found]
        return self._page("seriess", rows, query, 1_000, **self._now())

    def _tags(self, query):
        rows = [("tag", {"name": name, "group_id": "cc"}, "") for name in self._held(query).tags]
        return self._page("tags", rows, query, 1_000, **self._now())

    def _release(self, query):
        found = self._held(query).release
        link = "http://www.bls.gov/ces/"
        rows = [("release", {"id": found[0], "name": found[1], "link": link}, "")] if found else []
        return document("releases", rows, **self._now())

    def _dates(self, query):
        opens = _day(query, "realtime_start", FIRST)
        ahead = query.get("include_release_dates_with_no_data") == "true"
        number = query.get("release_id", "")
        days = [day for day in sorted(self.days.get(number, [])) if opens <= day and (ahead or day <= self.today)]
        rows = [("release_date", {"release_id": number}, str(day)) for day in days]
        return self._page("release_dates", rows, query, 10_000, realtime_start=opens, realtime_end=FOR_EVER)

    def _now(self):
        return {"realtime_start": self.today, "realtime_end": self.today}

    def _described(self, held):
        dates = sorted(at for at, _, _ in held.prints)
        known = {
            "id": held.id,
            "title": held.title,
            "observation_start": dates[0],
            "observation_end": dates[-1],
            "frequency_short": held.frequency,
            "units": held.units,
            "seasonal_adjustment_short": held.adjust,
            "last_updated": held.updated,
        }
        return "series", known | ({"notes": held.notes} if held.notes else {}), ""

    def _page(self, tag, rows, query, most, **said):
        offset, limit = int(query.get("offset", 0)), min(int(query.get("limit", most)), most)
        return document(tag, rows[offset : offset + limit], **said, count=len(rows), offset=offset, limit=limit)


def _day(query, name, default):
    text = query.get(name)
    if text is None:
        return default
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise Refused(f"Bad Request.  Variable {name} is not a YYYY-MM-DD formatted date (e.g. 2000-02-24).")
    return date.fromisoformat(text)
