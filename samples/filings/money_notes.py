"""Tables of the notes on debt, leases, shares and instruments."""

from samples.filings.company import Company, caption
from samples.filings.ledger import Books, annual, parts
from samples.filings.rows import named
from samples.filings.splits import Table, cut, ends, total_row, years
from samples.filings.statements import per_share


def debt(company: Company, books: list[Books]) -> list[Table]:
    """The loans, what of them is due, and when."""
    year = int(books[0].label)
    draw = company.draw("notes")
    names = [f"{draw.randint(9, 26) / 4:.2f}% senior notes due {company.first + ahead}" for ahead in (4, 6, 9, 15, 24)]
    names += ["Term loan", "Finance leases and other"]
    rows = cut(company, "loan", books, [one["debt"] for one in books], names, ("Total debt", "debt"))
    marks = [f"debt_current@{one.label}" for one in books]
    rows.append(
        named(
            f"Less: {caption(company, 'debt_current')[0].lower()}{caption(company, 'debt_current')[1:]}",
            [-one["debt_current"] for one in books],
            marks,
        )
    )
    rows.append(total_row(company, "debt_long", books))
    due = parts(books[0]["debt"] - books[0]["debt_current"], [draw.uniform(0.5, 1.5) for _ in range(4)] + [5.0])
    dated = [named(str(year + 1), [books[0]["debt_current"]], [f"maturities {year + 1}@{year}"], indent=1)]
    for ahead, amount in enumerate(due, 2):
        label = "Thereafter" if ahead == 6 else str(year + ahead)
        dated.append(named(label, [amount], [f"maturities {label}@{year}"], indent=1))
    dated.append(named("Total", [books[0]["debt"]], rule=True, bold=True))
    return [(ends(company, books), rows), (["Maturities of debt"], dated)]


def leases(company: Company, books: list[Books]) -> list[Table]:
    """What leases cost, and what is still to be paid."""
    totals = [round(one["rou"] * 0.27) for one in books]
    names = ["Operating lease cost", "Short-term lease cost", "Variable lease cost"]
    cost = cut(company, "lease cost", books, totals, names, ("Total lease cost", "total lease cost"))
    year, owed = int(books[0].label), books[0]["lease_current"] + books[0]["lease_long"]
    interest = round(owed * 0.19)
    due = parts(owed + interest, [18, 16, 14, 12, 10, 30])
    rows = []
    for ahead, amount in enumerate(due, 1):
        label = "Thereafter" if ahead == 6 else str(year + ahead)
        rows.append(named(label, [amount], [f"lease payments {label}@{year}"], indent=1))
    rows.append(named("Total lease payments", [owed + interest], rule=True))
    rows.append(named("Less: imputed interest", [-interest], [f"imputed interest@{year}"]))
    rows.append(named("Lease liabilities", [owed], [f"lease liabilities@{year}"], rule=True, bold=True))
    return [(years(books), cost), (["Operating leases"], rows)]


def eps(company: Company, books: list[Books]) -> list[Table]:
    """Net income, shares, and one divided by the other."""
    return [(years(books), [total_row(company, "net_income", books), *per_share(company, books)])]


def aoci(company: Company, books: list[Books]) -> list[Table]:
    """The parts of accumulated other comprehensive income."""
    rows = []
    for one in reversed(books):
        before = annual(company.code, int(one.label) - 1)["aoci"]
        first = round(before * 0.6)
        rows.append(named(f"Balance at {company.end(int(one.label) - 1)}", [first, before - first, before]))
        rows.append(
            named(
                "Change in the year",
                [one["oci_fx"], one["oci_pension"], one["oci"]],
                ["", "", f"oci@{one.label}"],
                indent=1,
            )
        )
        moved = round(one["aoci"] * 0.6) - first - one["oci_fx"]
        rows.append(named("Reclassified between components", [moved, -moved, 0], indent=1))
        closed = round(one["aoci"] * 0.6)
        rows.append(
            named(
                f"Balance at {company.end(int(one.label))}",
                [closed, one["aoci"] - closed, one["aoci"]],
                ["", "", f"aoci@{one.label}"],
                rule=True,
            )
        )
    return [(["Currency translation", "Pension and other", "Total"], rows)]


def fair(company: Company, books: list[Books]) -> list[Table]:
    """What is carried at fair value, by level."""
    tables = []
    for one in books[:2]:
        funds, swaps = round(one["cash"] * 0.55), round(one["revenue"] * 0.003) + 1
        rows = [named("Money market funds", [funds, 0, 0, funds], ["", "", "", f"money market funds@{one.label}"])]
        if one["investments"]:
            low = round(one["investments"] * 0.4)
            marks = ["", "", "", f"investments@{one.label}"]
            rows.append(
                named(caption(company, "investments"), [low, one["investments"] - low, 0, one["investments"]], marks)
            )
        rows.append(named("Derivative assets", [0, swaps, 0, swaps], ["", "", "", f"derivative assets@{one.label}"]))
        rows.append(
            named(
                "Contingent consideration",
                [0, 0, -swaps * 2, -swaps * 2],
                ["", "", "", f"contingent consideration@{one.label}"],
            )
        )
        tables.append((["Level 1", "Level 2", "Level 3", company.end(int(one.label))], rows))
    return tables


def derivatives(company: Company, books: list[Books]) -> list[Table]:
    """The notional amounts of what is outstanding."""
    names = ["Foreign currency forwards", "Interest rate swaps", "Commodity contracts"]
    totals = [round(one["revenue"] * company.draw("notional", one.label).uniform(0.12, 0.25)) for one in books]
    return [
        (
            ends(company, books),
            cut(company, "notional", books, totals, names, ("Total notional amount", "total notional amount")),
        )
    ]


def acquisitions(_: Company, books: list[Books]) -> list[Table]:
    """What was paid for businesses, and for what."""
    rows = []
    for key, label in (("goodwill_acquired", "Goodwill"), ("intangibles_acquired", "Identifiable intangible assets")):
        rows.append(named(label, [one[key] for one in books], [f"{key}@{one.label}" for one in books], indent=1))
    paid = [-one["acquisitions"] for one in books]
    rows.append(
        named("Cash paid, net of cash acquired", paid, [f"acquisitions@{one.label}" for one in books], rule=True)
    )
    return [(years(books), rows)]
