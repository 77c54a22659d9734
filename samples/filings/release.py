"""A Form 8-K with the year's results: a press release, and the statements once more."""

from samples.filings import closing, cover, notes, review
from samples.filings.business import say
from samples.filings.company import Company, bank
from samples.filings.ledger import annual
from samples.filings.look import look
from samples.filings.paper import Paper
from samples.filings.prose import fill, gaps
from samples.filings.rows import line, spoken
from samples.filings.told import tell


def earnings(company: Company, year: int) -> Paper:
    """A Form 8-K with the year's results and the tables of the release."""
    paper = Paper(look(company), "Form 8-K", numbered_from=2)
    books = [annual(company.code, past) for past in (year, year - 1)]
    gap, texts, phrases = gaps(company, year), bank("boilerplate"), bank("phrases")
    day = f"February 9, {year + 1}" if company.year_end == "December 31" else f"August 17, {year}"
    cover.write(
        paper,
        company,
        "8-K",
        f"Date of report (date of earliest event reported): {day}",
        "CURRENT REPORT PURSUANT TO SECTION 13 OR 15(d)",
    )
    paper.at("item 2.02", turn=True)
    paper.heading("Item 2.02 Results of Operations and Financial Condition")
    paper.text(fill(phrases["released"], gap | {"day": day}))
    paper.heading("Item 9.01 Financial Statements and Exhibits")
    paper.text("Exhibit 99.1 Press release. Exhibit 104 Cover Page Interactive Data File.")
    paper.at("exhibit 99.1", turn=True)
    paper.heading(f"{company.short} Reports Fourth Quarter and Full Year Results", level=1)
    told = {"day": day, "sold": review.lead(company, "revenue"), "earned": review.lead(company, "net_income")}
    amounts = {key: f"<<{key}@{year}|{spoken(company, books[0][key])}>>" for key in ("revenue", "net_income")}
    for sentence in ("reported", "quoted"):
        paper.text(fill(phrases[sentence], gap | told | amounts))
    tell(paper, company, year, "8K")
    review.results(paper, company, books[0], books[1], gap)
    review.segments(paper, company, books[0], books[1], gap)
    say(paper, texts["measures"], gap)
    free = [line(company, "cfo", books), line(company, "capex", books)]
    paper.table([one.label for one in books], free)
    say(paper, texts["forward"], gap)
    closing.five(paper, company, [one.label for one in books], [company.end(int(one.label)) for one in books], books)
    paper.at("exhibit 99.1 tables", turn=True)
    paper.heading("QUARTERLY RESULTS (UNAUDITED)", level=1, centred=True)
    notes.tables(paper, company, "", "quarters", books)
    notes.tables(paper, company, "yes", "segments", books)
    return paper
