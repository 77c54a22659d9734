"""What happened to one company and to no other, told where a filing would tell it."""

from samples.filings.company import Company
from samples.filings.paper import Paper
from samples.filings.prose import fill, gaps, paragraphs


def tell(paper: Paper, company: Company, year: int, where: str, *, heads: bool = True) -> None:
    """Write what *company* told of in the filings of *year* in the part called *where*."""
    gap = gaps(company, year)
    for entry in company.told:
        if entry["where"] != where or str(year) not in entry["years"]:
            continue
        if heads:
            paper.heading(fill(entry["title"], gap), level=3)
        for part in paragraphs(entry["text"]):
            paper.text(fill(part, gap))
