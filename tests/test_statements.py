"""A page shows a statement where it has its lines, not where it names it."""

import pytest
from covers import paged

from knowledge.entries import BRIEFLY, brief_header, header
from knowledge.split import passages, tokens_in
from knowledge.statements import statements_by_page, statements_on

CASH = """Brindle Robotics, Inc. and Subsidiaries
Consolidated Statements of Cash Flows
Years ended December 31
(Millions) 2018 2017 2016
Net income including noncontrolling interest $ 5,363 $ 4,869 $ 5,058
Depreciation and amortization 1,488 1,544 1,474
Net cash provided by (used in) operating activities 6,439 6,240 6,662
Purchases of property, plant and equipment (1,577) (1,373) (1,420)"""
CASH_GOES_ON = """Cash flows from financing activities:
Repayments of long-term debt (10) (20) (30)
Cash dividends paid (5) (5) (5)
Cash and cash equivalents at end of year 5 6 7"""
BALANCE = """BRINDLE ROBOTICS, INC.
CONDENSED CONSOLIDATED BALANCE SHEETS (UNAUDITED)
(in millions, except share data)
June 30, 2021 December 31, 2020
Total current assets 400 500
Total assets 1,000 1,200
Total liabilities and stockholders\u2019 equity 1,000 1,200"""
TWO_IN_ONE = """CONSOLIDATED STATEMENTS OF OPERATIONS AND
COMPREHENSIVE INCOME (LOSS)
Revenue $ 100 $ 90
Gross profit 50 50
Net loss per share, basic and diluted (0.10) (0.12)
Foreign currency translation adjustment 1 2
Comprehensive loss (9) (10)"""
EQUITY = """CONSOLIDATED STATEMENTS OF CHANGES IN SHAREHOLDERS' EQUITY
Balance, December 31, 2018 100 $ 1 $ 20
Net income 30 30
Dividends declared (5) (5)
Balance, December 31, 2019 99 1 38"""
CHINESE = """合并资产负债表
2021年12月31日 单位：元
货币资金 1,000 2,000
应收账款 10 20
流动资产合计 3,000 3,000
资产总计 9,000 8,000"""
TRADITIONAL = """四、合併現金流量表
銷售商品、提供勞務收到的現金 100 200
經營活動產生的現金流量淨額 50 140
投資活動產生的現金流量淨額 (5) (6)
期末現金及現金等價物餘額 9 8"""
CONTENTS = """Item 8. Financial Statements and Supplementary Data 44
Consolidated Statements of Income 49
Consolidated Balance Sheets as of December 31, 2021 and 2020 51
Consolidated Statements of Cash Flows 52
Note 1 53
Note 2 60
Note 3 61
Net income per share 62
Total assets 63
Inventories 64
Goodwill 65
Long-term debt 66"""
AUDITOR = """We have audited the accompanying consolidated balance sheets of Brindle as of December 31, 2018 and 2017,
and the related consolidated statements of income, comprehensive income, stockholders' equity and
cash flows for each of the three years 1 2 3 4 5 6 7 8
Net income and total assets"""
DISCUSSED = """Consolidated Statements of Cash Flows
2021 2020 2019 2018 2017 2016 2015 2014
Net cash provided by operating activities was $100 million in 2021.
Net cash used in investing activities increased to $10 million, for robots.
Purchases of property, plant and equipment were $5 million."""
SUMMARY_OF_CASH = """Liquidity
2021 2020 2019
Net cash provided by operating activities $ 100 $ 90 $ 80
Net cash used in investing activities (10) (20) (30)
Net cash used in financing activities (5) (6) (7)
Net cash provided by operating activities was $100 million, compared to $90 million"""
SELECTED = """Item 6. Selected Financial Data
Consolidated Statements of Income Data:
Net sales 1 2 3 4 5
Cost of sales 1 2 3 4 5
Gross profit 2 3 4
Net income 1 2 3
Basic earnings per share 1 2 3
Weighted average shares 1 2"""
SHOWN = {
    CASH: ("cash flow statement",),
    BALANCE: ("balance sheet",),
    TWO_IN_ONE: ("income statement", "statement of comprehensive income"),
    EQUITY: ("statement of equity",),
    CHINESE: ("资产负债表 balance sheet",),
    TRADITIONAL: ("现金流量表 cash flow statement",),
}
ONLY_NAMED = {
    "contents": CONTENTS,
    "auditor": AUDITOR,
    "discussion": DISCUSSED,
    "summary": SUMMARY_OF_CASH,
    "selected": SELECTED,
}


@pytest.mark.parametrize("page", SHOWN, ids=[" ".join(names) for names in SHOWN.values()])
def test_a_statement_is_known_by_its_head_and_lines(page):
    assert statements_on(page) == SHOWN[page]


@pytest.mark.parametrize("page", ONLY_NAMED)
def test_a_page_that_only_names_statements_shows_none(page):
    assert statements_on(ONLY_NAMED[page]) == ()


def test_a_head_may_end_in_a_day():
    assert statements_on(BALANCE.replace(" (UNAUDITED)", " AS OF JUNE 30")) == ("balance sheet",)


def test_a_statement_goes_on_on_the_next_page_and_no_further():
    shown = statements_by_page([CASH, CASH_GOES_ON, SUMMARY_OF_CASH])

    assert shown == [("cash flow statement",), ("cash flow statement",), ()]


def test_every_passage_of_the_page_is_under_the_statement():
    note = paged("Words of before.", CASH, "Words of after.", title="Brindle")

    found = passages(note)

    assert [item.headings for item in found] == [(), ("cash flow statement",), ()]
    assert "cash flow statement" in header(note, found[1].headings)


def test_a_long_page_is_looked_at_part_by_part():
    prose = "The company makes robots and sells them to those who need robots. " * 150
    note = paged(f"{prose}\n\n{CASH}\n\n{prose}")

    found = passages(note)

    assert any("cash flow statement" in item.headings for item in found)
    assert not found[0].headings
    assert not found[-1].headings


def test_the_header_says_nothing_twice_and_stays_short():
    named = paged(
        "x", title="Brindle Robotics, Inc., annual report 10-K, fiscal year 2021", institution="Brindle Robotics, Inc."
    )
    plain = paged("x", title="Robots at work", institution="Brindle Robotics, Inc.", kind="10-K", period="FY2021")
    headings = ("Item 8. " + "Financial statements and supplementary data " * 9, "2021 | 2020", "balance sheet")

    assert brief_header(named, ()) == named.title
    assert brief_header(plain, ()) == "Brindle Robotics, Inc. | Robots at work | annual report 10-K | fiscal year 2021"
    assert brief_header(plain, headings).endswith("2021 | 2020 | balance sheet")
    assert tokens_in(brief_header(plain, headings)) <= BRIEFLY
