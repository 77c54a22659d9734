"""A company's books: each year follows from the year before, so that every statement adds up."""

from dataclasses import dataclass
from functools import cache

from samples.filings.company import SCALE, Company, companies

ASSETS = "cash investments settlement receivables inventories prepaid ppe goodwill intangibles rou other_assets".split()
CURRENT_ASSETS = ASSETS[:6]
LIABILITIES = (
    "payables accrued settlement_due deferred_revenue taxes_payable lease_current debt_current "
    "debt_long lease_long deferred_tax pension other_long"
).split()
CURRENT_LIABILITIES = LIABILITIES[:7]
EQUITY = "common apic retained aoci treasury".split()
WORKING = "receivables inventories prepaid other_assets".split()
OWED = "payables accrued deferred_revenue taxes_payable other_long".split()
LINKED = ("depreciation", "amortization", "da", "restructuring", "impairment")


@dataclass(frozen=True, slots=True)
class Books:
    """One period: *amounts* by key, flows and closing balances together."""

    label: str
    amounts: dict[str, int]
    segments: dict[str, int]
    regions: dict[str, int]

    def __getitem__(self, key: str) -> int:
        return self.amounts[key]


def parts(total: int, weights: list[float]) -> list[int]:
    """*total* cut in whole numbers by *weights*; the last takes what is left."""
    cut = [round(total * weight / sum(weights)) for weight in weights[:-1]]
    return [*cut, total - sum(cut)]


def sales(company: Company, year: int, share: float = 1.0) -> dict[str, int]:
    """Revenue of each segment in *year*, or in a *share* of it."""
    found = {}
    for name, weight in company.segments.items():
        level = company.revenue * weight
        for past in range(company.first - 2, year + 1):
            level *= 1 + company.growth.get(str(past), 0.04) + company.draw("growth", name, past).uniform(-0.05, 0.05)
        found[name] = round(level * share)
    return found


def opening(company: Company) -> Books:
    """The balance sheet that the first year starts from; retained earnings are what is left over."""
    revenue = sum(sales(company, company.first - 3).values())
    held = {key: round(revenue * company.balance.get(key, 0)) for key in (*ASSETS, *LIABILITIES, *EQUITY)}
    held["settlement_due"] = held["settlement"]
    debt = round(revenue * company.balance["debt"])
    held["debt_current"] = round(debt * 0.06)
    held["debt_long"] = debt - held["debt_current"]
    held["lease_current"] = round(held["rou"] * 0.17)
    held["lease_long"] = round(held["rou"] * 0.88)
    held["aoci"], held["treasury"] = -round(revenue * 0.03), -round(revenue * company.balance.get("treasury", 0.1))
    rest = sum(held[key] for key in ASSETS) - sum(held[key] for key in LIABILITIES)
    held["retained"] = rest - sum(held[key] for key in EQUITY if key != "retained")
    held["shares"] = round(company.balance["shares"])
    totals(held)
    return Books(f"{company.first - 3}", held, {}, {})


def income(company: Company, year: int, before: Books, share: float, made: dict[str, int], label: str) -> None:
    """Fill in the income statement, from revenue to net income."""
    draw = company.draw("income", label)
    held, revenue = company.balance, made["revenue"]
    made["depreciation"] = round(before["ppe"] * held.get("wear", 0.1) * share * draw.uniform(0.97, 1.04))
    made["amortization"] = round(before["intangibles"] * 0.11 * share)
    made["da"] = made["depreciation"] + made["amortization"]
    made["restructuring"] = round(company.event("restructuring", year) * share)
    made["impairment"] = round(company.event("impairment", year)) if share == 1 else 0
    total = 0
    for key, ratio in company.costs.items():
        if key not in LINKED:
            drift = company.event(f"{key}_drift", year) + draw.uniform(-0.008, 0.008)
            made[key] = round(revenue * (ratio + drift * ratio))
        total += made[key]
    made["operating_costs"] = total
    made["operating_income"] = revenue - total
    debt = before["debt_current"] + before["debt_long"]
    made["interest_expense"] = round(debt * held.get("rate", 0.042) * share * draw.uniform(0.96, 1.05))
    made["interest_income"] = round((before["cash"] + before["investments"]) * 0.014 * share)
    made["other_income"] = round(revenue * draw.uniform(-0.003, 0.003))
    made["pretax"] = (
        made["operating_income"] - made["interest_expense"] + made["interest_income"] + made["other_income"]
    )
    made["tax"] = round(made["pretax"] * (held.get("tax", 0.225) + draw.uniform(-0.025, 0.025)))
    made["tax_deferred"] = round(made["tax"] * draw.uniform(-0.15, 0.25))
    made["net_income"] = made["pretax"] - made["tax"]


