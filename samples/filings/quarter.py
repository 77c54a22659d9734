"""A Form 10-Q: the year so far beside the same months of the year before."""

from samples.filings import business, closing, cover, notes, review
from samples.filings.business import say
from samples.filings.company import Company, bank
from samples.filings.ledger import Books, annual, step
from samples.filings.look import look
from samples.filings.paper import Paper
from samples.filings.prose import gaps
from samples.filings.told import tell

SHARES = {"Q1": 0.25, "Q2": 0.5, "Q3": 0.75}
MONTHS = {"Q1": "Three", "Q2": "Six", "Q3": "Nine"}
QUARTER_ENDS = {"Q1": "March 31", "Q2": "June 30", "Q3": "September 30"}


def so_far(company: Company, year: int, quarter: str) -> Books:
    """The books of the first quarters of *year*."""
    share = SHARES[quarter]
    return step(company, year, annual(company.code, year - 1), share, f"{year}{quarter}")


def quarterly(company: Company, year: int, quarter: str) -> Paper:
    """A Form 10-Q: the year so far beside the same months of the year before."""
    paper = Paper(look(company), "Form 10-Q")
    books = [so_far(company, past, quarter) for past in (year, year - 1)]
    end, span = f"{QUARTER_ENDS[quarter]}, {year}", f"{MONTHS[quarter]} months ended "
    kind = "QUARTERLY REPORT PURSUANT TO SECTION 13 OR 15(d) OF THE SECURITIES EXCHANGE ACT OF 1934"
    cover.write(paper, company, "10-Q", f"For the quarterly period ended {end}", kind)
    cover.marks(paper, company, year)
    cover.contents(
        paper,
        company,
        [
            ("Part I", ""),
            ("Item 1.", "Financial Statements"),
            ("Item 2.", "Management's Discussion and Analysis"),
            ("Item 4.", "Controls"),
            ("Part II", ""),
            ("Item 1A.", "Risk Factors"),
            ("Item 6.", "Exhibits"),
        ],
    )
    heads = [f"{span}{QUARTER_ENDS[quarter]}, {past}" for past in (year, year - 1)]
    points, held = (
        [f"{QUARTER_ENDS[quarter]}, {year}", company.end(year - 1)],
        [books[0], annual(company.code, year - 1)],
    )
    closing.five(paper, company, heads, points, books, prior="CONDENSED CONSOLIDATED", held=held)
    condensed_notes(paper, company, year, books)
    review.discussion(paper, company, year, books[0], books[1], head="Item 2. ")
    tell(paper, company, year, "10Q")
    review.market_risk(paper, company, year, books[0])
    paper.at("item 4")
    say(paper, bank("boilerplate")["control"], gaps(company, year) | {"end": end})
    business.risks(paper, company, year, 14)
    cover.signatures(paper, company, f"{'May' if quarter == 'Q1' else 'August'} 5, {year}")
    closing.attached(paper, company, year, f"{year}")
    return paper


def condensed_notes(paper: Paper, company: Company, year: int, books: list[Books]) -> None:
    """The few notes of a quarter."""
    gap = gaps(company, year) | notes.amounts(company, year, books)
    paper.at("notes", turn=True)
    paper.heading("NOTES TO CONDENSED CONSOLIDATED FINANCIAL STATEMENTS (UNAUDITED)", level=1, centred=True)
    kept = [
        note
        for note in notes.told_notes(books)
        if note["key"] in ("policies", "standards", "revenue", "inventories", "eps", "contingencies", "subsequent")
    ]
    for number, note in enumerate(kept, 1):
        paper.at(f"note: {note['title'].lower()}")
        paper.heading(notes.heading(company, number, note["title"]))
        say(paper, note["text"][(company.style + number) % len(note["text"])], gap)
        if note["key"] in ("revenue", "eps"):
            notes.tables(paper, company, "yes", note["table"], books)
