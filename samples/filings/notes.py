"""The notes to the statements: each a text and the tables that go with it."""

from samples.filings import guarantors, money_notes, people_notes, splits
from samples.filings.company import Company, bank
from samples.filings.ledger import Books
from samples.filings.paper import Paper
from samples.filings.prose import fill, gaps, paragraphs
from samples.filings.rows import spoken
from samples.filings.told import tell

SPANS = {"revenue", "segments", "taxes", "pension", "compensation", "eps", "leases", "acquisitions"}
NEEDED = {
    "inventories": "inventories",
    "pension": "pension",
    "goodwill": "goodwill",
    "leases": "rou",
    "restructuring": "restructuring",
    "acquisitions": "acquisitions",
}


def told_notes(books: list[Books]) -> list[dict]:
    """The notes that this company has something to say about."""
    found = []
    for note in bank("notes")["notes"]:
        needed = NEEDED.get(note["key"])
        if needed is None or any(one.amounts.get(needed) for one in books[:2]):
            found.append(note)
    return found


def write(paper: Paper, company: Company, year: int, books: list[Books]) -> None:
    """All notes, latest year first in the columns; *books* run from the latest backwards."""
    gap = gaps(company, year) | amounts(company, year, books)
    paper.at("notes", turn=True)
    paper.heading("NOTES TO CONSOLIDATED FINANCIAL STATEMENTS", level=1, centred=True)
    paper.text(f"(Dollars in {company.unit}, except per share amounts)", small=True, centred=True)
    for number, note in enumerate(told_notes(books), 1):
        paper.at(f"note: {note['title'].lower()}")
        paper.heading(heading(company, number, note["title"]))
        for part in paragraphs(note["text"][(company.style + number) % len(note["text"])]):
            paper.text(fill(part, gap))
        if "table" in note:
            tables(paper, company, note["key"] if note["key"] in SPANS else "", note["table"], books)
        for part in paragraphs(bank("further").get(note["key"], "")):
            paper.text(fill(part, gap))
        if note["key"] == "contingencies":
            tell(paper, company, year, "note")
            tell(paper, company, year, "legal", heads=False)
    if company.style % 2 == 0:
        guarantors.write(paper, company, books, heading(company, number + 1, "Guarantor Information"))


def heading(company: Company, number: int, title: str) -> str:
    """How this company writes the head of a note."""
    return (f"NOTE {number} - {title.upper()}", f"Note {number}. {title}", f"{number}. {title}")[company.style % 3]


def tables(paper: Paper, company: Company, wide: str, name: str, books: list[Books]) -> None:
    """The tables of one note; some show three years, the others two."""
    shown = books if wide else books[:2]
    maker = next(getattr(home, name) for home in (splits, money_notes, people_notes) if hasattr(home, name))
    for heads, rows in maker(company, shown):
        paper.table(heads, rows)


def amounts(company: Company, year: int, books: list[Books]) -> dict[str, str]:
    """Amounts that sentences of the notes hold."""
    draw, one, before = company.draw("amounts", year), books[0], books[1]
    facility = round(company.revenue * 0.18, -1 if company.unit == "millions" else -4)
    told = {
        "facility": f"<<facility@{year}|{spoken(company, facility)}>>",
        "authorization": f"<<authorization@{year}|{spoken(company, round(facility * 1.5))}>>",
        "backlog": f"<<backlog@{year}|{spoken(company, round(one['revenue'] * draw.uniform(0.2, 0.5)))}>>",
        "guarantees": f"<<guarantees@{year}|{spoken(company, round(one['revenue'] * draw.uniform(0.02, 0.05)))}>>",
        "sites": f"<<cleanup sites@{year}|{draw.randint(6, 38)}>>",
        "lease_term": f"<<lease term@{year}|{draw.randint(52, 118) / 10}>>",
        "lease_rate": f"<<lease rate@{year}|{draw.randint(31, 58) / 10}>>",
        "maturity": f"<<facility maturity@{year}|{draw.choice(('March', 'June', 'October'))} {company.first + 4}>>",
        "audit": str(company.first - 4),
    }
    for key, books_of in (("depreciation", one), ("depreciation_was", before)):
        told[key] = f"<<depreciation@{books_of.label}|{spoken(company, books_of['depreciation'])}>>"
    return told
