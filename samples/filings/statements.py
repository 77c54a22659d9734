"""The five statements, as rows."""

from samples.filings.company import Company, caption
from samples.filings.ledger import (
    CURRENT_ASSETS,
    CURRENT_LIABILITIES,
    OWED,
    WORKING,
    Books,
)
from samples.filings.rows import Cell, Row, cents, line, named

LONG_ASSETS = "ppe goodwill intangibles rou other_assets".split()
LONG_LIABILITIES = "debt_long lease_long deferred_tax pension other_long".split()


def some(books: list[Books], key: str) -> bool:
    """Whether any period has an amount of *key*."""
    return any(one.amounts.get(key) for one in books)


def income(company: Company, books: list[Books]) -> list[Row]:
    """From revenue to earnings per share."""
    rows = []
    if len(company.segments) > 1 and company.style % 2:
        for name in company.segments:
            marks = [f"segment:{name}@{one.label}" for one in books]
            rows.append(named(name, [one.segments[name] for one in books], marks, indent=1))
    rows.append(line(company, "revenue", books, bold=True, dollar=True, rule=bool(rows)))
    costs = list(company.costs)
    if costs[0] == "cogs":
        rows.append(line(company, "cogs", books))
        gross = [one["revenue"] - one["cogs"] for one in books]
        marks = [f"gross_profit@{one.label}" for one in books]
        rows.append(named(caption(company, "gross_profit"), gross, marks, rule=True, bold=True))
        costs = costs[1:]
    else:
        rows.append(Row("Costs and expenses:" if company.style % 3 else "Operating expenses:"))
    rows += [line(company, key, books, indent=1) for key in costs if some(books, key)]
    if company.costs and next(iter(company.costs)) != "cogs":
        rows.append(line(company, "operating_costs", books, rule=True))
    rows.append(line(company, "operating_income", books, bold=True, rule=True))
    rows.append(line(company, "interest_expense", books, sign=-1, indent=1))
    rows.append(line(company, "interest_income", books, indent=1))
    rows.append(line(company, "other_income", books, indent=1))
    rows.append(line(company, "pretax", books, rule=True))
    rows.append(line(company, "tax", books, indent=1))
    rows.append(line(company, "net_income", books, bold=True, rule=True, dollar=True))
    return rows + per_share(company, books)


def per_share(company: Company, books: list[Books]) -> list[Row]:
    """Earnings and dividends a share, and the shares they are divided by."""
    keys = [("eps", "eps_cents"), ("eps_diluted", "eps_diluted_cents")]
    if company.balance.get("dividend"):
        keys.append(("dps", "dps_cents"))
    rows = []
    for name, key in keys:
        cells = tuple(Cell(cents(one[key]), f"{name}@{one.label}") for one in books)
        rows.append(Row(caption(company, name), cells, dollar=True))
    for key in ("shares", "shares_diluted"):
        cells = tuple(Cell(shares(company, one[key]), f"{key}@{one.label}") for one in books)
        rows.append(Row(caption(company, key), cells))
    return rows


def shares(company: Company, thousands: int) -> str:
    """A number of shares in the unit of the statements."""
    return f"{thousands / 1000:,.1f}" if company.unit == "millions" else f"{thousands:,}"


def comprehensive(company: Company, books: list[Books]) -> list[Row]:
    """Net income and what went past it into equity."""
    return [
        line(company, "net_income", books, dollar=True),
        Row("Other comprehensive income (loss), net of tax:"),
        line(company, "oci_fx", books, indent=1),
        line(company, "oci_pension", books, indent=1),
        line(company, "oci", books, rule=True),
        line(company, "comprehensive_income", books, bold=True, dollar=True, rule=True),
    ]


