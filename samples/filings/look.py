"""How the pages of each company look."""

from samples.filings.company import Company
from samples.filings.paper import Look


def look(company: Company) -> Look:
    """The company's house style; most pages bear no name."""
    style = company.style
    head = ("", "", "Table of Contents", "", company.name if style == 3 else "", "Table of Contents")[style % 6]
    statement = (f"{company.name} and Subsidiaries", "", "Table of Contents")[style % 3]
    return Look(
        ("serif", "serif", "sans")[style % 3], (11.3, 11.0, 10.4)[style % 3], (78, 76, 82)[style % 3], head, statement
    )
