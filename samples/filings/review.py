"""Part II up to the statements: the shares, five years at a glance, and management's discussion."""

from samples.filings.business import say
from samples.filings.company import Company, bank, caption
from samples.filings.ledger import Books, annual
from samples.filings.paper import Paper
from samples.filings.prose import fill, gaps, picked
from samples.filings.rows import Cell, Row, cents, line, named, percent, spoken
from samples.filings.statements import some
from samples.filings.told import tell

GLANCE = "revenue operating_income net_income cfo capex da total_assets debt_long equity".split()


def shares(paper: Paper, company: Company, year: int) -> None:
    """Item 5."""
    draw = company.draw("holders", year)
    gap = gaps(company, year) | {"holders": f"[[Holders of record|{draw.randint(1800, 19500):,}]]"}
    paper.at("item 5", turn=True)
    paper.heading("PART II", level=1, centred=True)
    paper.heading("Item 5. Market for Registrant's Common Equity")
    say(paper, bank("boilerplate")["stock"], gap)
    rows = []
    for month in ("First month", "Second month", "Third month"):
        count, price = draw.randint(0, 900), draw.randint(2600, 9900) / 100
        rows.append(Row(f"{month} of the quarter", (Cell(f"{count:,}"), Cell(f"${price:.2f}"))))
    paper.table(["Shares bought (thousands)", "Average price"], rows)


def glance(paper: Paper, company: Company, year: int) -> None:
    """Item 6: the same figures once more, for as many years as the books go back."""
    books = [annual(company.code, past) for past in range(year, max(year - 5, company.first - 3), -1)]
    paper.at("item 6")
    paper.heading("Item 6. Selected Financial Data")
    rows = [line(company, key, books, sign=-1 if key == "capex" else 1) for key in GLANCE]
    for name, key in (("eps_diluted", "eps_diluted_cents"), ("dps", "dps_cents")):
        if some(books, key):
            rows.append(
                Row(caption(company, name), tuple(Cell(cents(one[key]), f"{name}@{one.label}") for one in books))
            )
    paper.table([one.label for one in books], rows, note=f"(Dollars in {company.unit}, except per share amounts)")


def lead(company: Company, key: str) -> str:
    """A caption in the middle of a sentence."""
    words = caption(company, key)
    return words[0].lower() + words[1:]


def sentence(
    company: Company,
    kind: str,
    key: str,
    books: tuple[Books, Books],
    gap: dict[str, str],
    amounts: tuple[int, int] | None = None,
    label: str = "",
) -> str:
    """One sentence that compares two periods, every amount of it marked; a *label* is a segment's name."""
    one, before = books
    now, was = amounts or (one[key], before[key])
    mark = f"segment:{label}" if label else key
    texts = bank("review")[kind]
    text = texts[company.draw("sentence", kind, label or key).randrange(len(texts))]
    change = percent(now, was).replace("(", "").replace(")", "")
    rise = abs(now) >= abs(was)
    base = "pretax" if kind == "tax" else "revenue"
    words = {
        "L": label or caption(company, key),
        "l": label or lead(company, key),
        "now": f"<<{mark}@{one.label}|{signed(company, now)}>>",
        "was": f"<<{mark}@{before.label}|{signed(company, was)}>>",
        "verb": "increased" if rise else "decreased",
        "dir": "an increase" if rise else "a decrease",
        "pct": f"<<{mark} change@{one.label}|{change}>>"
        if change != "NM"
        else "by a percentage that is not meaningful",
        "share": share(now, one[base]),
        "share_was": share(was, before[base]),
        "low": spoken(company, int(round(abs(now) * 0.95, -1))),
        "high": spoken(company, int(round(abs(now) * 1.15, -1))),
    }
    return fill(text, gap | words)


def share(part: int, whole: int) -> str:
    """*part* in percent of *whole*."""
    return f"{part / whole * 100:.1f}%" if whole else "NM"


def signed(company: Company, amount: int) -> str:
    """An amount in a sentence, losses told as such."""
    return spoken(company, amount) if amount >= 0 else f"a negative {spoken(company, amount)}"


def discussion(paper: Paper, company: Company, year: int, now: Books, was: Books, head: str = "Item 7. ") -> None:
    """Item 7."""
    gap, texts = gaps(company, year), bank("boilerplate")
    paper.at("MD&A", turn=True)
    paper.heading(f"{head}Management's Discussion and Analysis of Financial Condition and Results of Operations")
    say(paper, texts["review"], gap)
    paper.heading("Overview")
    say(paper, texts["company"], gap)
    for text in picked(company, "review", "outlook", 3, year):
        paper.text(fill(text, gap))
    tell(paper, company, year, "review")
    results(paper, company, now, was, gap)
    segments(paper, company, now, was, gap)
    if not now.label.endswith(("Q1", "Q2", "Q3")):
        earlier(paper, company, year)
    liquidity(paper, company, now, was, gap)


def earlier(paper: Paper, company: Company, year: int) -> None:
    """The year before compared with the one before it, as its own report had it."""
    gap = gaps(company, year - 1)
    now, was = annual(company.code, year - 1), annual(company.code, year - 2)
    paper.heading(f"Fiscal {now.label} Compared With Fiscal {was.label}")
    results(paper, company, now, was, gap)
    segments(paper, company, now, was, gap)


