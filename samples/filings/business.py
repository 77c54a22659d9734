"""Part I: what the company does, what could go wrong, what it owns, who sues it."""

from samples.filings.company import Company, bank
from samples.filings.paper import Paper
from samples.filings.prose import fill, gaps, paragraphs, picked
from samples.filings.rows import Cell, Row
from samples.filings.told import tell

FACTORS = 52


def write(paper: Paper, company: Company, year: int) -> None:
    """Items 1 to 4."""
    description(paper, company, year)
    risks(paper, company, year, FACTORS)
    paper.at("item 1B")
    paper.heading("Item 1B. Unresolved Staff Comments")
    paper.text("None.")
    rest(paper, company, year)


def description(paper: Paper, company: Company, year: int) -> None:
    """Item 1."""
    gap, texts = gaps(company, year), bank("boilerplate")
    paper.at("item 1", turn=True)
    paper.heading("PART I", level=1, centred=True)
    paper.heading("Item 1. Business")
    say(paper, texts["company"], gap)
    for section in company.business:
        paper.heading(section["title"], level=2)
        say(paper, section["text"], gap)
        told_of_any(paper, company, year, section["title"])
    tell(paper, company, year, "business")
    for title, text in texts["general"]:
        if title != "Research and Development" or "rnd" in company.costs:
            paper.heading(title, level=2)
            say(paper, staffed(company, year, text), gap)
    officers(paper, company, year)


def told_of_any(paper: Paper, company: Company, year: int, title: str) -> None:
    """What could be said of any segment, said of this one when *title* names a segment."""
    if title not in company.segments:
        return
    for number, text in enumerate(picked(company, "segments", "paragraphs", 7, title)):
        draw = company.draw("segment text", title, number, year)
        counts = {
            "n1": draw.randint(31, 58),
            "n2": draw.randint(3, 19),
            "n3": draw.randint(140, 900),
            "n4": draw.randint(26, 30),
        }
        told = {key: str(count) for key, count in counts.items()}
        paper.text(fill(text, gaps(company, year) | told | {"segment_name": title}))


def staffed(company: Company, year: int, text: str) -> str:
    """*text* with the number of employees of that year, which is a fact worth finding."""
    base = int(company.about["employees"].replace(",", ""))
    count = round(base * (1 + 0.021 * (year - company.first) + company.draw("staff", year).uniform(-0.01, 0.01)), -1)
    return text.replace("{employees}", f"[[Number of employees|{count:,.0f}]]")


def officers(paper: Paper, company: Company, year: int) -> None:
    """Who runs the company, and how old they are."""
    gap, names = gaps(company, year), list(bank("people")["names"])
    company.draw("officers").shuffle(names)
    paper.heading("Information About Our Executive Officers")
    paper.text(fill(bank("boilerplate")["executives"], gap))
    ages = company.draw("ages")
    posts = [(gap["ceo"], "Chief Executive Officer"), (gap["cfo"], "Chief Financial Officer")]
    posts += list(zip(names, bank("people")["posts"], strict=False))
    rows = [Row(f"{name}, {post}", (Cell(str(ages.randint(41, 63) + year - company.first)),)) for name, post in posts]
    paper.table(["Age"], rows)


def risks(paper: Paper, company: Company, year: int, count: int) -> None:
    """Item 1A: what only this company fears first, then what its industry does, then what all do."""
    gap = gaps(company, year)
    paper.at("item 1A", turn=True)
    paper.heading("Item 1A. Risk Factors")
    paper.text(
        "You should consider the following risks, together with the other information in this report. Risks that we do "
        "not know or that we think immaterial today may also hurt us."
    )
    tell(paper, company, year, "risk")
    general = picked(company, "risks", "factors", 200)
    own = [factor for factor in general if company.industry in factor.get("only", [])]
    rest = [factor for factor in general if "only" not in factor]
    left_out = company.draw("left out", year).randrange(len(rest))
    chosen = own + [factor for i, factor in enumerate(rest) if i != left_out]
    for number, factor in enumerate(chosen[:count]):
        paper.heading(fill(factor["title"], gap), level=3)
        paper.text(fill(factor["text"], gap))
        followed(paper, company, factor["title"], number, gap)


def followed(paper: Paper, company: Company, title: str, number: int, gap: dict[str, str]) -> None:
    """One or two paragraphs of what may come of it."""
    sentences = picked(company, "consequences", "sentences", 9, title)
    paper.text(" ".join(fill(sentence, gap) for sentence in sentences[:5]))
    if number % 3 != 2:
        paper.text(" ".join(fill(sentence, gap) for sentence in sentences[5:]))


def rest(paper: Paper, company: Company, year: int) -> None:
    """Items 2 to 4."""
    gap, texts = gaps(company, year), bank("boilerplate")
    paper.at("item 2")
    paper.heading("Item 2. Properties")
    say(paper, texts["properties"], gap)
    rows = []
    for name in company.segments:
        draw = company.draw("sites", name)
        counts = [draw.randint(3, 40), draw.randint(1, 25), draw.randint(2, 30)]
        marks = [f"{kind} facilities of {name}@{year}" for kind in ("owned", "leased")]
        rows.append(
            Row(name, (Cell(str(counts[0]), marks[0]), Cell(str(counts[1]), marks[1]), Cell(f"{counts[2] / 10:.1f}")))
        )
    paper.table(["Owned", "Leased", "Square feet (millions)"], rows)
    tell(paper, company, year, "properties")
    paper.at("item 3")
    paper.heading("Item 3. Legal Proceedings")
    say(paper, texts["legal"], gap)
    tell(paper, company, year, "legal")
    paper.at("item 4")
    paper.heading("Item 4. Mine Safety Disclosures")
    paper.text("Not applicable." if company.industry != "miner" else "See Exhibit 95.")


def say(paper: Paper, text: str, gap: dict[str, str]) -> None:
    """The paragraphs of *text*."""
    for part in paragraphs(text):
        paper.text(fill(part, gap))
