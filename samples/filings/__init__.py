"""Invented company filings, as long, as dull and as untidy as real ones; two runs write the same bytes."""

import json
from dataclasses import asdict
from pathlib import Path

from samples.filings import forms, quarter
from samples.filings.company import Company, companies
from samples.filings.facts import Fact, Filed, also, facts
from samples.filings.paper import Paper

__all__ = ["Fact", "companies", "write"]


def write(folder: Path, count: int | None = None) -> list[Fact]:
    """Write the filings of the first *count* companies, or of all, and `facts.jsonl`; the facts come back."""
    folder.mkdir(parents=True, exist_ok=True)
    found: list[tuple[Fact, str]] = []
    papers: dict[str, tuple[str, Paper]] = {}
    for company in companies()[:count]:
        for filing in company.filings:
            paper, filed = made(company, filing)
            (folder / filed.document).write_bytes(paper.bytes())
            found += facts(paper, filed)
            papers[filed.document] = (company.name, paper)
    told = also(found, papers)
    lines = [json.dumps(asdict(fact), ensure_ascii=False) for fact in told]
    (folder / "facts.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    return told


def made(company: Company, filing: str) -> tuple[Paper, Filed]:
    """One filing, such as `2021 10K` or `2023Q2 10Q`, and what its facts have in common."""
    label, kind = filing.split()
    year, part = int(label[:4]), label[4:]
    ending = f"{label}_8K_earnings" if kind == "8K" else f"{label}_annual_report" if kind == "AR" else f"{label}_{kind}"
    paper = quarter.quarterly(company, year, part) if part else forms.FORMS[kind](company, year)
    form = {"10K": "10-K", "10Q": "10-Q", "8K": "8-K", "AR": "annual report"}[kind]
    document = f"{company.short.replace(' ', '')}_{ending}.pdf"
    return paper, Filed(document=document, company=company, form=form, period=label, label=label)