def balance(company: Company, books: list[Books]) -> list[Row]:
    """Assets, liabilities and equity."""
    rows = [Row("ASSETS", bold=True), Row("Current assets:")]
    rows += [line(company, key, books, indent=1, dollar=key == "cash") for key in CURRENT_ASSETS if some(books, key)]
    rows.append(line(company, "current_assets", books, rule=True, indent=2))
    rows += [line(company, key, books) for key in LONG_ASSETS if some(books, key)]
    rows.append(line(company, "total_assets", books, bold=True, rule=True, dollar=True))
    rows += [Row("LIABILITIES AND EQUITY", bold=True), Row("Current liabilities:")]
    rows += [line(company, key, books, indent=1) for key in CURRENT_LIABILITIES if some(books, key)]
    rows.append(line(company, "current_liabilities", books, rule=True, indent=2))
    rows += [line(company, key, books) for key in LONG_LIABILITIES if some(books, key)]
    rows.append(line(company, "total_liabilities", books, rule=True, bold=True))
    rows.append(Row("Commitments and contingencies"))
    rows += [line(company, key, books, indent=1) for key in "common apic retained aoci treasury".split()]
    rows.append(line(company, "equity", books, rule=True, bold=True))
    rows.append(line(company, "liabilities_equity", books, rule=True, bold=True, dollar=True))
    return rows


def cash_flows(company: Company, books: list[Books]) -> list[Row]:
    """Cash from operations, investing and financing."""
    rows = [Row("Operating activities:", bold=True), line(company, "net_income", books, dollar=True, indent=1)]
    rows.append(Row("Adjustments to reconcile net income to cash from operations:", indent=1))
    for key in "da impairment stock_compensation tax_deferred".split():
        if some(books, key):
            rows.append(line(company, key, books, indent=2))
    rows.append(Row("Changes in assets and liabilities, net of acquisitions:", indent=1))
    for key in [f"{key}_change" for key in (*WORKING, *OWED, "pension")]:
        if some(books, key):
            rows.append(line(company, key, books, indent=2))
    rows.append(line(company, "cfo", books, bold=True, rule=True))
    rows.append(Row("Investing activities:", bold=True))
    inside = "capex disposals acquisitions investments_bought investments_matured".split()
    rows += [line(company, key, books, indent=1) for key in inside if some(books, key)]
    rows.append(line(company, "cfi", books, bold=True, rule=True))
    rows.append(Row("Financing activities:", bold=True))
    inside = "debt_issued debt_repaid dividends buybacks stock_issued stock_taxes".split()
    rows += [line(company, key, books, indent=1) for key in inside if some(books, key)]
    rows.append(line(company, "cff", books, bold=True, rule=True))
    rows += [line(company, "fx_cash", books), line(company, "cash_change", books, rule=True)]
    rows.append(line(company, "cash_opening", books))
    cells = tuple(Cell(f"{one['cash']:,}", f"cash@{one.label}") for one in books)
    return [*rows, Row(caption(company, "cash_closing"), cells, bold=True, rule=True, dollar=True)]


def equity(company: Company, before: Books, books: list[Books], ends: list[str]) -> list[Row]:
    """How each part of equity moved; the columns are the parts and their sum."""
    keys = "common apic retained aoci treasury".split()
    rows = [across(f"Balance at {ends[0]}", before, keys)]
    for one, end in zip(books, ends[1:], strict=True):
        moves = [
            ("Net income", "retained", one["net_income"]),
            ("Other comprehensive income (loss)", "aoci", one["oci"]),
            ("Dividends declared", "retained", one["dividends"]),
            (caption(company, "buybacks"), "treasury", one["buybacks"]),
            ("Share-based awards, net", "apic", one["apic"] - before["apic"]),
        ]
        for label, column, amount in moves:
            if amount:
                rows.append(named(label, [amount if key == column else 0 for key in keys] + [amount], indent=1))
        rows.append(across(f"Balance at {end}", one, keys))
        before = one
    return rows


def across(label: str, books: Books, keys: list[str]) -> Row:
    """One balance of every part of equity."""
    amounts = [books[key] for key in keys]
    marks = [f"{key}@{books.label}" for key in keys] + [f"equity@{books.label}"]
    return named(label, [*amounts, sum(amounts)], marks, bold=True, rule=True)