def operating(company: Company, before: Books, made: dict[str, int], year_revenue: float, label: str) -> None:
    """Fill in the working balances and the cash from operations."""
    draw = company.draw("working", label)
    made["stock_compensation"] = round(made["revenue"] * company.balance.get("stock_compensation", 0.008))
    for key in (*WORKING, *OWED):
        ratio = company.balance.get(key, 0)
        made[key] = round(year_revenue * ratio * draw.uniform(0.94, 1.07))
        change = made[key] - before[key]
        made[f"{key}_change"] = -change if key in WORKING else change
    made["settlement"] = made["settlement_due"] = round(
        year_revenue * company.balance.get("settlement", 0) * draw.uniform(0.9, 1.1)
    )
    made["pension_oci"] = round(before["pension"] * draw.uniform(-0.12, 0.14))
    made["pension_change"] = -round(before["pension"] * draw.uniform(0.01, 0.05))
    made["pension"] = before["pension"] + made["pension_change"] - made["pension_oci"]
    made["deferred_tax"] = before["deferred_tax"] + made["tax_deferred"]
    made["working_change"] = sum(made[f"{key}_change"] for key in (*WORKING, *OWED, "pension"))
    made["cfo"] = (
        made["net_income"]
        + made["da"]
        + made["impairment"]
        + made["stock_compensation"]
        + made["tax_deferred"]
        + made["working_change"]
    )


def investing(company: Company, year: int, before: Books, share: float, made: dict[str, int], label: str) -> None:
    """Fill in what was bought and sold, and the long-lived assets after it."""
    draw = company.draw("investing", label)
    made["capex"] = -round(made["revenue"] * company.balance["capex"] * draw.uniform(0.85, 1.15))
    made["disposals"] = round(-made["capex"] * draw.uniform(0.02, 0.06))
    made["acquisitions"] = -round(company.event("acquisitions", year)) if share == 1 else 0
    bought = before["investments"] or 0
    made["investments_bought"] = -round(bought * draw.uniform(0.5, 0.8) * share)
    made["investments_matured"] = round(bought * draw.uniform(0.45, 0.75) * share)
    made["cfi"] = sum(
        made[k] for k in ("capex", "disposals", "acquisitions", "investments_bought", "investments_matured")
    )
    made["investments"] = before["investments"] - made["investments_bought"] - made["investments_matured"]
    made["ppe"] = before["ppe"] - made["capex"] - made["disposals"] - made["depreciation"]
    made["goodwill_acquired"] = round(-made["acquisitions"] * 0.62)
    made["intangibles_acquired"] = -made["acquisitions"] - made["goodwill_acquired"]
    made["fx_goodwill"] = round(before["goodwill"] * draw.uniform(-0.015, 0.012))
    made["goodwill"] = before["goodwill"] + made["goodwill_acquired"] - made["impairment"] + made["fx_goodwill"]
    made["intangibles"] = before["intangibles"] + made["intangibles_acquired"] - made["amortization"]
    made["rou"] = round(before["rou"] * draw.uniform(0.95, 1.06))
    grown = made["rou"] - before["rou"]
    made["lease_current"] = before["lease_current"] + round(grown * 0.2)
    made["lease_long"] = before["lease_long"] + grown - round(grown * 0.2)


