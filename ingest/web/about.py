"""What a web page says of itself: in its head, and where it marks its day."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from ingest.compose import Composer
from knowledge.note import NoteLanguage

DATES = (
    "article:published_time datepublished citation_publication_date citation_date dc.date.issued dcterms.issued "
    "dc.date dcterms.date publication_date publishdate pubdate publish-date date"
).split()
AUTHORS = ("author", "dc.creator", "citation_author", "article:author")
INSTITUTIONS = ("og:site_name", "dc.publisher", "citation_publisher", "publisher")
DAY = re.compile(r"\s*(\d{4})([-/]?)(\d{1,2})\2(\d{1,2})(?!\d)")
WRITTEN = {
    "en": "en",
    "zh": None,
    "zh-hans": "zh-Hans",
    "zh-cn": "zh-Hans",
    "zh-sg": "zh-Hans",
    "zh-hant": "zh-Hant",
    "zh-tw": "zh-Hant",
    "zh-hk": "zh-Hant",
    "zh-mo": "zh-Hant",
}
LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a page says of itself; None or empty where it says nothing."""

    title: str = ""
    author: str | None = None
    institution: str | None = None
    day: date | None = None
    language: NoteLanguage | None = None
    corrects: str | None = None


def about(root: Any, composer: Composer) -> About:
    """What the page under *root* says of itself; a doubt about its day is told to *composer*."""
    said = _metas(root)
    return About(
        title=_title(root, said),
        author=next((said[name] for name in AUTHORS if name in said and "://" not in said[name]), None),
        institution=next((said[name] for name in INSTITUTIONS if name in said and "://" not in said[name]), None),
        day=_day(root, said, composer),
        language=_language(root),
        corrects=said.get("corrects"),
    )


def _metas(root: Any) -> dict[str, str]:
    """The first content of each name among the meta elements."""
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = " ".join(element.get("content", "").split())[:LONGEST]
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _title(root: Any, said: dict[str, str]) -> str:
    """The title without the site's name where the page gives both; without any, its first heading."""
    whole = " ".join(_words(next((e for e in root.iter("title") if _words(e)), None)).split())
    given = said.get("og:title", "")
    if given and (not whole or given in whole):
        return given
    return whole or _words(next(root.iter("h1"), None))


def _words(element: Any) -> str:
    return "" if element is None else " ".join("".join(element.itertext()).split())[:LONGEST]


def _day(root: Any, said: dict[str, str], composer: Composer) -> date | None:
    for name in DATES:
        if name in said and (day := day_in(said[name])):
            return day
    marked = {day_in(element.get("datetime") or "") for element in root.iter("time")} - {None}
    if len(marked) != 1:
        return None
    day = marked.pop()
    composer.warn(f"the date {day} is the only one that the page marks; give --date if it is not the note's")
    return day


def day_in(said: str) -> date | None:
    """The day that *said* begins with, as written there, whatever the hour and zone."""
    found = DAY.match(said)
    try:
        return date(int(found[1]), int(found[3]), int(found[4])) if found else None
    except ValueError:
        return None


def _language(root: Any) -> NoteLanguage | None:
    said = (root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip().lower()
    said = said.replace("_", "-")
    parts = said.split("-")
    for known in ("-".join(parts[:2]), parts[0]):
        if known in WRITTEN:
            return WRITTEN[known]  # type: ignore[return-value]  # the values are the languages of notes
    return None
