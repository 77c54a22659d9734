"""The annual reports, each put together from its parts; and every kind of filing by its name."""

from samples.filings import business, closing, cover, notes, review
from samples.filings.business import say
from samples.filings.company import Company, bank
from samples.filings.ledger import annual
from samples.filings.look import look
from samples.filings.paper import Paper
from samples.filings.prose import gaps
from samples.filings.release import earnings


def annual_report(company: Company, year: int) -> Paper:
    """A Form 10-K."""
    paper = Paper(look(company), "Form 10-K")
    books = [annual(company.code, past) for past in (year, year - 1, year - 2)]
    day = (
        f"February {company.draw('day', year).randint(14, 27)}, {year + 1}"
        if company.later == 0
        else f"March 24, {year + 1}"
    )
    paper.text("(Mark One) [X] ANNUAL REPORT [ ] TRANSITION REPORT", small=True)
    kind = "ANNUAL REPORT PURSUANT TO SECTION 13 OR 15(d) OF THE SECURITIES EXCHANGE ACT OF 1934"
    cover.write(paper, company, "10-K", f"For the fiscal year ended {company.end(year)}", kind)
    cover.marks(paper, company, year)
    cover.contents(paper, company, cover.ITEMS)
    business.write(paper, company, year)
    review.shares(paper, company, year)
    review.glance(paper, company, year)
    review.discussion(paper, company, year, books[0], books[1])
    review.market_risk(paper, company, year, books[0])
    closing.audited(paper, company, year)
    closing.five(paper, company, [one.label for one in books], [company.end(int(one.label)) for one in books], books)
    closing.moved(paper, company, books)
    notes.write(paper, company, year, books)
    closing.parts(paper, company, year, books, day)
    return paper


def foreign(company: Company, year: int) -> Paper:
    """An annual report as London's companies write it: strategy, directors, pay, then the accounts."""
    paper = Paper(look(company), "Annual report")
    books = [annual(company.code, past) for past in (year, year - 1)]
    gap, texts = gaps(company, year), bank("boilerplate")
    paper.space(160)
    paper.heading(company.name, level=1)
    paper.heading(f"Annual report and accounts {year}", level=1)
    paper.text(f"[[Period of the report|Year ended {company.end(year)}]]")
    paper.text(
        f"Registered office: [[Registered office|{company.about['street']}]]. "
        f"Listed on the {company.about['exchange']} under {company.about['ticker']}."
    )
    paper.at("strategic report", turn=True)
    paper.heading("Strategic report", level=1)
    say(paper, texts["strategic"], gap)
    business.description(paper, company, year)
    business.risks(paper, company, year, business.FACTORS)
    business.rest(paper, company, year)
    review.glance(paper, company, year)
    review.discussion(paper, company, year, books[0], books[1], head="Financial review: ")
    review.market_risk(paper, company, year, books[0])
    for title, key in (("Directors' report", "directors_report"), ("Remuneration report", "remuneration")):
        paper.at(title.lower(), turn=True)
        paper.heading(title, level=1)
        say(paper, texts[key], gap)
    review.shares(paper, company, year)
    closing.audited(paper, company, year)
    closing.five(paper, company, [one.label for one in books], [company.end(int(one.label)) for one in books], books)
    closing.moved(paper, company, books)
    notes.write(paper, company, year, books)
    return paper


FORMS = {"10K": annual_report, "AR": foreign, "8K": earnings}