def financing(company: Company, year: int, before: Books, share: float, made: dict[str, int], label: str) -> None:
    """Fill in loans, dividends and buybacks, and the cash that is left."""
    draw = company.draw("financing", label)
    scale = SCALE[company.unit]
    cents = company.balance.get("dividend", 0) * 1.05 ** (year - company.first)
    made["dps_cents"] = round(cents * share)
    made["dividends"] = -round(made["dps_cents"] * before["shares"] / 100 / scale)
    made["stock_issued"] = round(made["stock_compensation"] * draw.uniform(0.2, 0.45))
    made["stock_taxes"] = -round(made["stock_compensation"] * draw.uniform(0.1, 0.2))
    made["debt_repaid"] = -round(before["debt_current"] * share)
    made["fx_cash"] = round(before["cash"] * draw.uniform(-0.015, 0.012))
    free = made["cfo"] + made["cfi"] + made["dividends"] + made["stock_issued"] + made["stock_taxes"]
    free += made["debt_repaid"] + made["fx_cash"]
    floor = round(made["year_revenue"] * company.balance.get("cash", 0.08) * 0.7)
    ceiling = round(floor * 2.2)
    made["debt_issued"] = max(0, floor - before["cash"] - free, round(-made["debt_repaid"] * draw.uniform(0.2, 0.9)))
    spare = before["cash"] + free + made["debt_issued"] - ceiling
    least = made["net_income"] * company.balance.get("payout", 0.2)
    made["buybacks"] = -max(0, round(min(max(spare, least), max(0, before["cash"] + free - floor))))
    made["cff"] = sum(
        made[k] for k in ("debt_issued", "debt_repaid", "dividends", "buybacks", "stock_issued", "stock_taxes")
    )
    made["cash_change"] = made["cfo"] + made["cfi"] + made["cff"] + made["fx_cash"]
    made["cash_opening"], made["cash"] = before["cash"], before["cash"] + made["cash_change"]
    debt = before["debt_current"] + before["debt_long"] + made["debt_issued"] + made["debt_repaid"]
    made["debt_current"] = round(debt * draw.uniform(0.03, 0.1))
    made["debt_long"] = debt - made["debt_current"]
    made["shares"] = round(before["shares"] * (1 + (draw.uniform(-0.018, 0.004)) * share))
    made["shares_diluted"] = round(made["shares"] * 1.009)


def closing(before: Books, made: dict[str, int]) -> None:
    """Fill in equity, the other comprehensive income and every total."""
    made["oci_fx"], made["oci_pension"] = made["fx_goodwill"] + made["fx_cash"], made["pension_oci"]
    made["oci"] = made["oci_fx"] + made["oci_pension"]
    made["comprehensive_income"] = made["net_income"] + made["oci"]
    made["common"] = before["common"]
    made["apic"] = before["apic"] + made["stock_compensation"] + made["stock_issued"] + made["stock_taxes"]
    made["retained"] = before["retained"] + made["net_income"] + made["dividends"]
    made["aoci"] = before["aoci"] + made["oci"]
    made["treasury"] = before["treasury"] + made["buybacks"]
    totals(made)


def totals(made: dict[str, int]) -> None:
    """Fill in the totals of the balance sheet."""
    made["debt"] = made["debt_current"] + made["debt_long"]
    made["current_assets"] = sum(made[key] for key in CURRENT_ASSETS)
    made["total_assets"] = sum(made[key] for key in ASSETS)
    made["current_liabilities"] = sum(made[key] for key in CURRENT_LIABILITIES)
    made["total_liabilities"] = sum(made[key] for key in LIABILITIES)
    made["equity"] = sum(made[key] for key in EQUITY)
    made["liabilities_equity"] = made["total_liabilities"] + made["equity"]


def step(company: Company, year: int, before: Books, share: float = 1.0, label: str = "") -> Books:
    """The period after *before*: all of *year*, or the first *share* of it."""
    label = label or str(year)
    segments = sales(company, year, share)
    revenue = sum(segments.values())
    year_revenue = sum(sales(company, year).values())
    made = {"revenue": revenue, "year_revenue": year_revenue}
    draw = company.draw("regions", label)
    weights = [weight * draw.uniform(0.93, 1.07) for weight in company.regions.values()]
    income(company, year, before, share, made, label)
    operating(company, before, made, year_revenue, label)
    investing(company, year, before, share, made, label)
    financing(company, year, before, share, made, label)
    closing(before, made)
    made["eps_diluted_cents"] = round(made["net_income"] * SCALE[company.unit] / made["shares_diluted"] * 100)
    made["eps_cents"] = round(made["net_income"] * SCALE[company.unit] / made["shares"] * 100)
    return Books(label, made, segments, dict(zip(company.regions, parts(revenue, weights), strict=True)))


@cache
def annual(code: str, year: int) -> Books:
    """The books of a whole fiscal year of the company called *code*."""
    company = next(one for one in companies() if one.code == code)
    if year < company.first - 2:
        return opening(company)
    return step(company, year, annual(code, year - 1))
