"""Item 8's statements, and what follows the notes: controls, governance, exhibits, certifications."""

from samples.filings import statements
from samples.filings.business import say
from samples.filings.company import Company, bank, caption
from samples.filings.cover import signatures
from samples.filings.ledger import Books, annual
from samples.filings.paper import Paper
from samples.filings.prose import gaps
from samples.filings.rows import Cell, Row, named


def audited(paper: Paper, company: Company, year: int) -> None:
    """The auditor's report."""
    gap = gaps(company, year)
    paper.at("auditor's report", turn=True)
    paper.heading("Item 8. Financial Statements and Supplementary Data")
    paper.heading("REPORT OF INDEPENDENT REGISTERED PUBLIC ACCOUNTING FIRM", centred=True)
    say(paper, bank("boilerplate")["auditor"], gap)
    paper.text(f"/s/ {gap['auditor']}")
    since = company.draw("auditor").randint(1968, 2012)
    paper.text(f"[[Auditor since|{gap['auditor']} has served as the Company's auditor since {since}.]]")


def five(
    paper: Paper,
    company: Company,
    heads: list[str],
    points: list[str],
    books: list[Books],
    prior: str = "CONSOLIDATED",
    held: list[Books] | None = None,
) -> None:
    """The statements but that of equity; *held* are the balances where they are not those of *books*."""
    unit = f"(Dollars in {company.unit}, except per share amounts)"
    for where, key, rows, columns in (
        ("income statement", "income_title", statements.income(company, books), heads),
        ("statement of comprehensive income", "comprehensive_title", statements.comprehensive(company, books), heads),
        ("balance sheet", "balance_title", statements.balance(company, held or books[:2]), points[:2]),
        ("cash flow statement", "cash_title", statements.cash_flows(company, books), heads),
    ):
        paper.at(where, main=True, turn=True)
        paper.heading(caption(company, key).replace("CONSOLIDATED", prior), level=1, centred=True)
        paper.table(columns, rows, note=unit)
        paper.text("The accompanying notes are an integral part of these statements.", small=True)


def moved(paper: Paper, company: Company, books: list[Books]) -> None:
    """The statement of changes in equity."""
    first = int(books[-1].label)
    paper.at("statement of equity", main=False, turn=True)
    paper.heading(caption(company, "equity_title"), level=1, centred=True)
    points = [company.end(year) for year in range(first - 1, int(books[0].label) + 1)]
    rows = statements.equity(company, annual(company.code, first - 1), books[::-1], points)
    heads = ["Common", "Paid-in capital", "Retained", "Other comp. loss", "Treasury", "Total"]
    paper.table(heads, rows, note=f"(Dollars in {company.unit})")
    paper.at("statement of equity")


def parts(paper: Paper, company: Company, year: int, books: list[Books], day: str) -> None:
    """Items 9 to 15, signatures, the schedule and exhibits."""
    gap, texts = gaps(company, year), bank("boilerplate")
    paper.at("item 9A", turn=True)
    paper.heading("Item 9. Changes in and Disagreements With Accountants")
    paper.text("None.")
    paper.heading("Item 9A. Controls and Procedures")
    say(paper, texts["control"], gap)
    paper.heading("Item 9B. Other Information")
    paper.text("None.")
    paper.at("part III")
    paper.heading("PART III", level=1, centred=True)
    paper.heading("Items 10 to 14. Directors, Compensation, Ownership, Relationships and Fees")
    say(paper, texts["governance"], gap)
    exhibits(paper, company)
    schedule(paper, company, books)
    signatures(paper, company, day)
    attached(paper, company, year, day)


def exhibits(paper: Paper, company: Company) -> None:
    """Item 15."""
    paper.at("item 15", turn=True)
    paper.heading("PART IV", level=1, centred=True)
    paper.heading("Item 15. Exhibits and Financial Statement Schedules")
    paper.text("The following documents are filed as part of this report or incorporated by reference.")
    draw = company.draw("exhibits")
    for number, title in enumerate(bank("people")["exhibits"]):
        chapter = 3 if number < 2 else 4 if number < 6 else 10 if number < 19 else 21 + (number - 19)
        source = (
            f"Exhibit to Form 8-K filed in {draw.randint(company.first - 11, company.first)}"
            if number < 19
            else "filed herewith"
        )
        paper.text(f"{chapter}.{number + 1}   {title} of {company.name}, {source}.", small=True, indent=12)
    paper.heading("Item 16. Form 10-K Summary")
    paper.text("None.")


def schedule(paper: Paper, company: Company, books: list[Books]) -> None:
    """Schedule II."""
    paper.at("schedule II", turn=True)
    paper.heading("SCHEDULE II - VALUATION AND QUALIFYING ACCOUNTS", centred=True)
    rows = []
    for title, key, ratio in (
        ("Allowance for credit losses", "receivables", 0.021),
        ("Tax valuation allowance", "total_assets", 0.006),
    ):
        rows.append(Row(title, bold=True))
        for one in books:
            opened = round(annual(company.code, int(one.label) - 1).amounts.get(key, 0) * ratio)
            closed, added = round(one[key] * ratio), round(one[key] * ratio * 0.4)
            marks = ["", f"{title} additions@{one.label}", "", f"{title}@{one.label}"]
            rows.append(named(one.label, [opened, added, closed - opened - added, closed], marks, indent=1))
    paper.table(["Beginning", "Additions", "Deductions", "End"], rows, note=f"(Dollars in {company.unit})")


def attached(paper: Paper, company: Company, year: int, day: str) -> None:
    """The exhibits that are bound in: the securities, the subsidiaries, and what the officers certify."""
    gap, texts = gaps(company, year), bank("boilerplate")
    paper.at("exhibit 4", turn=True)
    paper.heading("EXHIBIT 4.6 - DESCRIPTION OF SECURITIES", centred=True)
    say(paper, texts["securities"], gap)
    paper.at("exhibit 21", turn=True)
    paper.heading("EXHIBIT 21 - SUBSIDIARIES OF THE REGISTRANT", centred=True)
    draw, places = (
        company.draw("subsidiaries"),
        [
            "Delaware",
            "Ireland",
            "Netherlands",
            "Luxembourg",
            "Ontario",
            "Mexico",
            "Germany",
            "Singapore",
            "Japan",
            "Brazil",
        ],
    )
    kinds = [
        "Holdings LLC",
        "International B.V.",
        "Finance LLC",
        "Services, Inc.",
        "Canada ULC",
        "GmbH",
        "Limited",
        "Trading Pte.",
        "Receivables LLC",
        "Insurance Company",
    ]
    rows = [Row(f"{company.short} {kind}", (Cell(draw.choice(places)),)) for kind in kinds]
    rows += [
        Row(f"{company.short} {name} {draw.choice(('LLC', 'Inc.'))}", (Cell("Delaware"),)) for name in company.segments
    ]
    paper.table(["Jurisdiction"], rows)
    for annex in bank("annexes")["annexes"]:
        paper.at("exhibit 10", turn=True)
        paper.heading(f"EXHIBIT 10 - {annex['title']}", centred=True)
        say(paper, annex["text"], gap)
    for number, who in ((31, gap["ceo"]), (32, gap["cfo"])):
        paper.at(f"exhibit {number}", turn=True)
        paper.heading(f"EXHIBIT {number} - CERTIFICATION", centred=True)
        say(paper, texts["certification"], gap | {"who": who})
        paper.text(f"Date: {day}      /s/ {who}")
