"""A note as its reader found it, with what its cover or the name of its file says it is."""

import re
from dataclasses import replace

from ingest.covers.chinese import chinese_cover
from ingest.covers.cover import PAGES, Cover, lines_of
from ingest.covers.fiscal import WINTER
from ingest.covers.hint import hinted, is_research
from ingest.covers.items import with_heads
from ingest.covers.report import titled_cover
from ingest.covers.sec import sec_cover
from ingest.printed import printed
from knowledge.houses import named
from knowledge.kinds import KINDS
from knowledge.lexical import plain
from knowledge.note import Note, pool_of
from knowledge.period import spelled
from knowledge.statements import statements_on

DAYLESS = "give --date"
FILED = ("10-K", "10-Q", "8-K", "20-F")
LONGEST_PAGE = 12_000  # characters: of a page that is a whole document, only its beginning is a cover
DOUBLED = re.compile("度(?=年度报告)|上半年(?=半年度)|季度(?=季度报告)")  # 2021年度 + 年度报告 is 2021年年度报告
JUNK = re.compile(
    r"\.(?:pdf|docx?|html?|txt|xml|rtf)\W*$|^microsoft word|^(?=\S*[\d_])[!-~]+$"
    r"|^(?:form\s*)?(?:10-?[kq]|8-?k|20-?f)\b.{0,12}$|^(?:document|print|untitled|table of contents|index)$"
    r"|^united states\b|^securities and exchange|^washington|^\(?mark one|^edgar\b|^wdesk"
    r"|^(?:annual|quarterly|current) report\W*(?:\d{4})?$",
    re.IGNORECASE,
)


def described(note: Note, name: str) -> Note:
    """*note* with its kind, its period, its company, a title that names it and its day, as far as they are read.

    What a file says of itself outright goes before, and every reading is told in a warning.
    """
    pages = _pages(note)
    cover = sec_cover(pages) or chinese_cover(pages) or titled_cover(pages)
    if cover:
        cover = _completed(cover, name)
    if not cover and not note.kind:
        cover = _of_name(pages, name)
    if not cover:
        return note
    found = _with(note, cover)
    return with_heads(found) if cover.kind in FILED else found


def _pages(note: Note) -> list[str]:
    return [note.text[page.start : min(page.end, page.start + LONGEST_PAGE)] for page in note.pages]


def _completed(cover: Cover, name: str) -> Cover:
    """The period that the name of the file has, where the cover has none, or a year that ended in its first weeks."""
    hint = hinted(name)
    if not hint or hint.kind != cover.kind or not hint.period or hint.period == cover.period:
        return cover
    winter = cover.day and cover.day.month <= WINTER and hint.period == f"FY{cover.day.year - 1}"
    if cover.period and not winter:
        return cover
    why = "the year it reports on ended in winter" if winter else "the cover states none"
    said = f"its period, {hint.period}, was taken from the name of the file: {why}"
    return replace(cover, period=hint.period, guessed=(said,))


def _of_name(pages: list[str], name: str) -> Cover | None:
    """What the file's name says, of a document that shows a financial statement somewhere and is no research note."""
    hint = hinted(name)
    if not hint or is_research("\n".join(pages[:PAGES])):
        return None
    return hint if hint.kind == "8-K" or any(map(statements_on, pages)) else None


def _with(note: Note, cover: Cover) -> Note:
    company = note.institution or cover.company
    guessed_day = not note.date or any(DAYLESS in warning for warning in note.warnings)
    day = cover.day if cover.day and guessed_day else note.date
    warnings = tuple(each for each in note.warnings if not (day == cover.day and cover.day and DAYLESS in each))
    title = _title(note, cover, company)
    return replace(
        note,
        kind=note.kind or cover.kind,
        period=note.period or cover.period,
        institution=company,
        title=title,
        date=day,
        warnings=(*warnings, *_said(note, cover, day == cover.day and guessed_day)),
    )


def _title(note: Note, cover: Cover, company: str | None) -> str:
    """The document's own title where it names something, else the company, the kind and the period."""
    first = next(iter(lines_of(note.text[: note.pages[0].end])), "")
    own = note.title and not JUNK.search(note.title) and plain(note.title) != plain(first)
    if not company or own or (named(company) in plain(note.title) and cover.kind not in FILED):
        return note.title
    chinese = pool_of(company) == "zh"
    kind, period = KINDS[cover.kind].called, spelled(cover.period) if cover.period else None
    if chinese:
        return DOUBLED.sub("", f"{company}{period.zh if period else ''}{kind.zh}")
    return ", ".join(filter(None, (company, kind.en, period.en if period else None)))


def _said(note: Note, cover: Cover, dated: bool) -> list[str]:
    """What was read and where, a sentence each."""
    where = f"page {cover.page}" if cover.page else "the name of the file"
    period = f" on {spelled(cover.period).en}" if cover.period else ""
    whose = f" of {printed(cover.company)}" if cover.company else ""
    correct = "; give --institution or --title if it is not" if cover.company and not note.institution else ""
    said = [f"{where} says that it is the {KINDS[cover.kind].called.en}{whose}{period}{correct}"]
    if dated and cover.day:
        what = "the last day of its period" if cover.ended else "what its cover states"
        said.append(f"the date {cover.day.isoformat()} is {what}; give --date if it is not the note's")
    return [*said, *cover.guessed]
