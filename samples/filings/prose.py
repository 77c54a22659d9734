"""Sentences out of the banks, with the company's own words in the gaps."""

import re
from random import Random

from samples.filings.company import Company, bank

GAP = re.compile(r"\{(\w+)\}")


def gaps(company: Company, year: int) -> dict[str, str]:
    """What the gaps of a bank's sentences are filled with."""
    names = list(company.segments)
    regions = list(company.regions)
    return {
        **company.about,
        "name": company.name,
        "short": company.short,
        "year": str(year),
        "prior": str(year - 1),
        "next": str(year + 1),
        "end": company.end(year),
        "prior_end": company.end(year - 1),
        "segment": names[0],
        "segment_two": names[min(1, len(names) - 1)],
        "segments": listed(names),
        "segment_count": {1: "one", 2: "two", 3: "three", 4: "four"}.get(len(names), str(len(names))),
        "home": regions[0],
        "abroad": listed(regions[1:]) or "other countries",
        "unit": company.unit,
    }


def listed(names: list[str]) -> str:
    """Names as a sentence lists them."""
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1] if names else ""


def fill(text: str, gap: dict[str, str]) -> str:
    """*text* with every gap filled; a word starting a sentence begins with a capital."""
    filled = GAP.sub(lambda found: str(gap[found[1]]), text.strip())
    return filled[0].upper() + filled[1:] if filled else filled


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a bank's text: an empty line parts them."""
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip()]


def picked(company: Company, file: str, key: str, count: int, *about: object) -> list:
    """*count* different entries of a bank, in an order of the company's own."""
    entries = list(bank(file)[key])
    draw: Random = company.draw(file, key, *about)
    draw.shuffle(entries)
    return entries[:count]
