"""Company filings a script makes: the same bytes each time, sums that come out, and facts that stand on their pages."""

import json
import re
from collections import Counter
from itertools import pairwise

import pytest

from samples.filings import companies, write
from samples.filings.ledger import ASSETS, EQUITY, LIABILITIES, annual
from samples.filings.paper import Look, Paper
from samples.filings.statements import cash_flows, income

HEAVY = 2
YEARS = [(company, year) for company in companies() for year in range(company.first - 2, company.first + 3)]
EXACT = ("NM", "-", "")


@pytest.fixture(scope="module")
def filings(tmp_path_factory, full):
    """The folder and the facts of two companies, or of all with --full."""
    folder = tmp_path_factory.mktemp("filings")
    return folder, write(folder, None if full else HEAVY)


@pytest.fixture(scope="module")
def printed(filings):
    """What a PDF reader sees of each page, without white space, by document."""
    import pypdfium2

    found = {}
    for path in sorted(filings[0].glob("*.pdf")):
        with pypdfium2.PdfDocument(path) as document:
            found[path.name] = [folded(page.get_textpage().get_text_range()) for page in document]
    return found


def folded(text):
    """Text without white space and without the marks of a line's end."""
    return re.sub(r"[\s\u00ad\ufffe\x02]+", "", text)


def said(value):
    """A figure as it stands in tables and, where the tables are in thousands, as it is told in running text."""
    bare = re.sub(r"[()\s]", "", value)
    return (
        {bare, f"{int(bare.replace(',', '')) / 1000:,.1f}million"}
        if re.fullmatch(r"[\d,]+", bare)
        else {bare, folded(value)}
    )


def test_two_runs_write_the_same_bytes(filings, tmp_path, full):
    folder, facts = filings

    again = write(tmp_path, None if full else HEAVY)

    assert again == facts
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in folder.iterdir()}
    for path in folder.iterdir():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.name


def test_every_fact_stands_on_its_first_page(filings, printed):
    missing = [fact.id for fact in filings[1] if folded(fact.value) not in printed[fact.document][fact.page[0] - 1]]

    assert missing == []


def test_every_other_page_of_a_fact_holds_its_figure(filings, printed):
    """In running text a figure of thousands is told in millions, and a spending without its parentheses."""
    missing = []
    for fact in filings[1]:
        others = [(fact.document, page) for page in fact.page] + [(one["document"], one["page"]) for one in fact.also]
        for document, page in others:
            text = printed[document][page - 1]
            if not any(form in text or form in text.replace(")%", "%") for form in said(fact.value)):
                missing.append((fact.id, document, page, fact.caption, fact.value))

    assert missing == []


def test_each_filing_has_facts_of_several_kinds(filings):
    count = Counter(fact.document for fact in filings[1])
    kinds = {fact.where for fact in filings[1]}

    assert min(count.values()) >= 40
    assert {"cover page", "item 1", "item 1A", "item 3", "MD&A", "income statement", "cash flow statement"} <= kinds
    assert len({fact.id for fact in filings[1]}) == len(filings[1])


def test_the_file_of_facts_says_what_was_returned(filings):
    folder, facts = filings

    lines = [json.loads(line) for line in (folder / "facts.jsonl").read_text("utf-8").splitlines()]

    assert [line["id"] for line in lines] == [fact.id for fact in facts]
    assert {"document", "page", "company", "form", "period", "where", "caption", "value", "also"} <= set(lines[0])


def test_most_pages_do_not_name_the_company(filings, printed):
    names = {fact.document: folded(fact.company) for fact in filings[1] if fact.form == "10-K"}

    shares = [sum(name in page for page in printed[file]) / len(printed[file]) for file, name in names.items()]

    assert min(shares) > 0
    assert sum(shares) / len(shares) < 0.5


@pytest.mark.parametrize(("company", "year"), YEARS, ids=lambda part: str(getattr(part, "code", part)))
def test_the_statements_add_up(company, year):
    now, before = annual(company.code, year), annual(company.code, year - 1)

    assert sum(now[key] for key in ASSETS) == sum(now[key] for key in (*LIABILITIES, *EQUITY))
    assert sum(now.segments.values()) == sum(now.regions.values()) == now["revenue"]
    assert now["revenue"] - now["operating_costs"] == now["operating_income"]
    assert now["pretax"] - now["tax"] == now["net_income"]
    assert now["cash"] - before["cash"] == now["cfo"] + now["cfi"] + now["cff"] + now["fx_cash"]
    assert now["retained"] - before["retained"] == now["net_income"] + now["dividends"]


@pytest.mark.parametrize("company", companies(), ids=lambda company: company.code)
def test_the_printed_lines_of_the_cash_flow_statement_come_to_its_totals(company):
    books = [annual(company.code, company.first)]

    rows = [(amount(row), row) for row in cash_flows(company, books) if row.cells]
    ends = [0, *[number for number, (_, row) in enumerate(rows, 1) if row.bold][:3]]

    for start, end in pairwise(ends):
        *lines, total = [value for value, _ in rows[start:end]]
        assert sum(lines) == total, rows[end - 1][1].label


@pytest.mark.parametrize("company", companies(), ids=lambda company: company.code)
def test_the_printed_income_statement_comes_to_net_income(company):
    books = [annual(company.code, company.first)]

    rows = {row.cells[0].mark.partition("@")[0]: amount(row) for row in income(company, books) if row.cells}

    assert rows["revenue"] - sum(rows.get(key, 0) for key in company.costs) == rows["operating_income"]
    beside = rows["interest_expense"] + rows["interest_income"] + rows["other_income"]
    assert rows["operating_income"] + beside - rows["tax"] == rows["net_income"]


def amount(row):
    """The figure of a row's first cell as a number."""
    text = row.cells[0].text
    if text in EXACT:
        return 0
    value = float(text.strip("()").replace(",", ""))
    return -value if text.startswith("(") else value


def test_a_fact_is_not_broken_over_two_pages():
    import pypdfium2

    paper = Paper(Look(), "Title")
    for words in range(10, 130, 3):
        paper.text("Filling. " * words)
        paper.text("Something happened. [[What happened|" + "A plant burned down in the night. " * 8 + "]]")

    places = paper.seen["told:What happened"]
    with pypdfium2.PdfDocument(paper.bytes()) as document:
        pages = [folded(page.get_textpage().get_text_range()) for page in document]
    assert len({place.page for place in places}) > 3
    for page, count in Counter(place.page for place in places).items():
        assert pages[page - 1].count("Aplantburneddowninthenight." * 8) == count
