"""What the name of a file says of it, where its pages do not: COMPANY_2018_10K.pdf."""

import re
from pathlib import PurePath

from ingest.covers.cover import RESEARCH, Cover

BETWEEN = re.compile(r"[\s_\-.]+")
FORMS = {"10k": "10-K", "10q": "10-Q", "8k": "8-K", "20f": "20-F", "annualreport": "annual report"}
FORM = re.compile(
    r"(?<![a-z0-9])(10[ _-]?k|10[ _-]?q|8[ _-]?k|20[ _-]?f|annual[ _-]?report)(?![a-z0-9])", re.IGNORECASE
)
WHEN = re.compile(
    r"(?<![a-z0-9])(?:FY)?((?:19|20)\d\d)[ _-]?(?:Q([1-4]))?(?![a-z0-9])"
    r"|(?<![a-z0-9])Q([1-4])[ _-]?(20\d\d)(?![a-z0-9])",
    re.I,
)
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9&]*(?:[ _-][A-Za-z0-9&]+){0,4}")


def hinted(name: str) -> Cover | None:
    """What the file *name* says: a form and a year beside a name, and nothing else."""
    stem = PurePath(name).stem
    form, when = FORM.search(stem), WHEN.search(stem)
    if not form or not when:
        return None
    first, second = sorted((form, when), key=lambda each: each.start())
    parts = (stem[: first.start()], stem[first.end() : second.start()], stem[second.end() :])
    named = [words for words in (BETWEEN.sub(" ", part).strip() for part in parts) if words]
    company = named[0] if len(named) == 1 else ""
    if not NAME.fullmatch(company) or company.islower():
        return None
    kind = FORMS[re.sub(r"[ _-]", "", form[1].lower())]
    year, quarter = when[1] or when[4], when[2] or when[3]
    period = f"Q{quarter} {year}" if quarter else f"FY{year}" if kind != "8-K" and kind != "10-Q" else None
    return Cover(kind=kind, page=0, company=company, period=period)


def is_research(text: str) -> bool:
    """Whether an analyst writes so: whatever its file is called, it is no filing."""
    return bool(RESEARCH.search(text))