def results(paper: Paper, company: Company, now: Books, was: Books, gap: dict[str, str]) -> None:
    """Line by line from revenue to net income."""
    paper.heading("Results of Operations")
    keys = [
        "revenue",
        *(key for key in company.costs if some([now, was], key)),
        "operating_income",
        "interest_expense",
        "pretax",
        "tax",
        "net_income",
    ]
    rows = []
    for key in keys:
        row = line(company, key, [now, was])
        rows.append(Row(row.label, (*row.cells, Cell(percent(now[key], was[key]), f"{key} change@{now.label}"))))
    paper.table([now.label, was.label, "Change"], rows, note=f"(Dollars in {company.unit})")
    kinds = {
        "revenue": "revenue",
        "operating_income": "profit",
        "interest_expense": "interest",
        "tax": "tax",
        "net_income": "net",
    }
    for key in keys:
        if key == "pretax":
            continue
        paper.heading(caption(company, key), level=3)
        paper.text(sentence(company, kinds.get(key, "cost"), key, (now, was), gap))
        extra = picked(company, "consequences", "sentences", 2, key, now.label)
        paper.text(" ".join(fill(text, gap) for text in extra))


def segments(paper: Paper, company: Company, now: Books, was: Books, gap: dict[str, str]) -> None:
    """Segment by segment, and place by place."""
    paper.heading("Segment Results")
    for kind, new, old in (("segment", now.segments, was.segments), ("region", now.regions, was.regions)):
        rows = []
        for name in new:
            marks = [f"{kind}:{name}@{one.label}" for one in (now, was)]
            row = named(name, [new[name], old[name]], marks)
            rows.append(
                Row(name, (*row.cells, Cell(percent(new[name], old[name]), f"{kind}:{name} change@{now.label}")))
            )
        paper.table([now.label, was.label, "Change"], rows)
    for name in now.segments:
        amounts = (now.segments[name], was.segments[name])
        paper.heading(name, level=3)
        paper.text(sentence(company, "segment", "revenue", (now, was), gap, amounts, name))
        paper.text(" ".join(fill(text, gap) for text in picked(company, "review", "outlook", 2, name, now.label)))


def liquidity(paper: Paper, company: Company, now: Books, was: Books, gap: dict[str, str]) -> None:
    """Cash, debt, estimates and what moves markets."""
    paper.heading("Liquidity and Capital Resources")
    for text in bank("review")["liquidity"]:
        paper.text(fill(text, gap))
    keys = ["cfo", "capex", "cfi", "cff"]
    paper.table([now.label, was.label], [line(company, key, [now, was]) for key in keys])
    for key in ("cfo", "cfi", "cff", "dividends", "buybacks"):
        if some([now, was], key):
            amounts = (abs(now[key]), abs(was[key])) if key != "cfo" else None
            paper.text(sentence(company, "cash", key, (now, was), gap, amounts))
    paper.text(sentence(company, "capex", "capex", (now, was), gap, (-now["capex"], -was["capex"])))
    for key in ("receivables", "inventories", "payables", "ppe", "debt_long", "deferred_revenue"):
        if some([now, was], key):
            paper.text(sentence(company, "balance", key, (now, was), gap))
    obligations(paper, now)
    paper.heading("Critical Accounting Estimates")
    for title, text in bank("review")["estimates"]:
        paper.heading(title, level=3)
        paper.text(fill(text, gap))
        paper.text(" ".join(fill(one, gap) for one in picked(company, "consequences", "sentences", 3, title)))


def obligations(paper: Paper, now: Books) -> None:
    """What must be paid, by year."""
    paper.heading("Contractual Obligations")
    rows = []
    for label, total, mark in (
        ("Debt, principal", now["debt"], f"debt@{now.label}"),
        ("Interest on debt", now["interest_expense"] * 6, f"interest obligations@{now.label}"),
        ("Operating leases", round(now["rou"] * 1.2), f"lease obligations@{now.label}"),
        ("Purchase commitments", round(now["revenue"] * 0.14), f"purchase obligations@{now.label}"),
    ):
        near = round(total * 0.12)
        rows.append(
            named(label, [near, round(total * 0.3), total - near - round(total * 0.3), total], ["", "", "", mark])
        )
    paper.table(["Within 1 year", "1-3 years", "After 3 years", "Total"], rows)


def market_risk(paper: Paper, company: Company, year: int, now: Books) -> None:
    """Item 7A."""
    shocks = {
        "interest_shock": now["debt"] * 0.002,
        "fx_shock": abs(now["pretax"]) * 0.04,
        "commodity_shock": now["revenue"] * 0.012,
    }
    gap = gaps(company, year) | {
        key: f"<<{key}@{now.label}|{spoken(company, round(amount))}>>" for key, amount in shocks.items()
    }
    paper.at("item 7A")
    paper.heading("Item 7A. Quantitative and Qualitative Disclosures About Market Risk")
    for title, text in bank("review")["market"]:
        paper.heading(title, level=3)
        paper.text(fill(text, gap))
        paper.text(" ".join(fill(one, gap) for one in picked(company, "consequences", "sentences", 3, title, "market")))
