"""The note that shows parent, guarantors and others side by side: the same lines with other figures."""

from samples.filings.company import Company, caption
from samples.filings.ledger import Books
from samples.filings.paper import Paper
from samples.filings.rows import Row, named
from samples.filings.splits import shared

HEADS = ["Parent", "Guarantors", "Non-guarantors", "Consolidated"]
COLUMNS = HEADS[:3]


def write(paper: Paper, company: Company, books: list[Books], number: str) -> None:
    """The note, for companies whose notes are guaranteed by subsidiaries."""
    paper.at("note: guarantor information")
    paper.heading(number)
    paper.text(
        "Certain senior notes are guaranteed, fully and unconditionally, jointly and severally, by subsidiaries that "
        "are wholly owned. The following condensed consolidating information is presented after elimination of "
        "transactions between the groups. It should be read together with the consolidated statements."
    )
    for one in books[:2]:
        for title, rows in (
            (f"Condensed consolidating results, fiscal {one.label}", results(company, one)),
            (f"Condensed consolidating balance sheet, {company.end(int(one.label))}", balances(company, one)),
            (f"Condensed consolidating cash flows, fiscal {one.label}", flows(company, one)),
        ):
            paper.heading(title, level=3)
            paper.table(HEADS, rows, note=f"(Dollars in {company.unit})")


def split(company: Company, one: Books, key: str) -> list[int]:
    """One line, divided among the three groups."""
    return shared(company, f"group {key}", one.label, one[key], COLUMNS)


def row(company: Company, one: Books, key: str, columns: list[int], **style: object) -> Row:
    """One line with its total."""
    return named(caption(company, key), [*columns, sum(columns)], ["", "", "", f"{key}@{one.label}"], **style)


def added(columns: list[list[int]], signs: list[int]) -> list[int]:
    """Columns added line by line, each with its sign."""
    return [sum(sign * line[i] for sign, line in zip(signs, columns, strict=True)) for i in range(len(COLUMNS))]


def results(company: Company, one: Books) -> list[Row]:
    """From revenue to net income."""
    keys = ["revenue", "operating_costs", "interest_expense", "tax"]
    sold, spent, interest, tax = (split(company, one, key) for key in keys)
    earned = added([sold, spent], [1, -1])
    other = shared(company, "group other", one.label, one["interest_income"] + one["other_income"], COLUMNS)
    before = added([earned, interest, other], [1, -1, 1])
    return [
        row(company, one, "revenue", sold, dollar=True),
        row(company, one, "operating_costs", spent),
        row(company, one, "operating_income", earned, rule=True),
        row(company, one, "interest_expense", interest),
        named("Interest and other income", [*other, sum(other)]),
        row(company, one, "pretax", before, rule=True),
        row(company, one, "tax", tax),
        row(company, one, "net_income", added([before, tax], [1, -1]), rule=True, bold=True, dollar=True),
    ]


def balances(company: Company, one: Books) -> list[Row]:
    """Assets, liabilities and equity."""
    keys = [key for key in "cash receivables inventories ppe goodwill".split() if one[key]]
    lines = [split(company, one, key) for key in keys]
    rest = shared(company, "group rest", one.label, one["total_assets"] - sum(one[key] for key in keys), COLUMNS)
    held = added([*lines, rest], [1] * (len(lines) + 1))
    owed = [round(amount * one["total_liabilities"] / one["total_assets"]) for amount in held[:2]]
    owed.append(one["total_liabilities"] - sum(owed))
    rows = [row(company, one, key, line) for key, line in zip(keys, lines, strict=True)]
    rows += [
        named("All other assets", [*rest, sum(rest)]),
        row(company, one, "total_assets", held, rule=True, bold=True),
    ]
    rows.append(row(company, one, "total_liabilities", owed))
    return [*rows, row(company, one, "equity", added([held, owed], [1, -1]), rule=True, bold=True)]


def flows(company: Company, one: Books) -> list[Row]:
    """Cash by activity."""
    keys = ["cfo", "cfi", "cff", "fx_cash"]
    lines = [split(company, one, key) for key in keys]
    rows = [row(company, one, key, line) for key, line in zip(keys, lines, strict=True)]
    spent = split(company, one, "capex")
    return [
        *rows,
        row(company, one, "cash_change", added(lines, [1] * 4), rule=True, bold=True),
        row(company, one, "capex", spent),
    ]
