"""The sample desk's PDF note. Its words are below; reportlab only sets them."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TITLE = "Opaque corners: SPACs, bitcoin and private credit when the tide goes out"
AUTHOR = "Ines Halloran and Anselm Okafor-Reyes"
HOUSE = "Harbour & Vale Research"
DAY = "18 February 2026"
EPOCH = "1771405200"  # 9:00 UTC on that day, the date in the file's own properties

TABLES = {
    "returns": [
        ["Vehicle", "Total return, 12 months", "Priced"],
        ["Private-credit-heavy BDCs and funds (index)", "-16%", "daily, at a discount"],
        ["CLO ETFs", "6%", "daily"],
        ["Syndicated loans", "5%", "daily"],
        ["High-yield bond ETFs", "8%", "daily"],
    ],
    "software": [
        ["Vehicle", "Share of software borrowers"],
        ["BDCs and private credit", "18%"],
        ["Bank loans", "12%"],
        ["High-yield bonds", "2%"],
    ],
}

TEXT = """
When money is plentiful and growth is scarce, investors go looking in corners that they would otherwise leave alone.
Three of those corners have grown large over the past decade: blank-cheque companies, crypto assets and private
credit. They have little in common as businesses. As investments they share three traits: they are hard to value, hard
to leave, and often bought with borrowed money. The decline that began in the third quarter of 2025 has put a price on
all three traits.

We do not argue that everything in these corners is bad. We argue that holders were not paid for what they took on,
and that the numbers now available are good enough to show it.

# Fewer companies, more vehicles

The supply of ordinary listed shares has shrunk. A generation ago an investor who wanted a young, fast-growing company
bought it on the exchange; today that company is usually held by a venture fund, a continuation vehicle or a lender.
What reaches the public market instead are wrappers around such assets. A wrapper adds a layer of fees and a layer of
terms, and it is in the terms that the risk tends to hide.

# SPACs: volume without return

The blank-cheque boom of 2021 ended badly, and yet the structure is back. US SPACs announced deals worth $37.6 billion
in 2025, the third largest year on record. Sponsors have learnt to describe their targets with more care, and the
targets are older than the electric-vehicle prototypes of five years ago. The economics have changed less than the
prospectuses.

Returns are the place to start. An index of the leading listed SPACs has returned only 9% over the past five years. US
small caps have returned 41% over the past five years. The holder of SPACs thus gave up 32 percentage points against
the obvious alternative. The average return after a merger has completed has not paid for the risk, and the average
flatters the typical deal, because a few winners carry it.

Costs explain a good part of the shortfall. Academic work on the structure finds that a SPAC may bear about $3 of cost
for every $10 it raises. The sponsor's free shares, the underwriting fee and the warrants all fall on those holders
who do not redeem. A company that merges with such a vehicle receives perhaps seven dollars of cash for each share
that was sold at ten, and has to earn the difference back before anyone is made whole.

We would ask three questions of any deal. How much cash per share will be left after redemptions? Who has promised
money alongside, and at what price? What does the sponsor earn if the shares halve? If the answers are not on one
page, the page is missing for a reason.

# Bitcoin: an asset without an anchor

Bitcoin produces no cash flow, its uses are disputed, and its record as a store of value is short and uneven. That
does not make it worthless. It does mean that no one can say when it is cheap, and so no natural buyer appears when it
falls.

The market's own verdict is in the price swings. Bitcoin's annualised volatility has often exceeded 100%. By
comparison a broad equity index moves by 15% to 20% a year in ordinary times, and gold by about the same. A position
in bitcoin that is meant to carry the same risk as an equity holding should therefore be a fifth or a sixth of its
size, which is not how most portfolios that we see are built.

Leverage makes matters worse. Much of the buying in 2025 came through companies that issued debt and shares to hold
coins, and through perpetual futures. Both work in one direction only: they add to demand on the way up and to supply
on the way down.

# Private credit: the length of the queue

Private credit filled a gap that banks left, and the loans themselves are often sound. The trouble lies in the promise
made to the holders of semi-liquid funds, who were told that they could leave every quarter.

They can, within limits. With redemptions capped at 5% a quarter, a full exit from a private credit fund can take up
to five years. A holder who is paid one-twentieth of the original stake each quarter needs twenty quarters. Where the
cap is applied to what remains of the fund, the last part takes longer still, and boards may close the gate
altogether.

Markets that can be sold have already made up their mind. An index of BDCs and funds with heavy exposure to private
credit has lost 16% over the past 12 months. Over the past 12 months CLO ETFs, syndicated loans and high-yield bond
ETFs have returned between 5% and 8%. The difference is not credit risk as such, since the borrowers of the second
group are no stronger. It is that the second group is priced every day by someone with no interest in the answer.

[returns] Table 1. Credit vehicles, total return over the 12 months to 18 February 2026

# Where the software loans are

Concentration is the second reason for the discount. Software companies were the favourite borrowers of the low-rate
years: steady subscriptions, few assets, and a buyer for every business. Artificial intelligence now threatens the
price of the subscription, and a lender who forecloses on a software company takes possession of code and of people
who may leave.

The exposure is largest where it is hardest to sell. Software borrowers make up 18% of the portfolios of BDCs and
private credit funds. Software borrowers make up 12% of bank loans. Software borrowers make up only 2% of the
high-yield bond market. Anyone who owns all three for the sake of spreading risk should check how much of it is the
same risk.

