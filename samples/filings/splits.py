"""Amounts cut into what the notes show of them; the same year is cut the same way in every filing."""

from samples.filings.company import Company, bank, caption
from samples.filings.ledger import Books, annual, parts
from samples.filings.rows import Cell, Row, named

Table = tuple[list[str], list[Row]]


def shared(company: Company, about: str, label: str, total: int, names: list[str]) -> list[int]:
    """*total* among *names*, by weights that drift a little from year to year."""
    base, drift = company.draw(about), company.draw(about, label)
    return parts(total, [base.uniform(0.5, 2.0) * drift.uniform(0.94, 1.06) for _ in names])


def cut(
    company: Company, about: str, books: list[Books], totals: list[int], names: list[str], total: tuple[str, str]
) -> list[Row]:
    """Rows of *names* whose columns add up to *totals*; *total* is the last row's label and figure."""
    columns = [shared(company, about, one.label, amount, names) for one, amount in zip(books, totals, strict=True)]
    rows = []
    for i, name in enumerate(names):
        marks = [f"{about}:{name}@{one.label}" for one in books]
        rows.append(named(name, [column[i] for column in columns], marks, indent=1, dollar=i == 0))
    marks = [f"{total[1]}@{one.label}" if total[1] else "" for one in books]
    return [*rows, named(total[0], totals, marks, rule=True, bold=True, dollar=True)]


def ends(company: Company, books: list[Books]) -> list[str]:
    """The heads of columns that show balances."""
    return [company.end(int(one.label)) for one in books]


def years(books: list[Books]) -> list[str]:
    """The heads of columns that show periods."""
    return [one.label for one in books]


def revenue(company: Company, books: list[Books]) -> list[Table]:
    """Revenue by place and by segment."""
    rows = []
    for name in company.regions:
        marks = [f"region:{name}@{one.label}" for one in books]
        rows.append(named(name, [one.regions[name] for one in books], marks, indent=1))
    total = total_row(company, "revenue", books)
    return [(years(books), [*rows, total]), (years(books), [*by_segment(company, books), total])]


def by_segment(company: Company, books: list[Books]) -> list[Row]:
    """Revenue of each segment."""
    rows = []
    for name in company.segments:
        marks = [f"segment:{name}@{one.label}" for one in books]
        rows.append(named(name, [one.segments[name] for one in books], marks, indent=1, dollar=not rows))
    return rows


def total_row(company: Company, key: str, books: list[Books]) -> Row:
    """The last row of a table, which is a line of the statements."""
    marks = [f"{key}@{one.label}" for one in books]
    return named(caption(company, key), [one[key] for one in books], marks, rule=True, bold=True, dollar=True)


def segment_income(company: Company, books: Books) -> dict[str, int]:
    """Operating income of each segment; what is left is the cost of the center."""
    center = -round(books["revenue"] * 0.021) - books["restructuring"] - books["impairment"]
    shares = shared(company, "segment margin", books.label, books["operating_income"] - center, list(company.segments))
    weights = [share * amount for share, amount in zip(shares, books.segments.values(), strict=True)]
    cut = parts(books["operating_income"] - center, [abs(weight) + 1 for weight in weights])
    return {**dict(zip(company.segments, cut, strict=True)), "Corporate and unallocated": center}


def segments(company: Company, books: list[Books]) -> list[Table]:
    """Segment revenue, income, depreciation, spending and assets."""
    sold = [Row(caption(company, "revenue") + ":", bold=True), *by_segment(company, books)]
    sold.append(total_row(company, "revenue", books))
    earned = [segment_income(company, one) for one in books]
    rows = [Row("Operating income (loss):", bold=True)]
    for name in earned[0]:
        marks = [f"segment income:{name}@{one.label}" for one in books]
        rows.append(named(name, [each[name] for each in earned], marks, indent=1))
    names = [*company.segments, "Corporate"]
    tables = [(years(books), sold), (years(books), [*rows, total_row(company, "operating_income", books)])]
    for key, sign, label in (("da", 1, ""), ("capex", -1, ""), ("total_assets", 1, "")):
        title = caption(company, key)
        body = cut(company, f"segment {key}", books, [sign * one[key] for one in books], names, ("Total " + label, ""))
        tables.append((years(books), [Row(title + ":", bold=True), *body]))
    return tables


def inventories(company: Company, books: list[Books]) -> list[Table]:
    """What the stocks are made of."""
    names = bank("inside")["inventories"].get(company.industry, bank("inside")["inventories"]["usual"])
    totals = [one["inventories"] for one in books]
    return [
        (
            ends(company, books),
            cut(company, "inventory", books, totals, names, (caption(company, "inventories"), "inventories")),
        )
    ]


def ppe(company: Company, books: list[Books]) -> list[Table]:
    """Property at cost, less what has been written off."""
    names = bank("inside")["property"].get(company.industry, bank("inside")["property"]["usual"])
    gross = [round(one["ppe"] * company.draw("gross").uniform(1.6, 2.1)) for one in books]
    rows = cut(company, "property", books, gross, names, ("Total, at cost", "property at cost"))
    marks = [f"accumulated depreciation@{one.label}" for one in books]
    less = [one["ppe"] - amount for one, amount in zip(books, gross, strict=True)]
    rows.append(named("Less: accumulated depreciation", less, marks))
    return [(ends(company, books), [*rows, total_row(company, "ppe", books)])]


