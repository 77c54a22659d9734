"""What a filing holds that one could ask for, and where."""

from dataclasses import dataclass, field, replace

from samples.filings.company import Company, caption
from samples.filings.paper import Paper, Place

WANTED = (
    "revenue cogs operating_income net_income eps_diluted cfo capex total_assets inventories receivables "
    "debt_long equity da tax interest_expense rnd sga cash payables ppe dividends buybacks dps gross_profit"
).split()
NOTES = 12
LINES = set("capex cfo cfi cff da inventories revenue rou accrued dividends buybacks receivables payables ppe".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing to ask for; the first of *page* is its home."""

    id: str
    document: str
    page: list[int]
    company: str
    form: str
    period: str
    where: str
    caption: str
    value: str
    also: list[dict[str, str | int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """What every fact of one filing has in common."""

    document: str
    company: Company
    form: str
    period: str
    label: str


def facts(paper: Paper, filed: Filed) -> list[tuple[Fact, str]]:
    """About forty facts: what was told in words, lines of statements and notes; each with its mark."""
    told = [mark for mark in paper.seen if mark.startswith("told:")]
    now = [mark for mark in paper.seen if mark.endswith(f"@{filed.label}") and mark not in told]
    lines = [mark for mark in now if any(place.main for place in paper.seen[mark])]
    wanted = [mark for key in WANTED for mark in lines if mark == f"{key}@{filed.label}"]
    wanted = printed(paper, wanted)
    rest = [mark for mark in lines if mark not in wanted]
    chance = filed.company.draw("facts", filed.document)
    others = [mark for mark in now if mark not in lines and home(paper.seen[mark]).caption]
    chance.shuffle(rest)
    chance.shuffle(others)
    spoken = [mark for mark in now if mark not in lines and mark not in others]
    others, rest, spoken = (printed(paper, marks) for marks in (others, rest, spoken))
    chosen = [*told, *wanted[:18], *rest[:3], *others[:NOTES], *spoken[:3]]
    stem = filed.document.rsplit(".", 1)[0]
    return [(one(paper, filed, mark, f"{stem}-{number:02d}"), mark) for number, mark in enumerate(chosen, 1)]


def printed(paper: Paper, marks: list[str]) -> list[str]:
    """The marks whose figure is more than a dash or NM."""
    return [mark for mark in marks if any(sign.isdigit() for sign in home(paper.seen[mark]).value)]


def home(places: list[Place]) -> Place:
    """Where a figure is at home: in its statement, else in a table, else where it stands first."""
    return next((p for p in places if p.main), next((p for p in places if p.caption), places[0]))


def one(paper: Paper, filed: Filed, mark: str, id: str) -> Fact:
    """The fact of one mark; a dash that stands for nothing never comes here."""
    main = home(paper.seen[mark])
    pages = [main.page]
    pages += sorted({place.page for place in paper.seen[mark]} - {main.page})
    return Fact(
        id=id,
        document=filed.document,
        page=pages,
        company=filed.company.name,
        form=filed.form,
        period=filed.period,
        where=main.where,
        caption=called(filed.company, mark, main),
        value=main.value,
    )


def called(company: Company, mark: str, main: Place) -> str:
    """A line's own caption, with what it is a part of where the caption alone would not say."""
    key = mark.partition("@")[0]
    if mark.startswith("told:") or (main.caption and not {" ", ":"} & set(key)):
        return main.caption
    about, colon, name = key.partition(":")
    words = [caption(company, word) if "_" in word or word in LINES else word for word in about.split(" ")]
    return " ".join(words) + colon + (" " if colon else "") + name


def also(facts: list[tuple[Fact, str]], papers: dict[str, tuple[str, Paper]]) -> list[Fact]:
    """The facts with the pages of the company's other filings on which the same is printed."""
    found = []
    for fact, mark in facts:
        twins = []
        for document, (company, paper) in papers.items():
            places = paper.seen.get(mark, []) if company == fact.company and document != fact.document else []
            same = [place.page for place in places if not mark.startswith("told:") or place.value == fact.value]
            twins += [{"document": document, "page": page} for page in sorted(set(same))]
        found.append(replace(fact, also=twins))
    return found