[software] Table 2. Software exposure by vehicle, share of loans or bonds outstanding, January 2026

# How the corners connect

It would be comfortable to treat the three corners as separate accidents. They are linked by the people who own them.
Wealth platforms sold private credit funds and crypto products to the same households, often in the same year, and a
household that cannot redeem the one will sell the other. Lenders are linked too. Several of the vehicles that
financed coin purchases borrowed from the desks that finance loan funds, against collateral that is marked once a
month.

None of this need end in a crisis. The banks stand further from the centre than they did in 2008, and most losses will
fall on investors who can bear them. The more likely course is a slow one: gates that stay half shut, discounts that
do not close, and new money that goes elsewhere. A slow course has a cost as well, because capital that is stuck
cannot move to where it would now be better paid.

# What we take from it

The combination of leverage, illiquidity and opacity is fragile, whatever the asset inside. Each of the three can be
managed on its own. Together they turn a fall in price into a forced sale, and a forced sale into a closed gate.

The risk that hurts most is the risk for which the holder was never paid. Valuation is the only protection we know of
that works in every corner, and it is also the one that is given up first when a queue forms to get in. For investors
who want income from credit, the vehicles in the lower three rows of Table 1 offer it today with a price on the
screen. For those who want growth, listed small companies are cheaper than the wrappers and can be sold on the same
afternoon.
"""


def write_pdf(path: Path) -> None:
    """Set the note; the same words give the same bytes."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.units import cm
    from reportlab.platypus import SimpleDocTemplate

    os.environ["SOURCE_DATE_EPOCH"] = EPOCH  # where reportlab looks for a date that is not the clock's
    path.parent.mkdir(parents=True, exist_ok=True)
    margins = {"leftMargin": 2.6 * cm, "rightMargin": 2.6 * cm, "topMargin": 2.3 * cm, "bottomMargin": 2.4 * cm}
    document = SimpleDocTemplate(
        str(path), pagesize=A4, title=TITLE, author=f"{AUTHOR}, {HOUSE}", subject=DAY, lang="en", invariant=1, **margins
    )
    document.build(list(story()), onFirstPage=footer, onLaterPages=footer)


def story() -> Iterator[Any]:
    """The title block, then a flowable for every block of the text."""
    from reportlab.platypus import CondPageBreak, Paragraph, Spacer

    style = styles()
    yield Paragraph(TITLE, style["Title"])
    yield Paragraph(f"{HOUSE.replace('&', '&amp;')} | {DAY}", style["Byline"])
    yield Paragraph(AUTHOR, style["Byline"])
    yield Spacer(1, 10)
    for block in TEXT.strip().split("\n\n"):
        words = " ".join(block.split())
        if words.startswith("# "):
            yield CondPageBreak(90)  # a heading takes a few lines of its section along
            yield Paragraph(words.removeprefix("# "), style["Heading2"])
        elif found := re.fullmatch(r"\[(\w+)\] (.+)", words):
            yield from captioned(found[1], found[2], style)
        else:
            yield Paragraph(words, style["BodyText"])


def captioned(name: str, caption: str, style: Any) -> Iterator[Any]:
    """A table kept on one page with the caption above it."""
    from reportlab.lib import colors
    from reportlab.platypus import KeepTogether, Paragraph, Spacer, Table

    rules = [
        ("FONT", (0, 0), (-1, 0), "Helvetica-Bold", 9),
        ("FONT", (0, 1), (-1, -1), "Helvetica", 9),
        ("ALIGN", (1, 0), (1, -1), "RIGHT"),
        ("LINEBELOW", (0, 0), (-1, 0), 0.8, colors.black),
        ("LINEBELOW", (0, -1), (-1, -1), 0.4, colors.grey),
    ]
    table = Table(TABLES[name], style=rules, hAlign="LEFT")
    yield KeepTogether([Spacer(1, 6), Paragraph(caption, style["Caption"]), table, Spacer(1, 12)])


def styles() -> Any:
    """Reportlab's own style sheet with more air, and two styles of ours."""
    from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet

    sheet = getSampleStyleSheet()
    sheet["Title"].fontSize, sheet["Title"].leading, sheet["Title"].alignment = 19, 24, 0
    body = sheet["BodyText"]
    body.fontName, body.fontSize, body.leading, body.spaceAfter = "Times-Roman", 11, 15.5, 7
    sheet["Heading2"].spaceBefore = 14
    sheet.add(ParagraphStyle("Byline", parent=sheet["Normal"], fontSize=10, leading=14, textColor="#555555"))
    sheet.add(ParagraphStyle("Caption", parent=sheet["Normal"], fontName="Helvetica-Bold", fontSize=9, spaceAfter=4))
    return sheet


def footer(canvas: Any, document: Any) -> None:
    """House on the left, page number on the right."""
    left, right = document.leftMargin + 6, document.pagesize[0] - document.rightMargin - 6  # the frame's padding
    canvas.saveState()
    canvas.setFont("Helvetica", 8)
    canvas.drawString(left, 34, f"{HOUSE} - {DAY}")
    canvas.drawRightString(right, 34, f"Page {document.page}")
    canvas.restoreState()
