"""Covers of invented companies' filings, as their PDFs give them line by line."""

from knowledge.note import Note, Page, language_of

ANNUAL = """UNITED STATES
SECURITIES AND EXCHANGE COMMISSION
Washington, D.C. 20549
FORM 10-K
(Mark One)
☒ ANNUAL REPORT PURSUANT TO SECTION 13 OR 15(d) OF THE SECURITIES EXCHANGE ACT OF 1934
For the fiscal year ended December 31, 2021
or
☐ TRANSITION REPORT PURSUANT TO SECTION 13 OR 15(d) OF THE SECURITIES EXCHANGE ACT OF 1934
For the transition period from to
BRINDLE ROBOTICS, INC.
Commission file number 001-98765
(Exact name of registrant as specified in its charter)
Delaware 12-3456789
The aggregate market value of Brindle Robotics, Inc. stock as of June 30, 2021 was $1,000.
"""
STORES = """Table of Contents
FORM 10-K
ANNUAL REPORT PURSUANT TO SECTION 13 OR 15(d)
For the Fiscal Year Ended January 29, 2022
Commission File Number: 1-98766
COPPERFIELD STORES
CORPORATION
(Exact name of Registrant as specified in its charter)
"""
QUARTERLY = """FORM 10-Q
QUARTERLY REPORT PURSUANT TO SECTION 13 OR 15(d)
For the quarterly period ended June 30, 2023
Commission File Number 001-98767
Lumen Harbor Co.
(Exact name of registrant as specified in its charter)
"""
CURRENT = """FORM 8-K
CURRENT REPORT
Pursuant to Section 13 or 15(d)
February 4, 2022
Date of Report (Date of earliest event reported)
Lumen Harbor Co.
(Exact name of registrant as specified in its charter)
Commission File Number 001-98767
On February 4, 2022 the company released its fourth quarter 2021 results.
"""
RESEARCH = """Brindle Robotics: what its 10-K says
FORM 10-K
We maintain Overweight with a price target of $12. The company filed an annual report pursuant to section 13
of the Exchange Act with the Securities and Exchange Commission for the fiscal year ended December 31, 2021.
"""
CHINESE = """公司代码：600999 公司简称：星河股份

星河新能源科技股份有限公司
2021 年年度报告
"""
CHINESE_HALF = "星河新能源科技股份有限公司2023年半年度报告\n重要提示"
TRADITIONAL = "星河新能源科技股份有限公司\n二〇二一年年度報告"
CHINESE_RESEARCH = "星河股份（600999）2021年年报点评\n星河新能源科技股份有限公司\n2021年年度报告\n目标价 20 元"
RELEASE = """Brindle Robotics Reports Fourth Quarter 2022 Results
January 30, 2023 -- Brindle Robotics today announced net sales of $100 million.
"""
REPORT = "Harrow Mining plc\nAnnual Report 2022"
MINUTES = "Minutes of the Monetary Policy Committee\nJune 14, 2023"


def paged(*pages, title="", **known):
    """A note of these pages, called by its first line unless a *title* is given."""
    spans, at = [], 0
    for number, page in enumerate(pages, 1):
        spans.append(Page(number=number, start=at, end=at + len(page)))
        at += len(page) + 1
    text = "\f".join(pages)
    return Note(
        title=title or pages[0].split("\n")[0], text=text, pages=tuple(spans), language=language_of(text), **known
    )