def goodwill(company: Company, books: list[Books]) -> list[Table]:
    """Goodwill by segment over the years, and the other intangible assets."""
    names = list(company.segments)
    rows = []
    for one in reversed(books):
        before = annual(company.code, int(one.label) - 1)
        opened = shared(company, "goodwill", "fixed", before["goodwill"], names)
        added = shared(company, "goodwill added", one.label, one["goodwill_acquired"], names)
        moved = parts(one["fx_goodwill"], [amount + 1 for amount in opened])
        lost = [0] * (len(names) - 1) + [-one["impairment"]]
        label = f"Balance at {company.end(int(one.label) - 1)}"
        rows.append(named(label, [*opened, before["goodwill"]], bold=True))
        for label, cells, total in (
            ("Acquisitions", added, one["goodwill_acquired"]),
            (caption(company, "impairment"), lost, -one["impairment"]),
            ("Currency translation and other", moved, one["fx_goodwill"]),
        ):
            if total:
                rows.append(named(label, [*cells, total], indent=1))
        closed = shared(company, "goodwill", "fixed", one["goodwill"], names)
        gap = [c - o - a - m - x for c, o, a, m, x in zip(closed, opened, added, moved, lost, strict=True)]
        if any(gap):
            rows.append(named("Transfers between segments", [*gap, 0], indent=1))
        marks = [""] * len(names) + [f"goodwill@{one.label}"]
        rows.append(named(f"Balance at {company.end(int(one.label))}", [*closed, one["goodwill"]], marks, rule=True))
    return [([*names, "Total"], rows), intangibles(company, books), amortization(books[0])]


def intangibles(company: Company, books: list[Books]) -> Table:
    """Identifiable intangible assets at cost and net."""
    gross = [round(one["intangibles"] * company.draw("gross intangibles").uniform(1.5, 1.9)) for one in books]
    names = ["Customer relationships", "Technology and patents", "Trademarks", "Other"]
    rows = cut(company, "intangible", books, gross, names, ("Gross carrying amount", ""))
    less = [one["intangibles"] - amount for one, amount in zip(books, gross, strict=True)]
    rows.append(named("Accumulated amortization", less, [f"accumulated amortization@{one.label}" for one in books]))
    return ends(company, books), [*rows, total_row(company, "intangibles", books)]


def amortization(books: Books) -> Table:
    """What will be amortized in the years to come."""
    year, left, rows = int(books.label), books["intangibles"], []
    for ahead in range(1, 6):
        amount = round(left * 0.11)
        left -= amount
        rows.append(named(str(year + ahead), [amount], [f"amortization due {year + ahead}@{books.label}"], indent=1))
    rows.append(named("Thereafter", [left], indent=1))
    return ["Expected amortization"], [*rows, named("Total", [books["intangibles"]], rule=True, bold=True)]


def accrued(company: Company, books: list[Books]) -> list[Table]:
    """What the accrued liabilities are made of."""
    names = [
        "Wages, salaries and bonuses",
        "Customer rebates and programs",
        "Taxes other than income taxes",
        "Warranty and claims",
        "Interest",
        "Insurance",
        "Other",
    ]
    totals = [one["accrued"] for one in books]
    return [
        (ends(company, books), cut(company, "accrual", books, totals, names, (caption(company, "accrued"), "accrued")))
    ]


def restructuring(company: Company, books: list[Books]) -> list[Table]:
    """The movement of the reserve."""
    rows = []
    for one in reversed(books):
        opened = round(annual(company.code, int(one.label) - 1).amounts.get("restructuring", 0) * 0.4)
        closed = round(one["restructuring"] * 0.4)
        paid = closed - opened - one["restructuring"]
        names = ["Severance", "Facilities and other"]
        marks = ["", "", f"restructuring@{one.label}"]
        for label, total, mark in (
            (f"Reserve at {company.end(int(one.label) - 1)}", opened, [""] * 3),
            ("Charges", one["restructuring"], marks),
            ("Cash payments and other", paid, ["", "", f"restructuring payments@{one.label}"]),
            (f"Reserve at {company.end(int(one.label))}", closed, ["", "", f"restructuring reserve@{one.label}"]),
        ):
            first = round(opened * 0.7) if total == opened else round(total * 0.7)
            if label.startswith("Cash"):
                first = round(closed * 0.7) - round(opened * 0.7) - round(one["restructuring"] * 0.7)
            rows.append(named(label, [first, total - first, total], mark, rule=label.startswith("Reserve")))
    return [([*names, "Total"], rows)]


def quarters(company: Company, books: list[Books]) -> list[Table]:
    """The year by quarter."""
    tables = []
    for one in books[:2]:
        rows = []
        for key in ("revenue", "operating_income", "net_income"):
            weights = [company.draw("season", i).uniform(0.92, 1.1) for i in range(4)]
            amounts = parts(one[key], weights)
            marks = [f"{key} in quarter {i}@{one.label}" for i in range(1, 5)] + [f"{key}@{one.label}"]
            rows.append(named(caption(company, key), [*amounts, one[key]], marks))
        tables.append((["First", "Second", "Third", "Fourth", one.label], rows))
    return tables


def cells(*texts: str) -> tuple[Cell, ...]:
    """Plain cells."""
    return tuple(Cell(text) for text in texts)
