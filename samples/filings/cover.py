"""The first pages: what form it is, of whom, for which period; and what is inside."""

from samples.filings.company import Company, bank
from samples.filings.paper import Paper
from samples.filings.prose import fill, gaps, paragraphs
from samples.filings.rows import Cell, Row

ITEMS = [
    ("Part I", ""),
    ("Item 1.", "Business"),
    ("Item 1A.", "Risk Factors"),
    ("Item 1B.", "Unresolved Staff Comments"),
    ("Item 2.", "Properties"),
    ("Item 3.", "Legal Proceedings"),
    ("Item 4.", "Mine Safety Disclosures"),
    ("Part II", ""),
    ("Item 5.", "Market for Registrant's Common Equity, Related Stockholder Matters and Issuer Purchases"),
    ("Item 6.", "Selected Financial Data"),
    ("Item 7.", "Management's Discussion and Analysis of Financial Condition and Results of Operations"),
    ("Item 7A.", "Quantitative and Qualitative Disclosures About Market Risk"),
    ("Item 8.", "Financial Statements and Supplementary Data"),
    ("Item 9.", "Changes in and Disagreements With Accountants on Accounting and Financial Disclosure"),
    ("Item 9A.", "Controls and Procedures"),
    ("Item 9B.", "Other Information"),
    ("Part III", ""),
    ("Item 10.", "Directors, Executive Officers and Corporate Governance"),
    ("Item 11.", "Executive Compensation"),
    ("Item 12.", "Security Ownership of Certain Beneficial Owners and Management"),
    ("Item 13.", "Certain Relationships and Related Transactions, and Director Independence"),
    ("Item 14.", "Principal Accountant Fees and Services"),
    ("Part IV", ""),
    ("Item 15.", "Exhibits and Financial Statement Schedules"),
    ("", "Signatures"),
]


def write(paper: Paper, company: Company, form: str, period: str, kind: str) -> None:
    """The cover of a form filed with the commission."""
    about = company.about
    paper.text("UNITED STATES", bold=True, centred=True)
    paper.text("SECURITIES AND EXCHANGE COMMISSION", bold=True, centred=True)
    paper.text("Washington, D.C. 20549", centred=True)
    paper.heading(f"FORM {form}", level=1, centred=True)
    paper.text(kind, small=True)
    paper.text(f"[[Period of the report|{period}]]", bold=True, centred=True)
    number = company.draw("file number").randint(10000, 39999)
    paper.text(f"Commission file number [[Commission file number|001-{number}]]", centred=True)
    paper.heading(company.name, level=1, centred=True)
    paper.text("(Exact name of registrant as specified in its charter)", small=True, centred=True)
    paper.text(f"[[State of incorporation|{about['state']}]]", centred=True)
    paper.text("(State or other jurisdiction of incorporation or organization)", small=True, centred=True)
    tax = company.draw("tax number")
    paper.text(
        f"[[Employer identification number|{tax.randint(10, 98)}-{tax.randint(1000000, 9999999)}]]", centred=True
    )
    paper.text("(I.R.S. Employer Identification No.)", small=True, centred=True)
    paper.text(f"[[Address of principal executive offices|{about['street']}]]", centred=True)
    paper.text(f"Registrant's telephone number, including area code: {about['phone']}", centred=True)
    paper.text("Securities registered pursuant to Section 12(b) of the Act:")
    paper.text(
        "Title of each class          Trading symbol          Name of each exchange on which registered",
        small=True,
        bold=True,
    )
    paper.text(
        f"Common stock                  [[Trading symbol|{about['ticker']}]]                  {about['exchange']}",
        small=True,
    )


def marks(paper: Paper, company: Company, year: int) -> None:
    """The boxes to tick, the market value and the number of shares."""
    for sentence in bank("phrases")["boxes"]:
        paper.text(sentence, small=True)
    draw = company.draw("market value", year)
    value = round(company.revenue * (1 if company.unit == "millions" else 0.001) * draw.uniform(1.2, 2.6) / 100, 1) / 10
    paper.text(
        f"The aggregate market value of common stock held by non-affiliates was "
        f"[[Market value held by non-affiliates|${value:.2f} billion]] at the last business day of the second "
        "fiscal quarter.",
        small=True,
    )
    count = draw.uniform(0.985, 1.0) * company.balance["shares"] / 1000
    paper.text(
        f"[[Shares outstanding on the cover|{count:,.2f} million]] shares of common stock were outstanding.", small=True
    )
    paper.text("DOCUMENTS INCORPORATED BY REFERENCE: portions of the proxy statement (Part III).", small=True)


def contents(paper: Paper, company: Company, items: list[tuple[str, str]]) -> None:
    """The contents, with page numbers that were right in some earlier draft, and the words on what lies ahead."""
    paper.at("contents", turn=True)
    paper.heading("TABLE OF CONTENTS", level=1, centred=True)
    draw, page, rows = company.draw("contents"), 3, []
    for item, title in items:
        rows.append(Row(f"{item} {title}".strip(), (Cell(str(page) if title else ""),), bold=not title))
        page += draw.randint(1, 6) if title else 0
    paper.table(["Page"], rows)
    paper.heading("Forward-Looking Statements")
    gap = gaps(company, company.first)
    for part in paragraphs(bank("boilerplate")["forward"]):
        paper.text(fill(part, gap), small=True)


def signatures(paper: Paper, company: Company, day: str) -> None:
    """Who signs."""
    paper.at("signatures", turn=True)
    paper.heading("SIGNATURES", level=1, centred=True)
    paper.text(
        "Pursuant to the requirements of the Securities Exchange Act of 1934, the registrant has duly caused this "
        "report to be signed on its behalf by the undersigned, thereunto duly authorized."
    )
    paper.text(company.name, bold=True)
    people = [
        (company.about["ceo"], "Chief Executive Officer and Director"),
        (company.about["cfo"], "Chief Financial Officer"),
    ]
    names = bank("people")["names"]
    company.draw("directors").shuffle(names := list(names))
    people += [(name, "Director") for name in names[:9]]
    paper.table(["Title", "Date"], [Row(f"/s/ {name}", (Cell(title), Cell(day))) for name, title in people])
