"""Tables of the notes on what is owed to the state and to those who work: taxes, pensions, awards."""

from samples.filings.company import Company, caption
from samples.filings.ledger import Books, annual
from samples.filings.rows import Cell, Row, named
from samples.filings.splits import Table, cut, ends, shared, total_row, years


def taxes(company: Company, books: list[Books]) -> list[Table]:
    """The provision, the rate, and the deferred taxes."""
    rows = [Row("Current:")]
    now = [
        shared(company, "current tax", one.label, one["tax"] - one["tax_deferred"], ["a", "b", "c"]) for one in books
    ]
    for i, name in enumerate(("Federal", "State and local", "Foreign")):
        marks = [f"current tax {name}@{one.label}" for one in books]
        rows.append(named(name, [each[i] for each in now], marks, indent=1))
    marks = [f"tax_deferred@{one.label}" for one in books]
    rows.append(named("Deferred", [one["tax_deferred"] for one in books], marks))
    rows.append(total_row(company, "tax", books))
    return [
        (years(books), rows),
        (years(books), reconciliation(company, books)),
        deferred(company, books),
        unsettled(company, books),
    ]


def reconciliation(company: Company, books: list[Books]) -> list[Row]:
    """From the statutory rate to the effective one."""
    columns = []
    for one in books:
        effective = round(one["tax"] / one["pretax"] * 1000) if one["pretax"] else 0
        draw = company.draw("rate", one.label)
        other = [210, draw.randint(5, 25), draw.randint(-40, 10), -draw.randint(2, 15)]
        columns.append([*other, effective - sum(other), effective])
    labels = [
        "Statutory federal rate",
        "State taxes, net of federal benefit",
        "Income taxed at other rates abroad",
        "Credits for research",
        "Other",
        "Effective tax rate",
    ]
    rows = []
    for i, label in enumerate(labels):
        made = []
        for column, one in zip(columns, books, strict=True):
            text = f"({-column[i] / 10:.1f})%" if column[i] < 0 else f"{column[i] / 10:.1f}%"
            made.append(Cell(text, f"{label}@{one.label}" if i == 5 else ""))
        rows.append(Row(label, tuple(made), rule=i == 5, bold=i == 5))
    return rows


def deferred(company: Company, books: list[Books]) -> Table:
    """Deferred tax assets and liabilities, which net to the balance sheet's line."""
    held = [round(one["deferred_tax"] * 0.8) + round(one["revenue"] * 0.01) for one in books]
    assets = cut(
        company,
        "deferred asset",
        books,
        held,
        ["Employee benefits", "Loss carryforwards", "Accruals and reserves", "Lease liabilities"],
        ("Deferred tax assets", "deferred tax assets"),
    )
    owed = [one["deferred_tax"] + amount for one, amount in zip(books, held, strict=True)]
    debts = cut(
        company,
        "deferred debt",
        books,
        owed,
        ["Property and equipment", "Intangible assets", "Right-of-use assets", "Other"],
        ("Deferred tax liabilities", "deferred tax liabilities"),
    )
    return ends(company, books), [*assets, *debts, total_row(company, "deferred_tax", books)]


def unsettled(company: Company, books: list[Books]) -> Table:
    """Unrecognized tax benefits from the start of the year to its end."""
    columns = []
    for one in books:
        opened, closed = (round(annual(company.code, int(one.label) - i)["total_assets"] * 0.004) for i in (1, 0))
        added, paid = round(opened * 0.12), -round(opened * 0.06)
        columns.append([opened, added, closed - opened - added - paid, paid, closed])
    labels = [
        "Balance at beginning of year",
        "Additions for current year",
        "Changes for prior years",
        "Settlements and lapses",
        "Unrecognized tax benefits at end of year",
    ]
    rows = []
    for i, label in enumerate(labels):
        marks = [f"unrecognized tax benefits@{one.label}" if i == 4 else "" for one in books]
        rows.append(named(label, [column[i] for column in columns], marks, rule=i == 4, bold=i == 4))
    return years(books), rows


def pension(company: Company, books: list[Books]) -> list[Table]:
    """Obligation, assets, cost and assumptions."""
    owed, columns = "Benefit obligation at end of year", []
    for one in books:
        before = annual(company.code, int(one.label) - 1)
        opened, closed = before["pension"] * 5, one["pension"] * 5
        service, interest, paid = round(opened * 0.016), round(opened * 0.031), -round(opened * 0.052)
        columns.append([opened, service, interest, closed - opened - service - interest - paid, paid, closed])
    labels = [
        "Benefit obligation at beginning of year",
        "Service cost",
        "Interest cost",
        "Actuarial loss (gain) and other",
        "Benefits paid",
        owed,
    ]
    rows = []
    for i, label in enumerate(labels):
        marks = [f"pension {label}@{one.label}" if i in (1, 2, 4, 5) else "" for one in books]
        rows.append(named(label, [column[i] for column in columns], marks, rule=i == 5))
    assets = [one["pension"] * 4 for one in books]
    rows.append(
        named("Fair value of plan assets at end of year", assets, [f"plan assets@{one.label}" for one in books])
    )
    under = [-one["pension"] for one in books]
    rows.append(
        named("Funded status (deficit)", under, [f"pension@{one.label}" for one in books], rule=True, bold=True)
    )
    return [(years(books), rows), assumptions(company, books), payments(company, books[0])]


def assumptions(company: Company, books: list[Books]) -> Table:
    """The rates that the actuary used."""
    rows = []
    for label, low, high in (
        ("Discount rate", 24, 49),
        ("Expected return on plan assets", 55, 70),
        ("Rate of pay increases", 25, 35),
    ):
        made = [
            Cell(f"{company.draw(label, one.label).randint(low, high) / 10:.2f}%", f"{label}@{one.label}")
            for one in books
        ]
        rows.append(Row(label, tuple(made)))
    return years(books), rows


def payments(company: Company, books: Books) -> Table:
    """Benefits that are expected to be paid."""
    year, rows = int(books.label), []
    for ahead in range(1, 6):
        amount = round(books["pension"] * 0.26 * (1 + ahead * 0.012))
        rows.append(named(str(year + ahead), [amount], [f"benefit payments {year + ahead}@{year}"], indent=1))
    return [f"Expected benefit payments ({company.short})"], rows


def compensation(company: Company, books: list[Books]) -> list[Table]:
    """The expense, and the units that are outstanding."""
    totals = [one["stock_compensation"] for one in books]
    total = (caption(company, "stock_compensation"), "stock_compensation")
    expense = cut(
        company, "award", books, totals, ["Restricted stock units", "Performance units", "Stock options"], total
    )
    year, draw = int(books[0].label), company.draw("units", books[0].label)
    size = max(200, round(books[0]["shares"] * 0.008))
    granted, vested, lost = round(size * 0.4), round(size * 0.33), round(size * 0.05)
    price = draw.randint(2800, 9900) / 100
    rows = []
    for label, amount, mark in (
        (f"Unvested at {company.end(year - 1)}", size, ""),
        ("Granted", granted, f"units granted@{year}"),
        ("Vested", -vested, f"units vested@{year}"),
        ("Forfeited", -lost, ""),
        (f"Unvested at {company.end(year)}", size + granted - vested - lost, f"units unvested@{year}"),
    ):
        price = round(price * draw.uniform(0.97, 1.05), 2)
        text = f"({-amount:,})" if amount < 0 else f"{amount:,}"
        rows.append(Row(label, (Cell(text, mark), Cell(f"${price:.2f}"))))
    return [(years(books), expense), (["Units (thousands)", "Fair value at grant"], rows)]
