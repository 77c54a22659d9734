"""An answer as the JSON document that scripts rely on, and that the ledger keeps."""

from dataclasses import asdict
from datetime import date
from typing import Any

from footnote.answer import Answer, Citation, Figure, Input
from footnote.text import Language


def document(answer: Answer, *, workings: bool = False) -> dict[str, Any]:
    """The answer, its fields in the order of the contract; with *workings* each input holds its observations."""
    language = answer.language
    return {
        "id": answer.id,
        "kind": answer.kind,
        "reason": answer.reason,
        "language": language,
        "asked": answer.asked,
        "as_of": answer.as_of.isoformat(),
        "label": answer.label,
        "model": answer.model,
        "sample": answer.sample,
        "plan": [asdict(call) for call in answer.plan],
        "reading": answer.reading,
        "headline": answer.headline,
        "text": answer.text,
        "choices": list(answer.choices),
        "caveats": list(answer.caveats),
        "figures": [_figure(figure, language, workings) for figure in answer.figures],
        "tables": [
            {"columns": list(table.columns), "rows": [list(row) for row in table.rows], "figures": list(table.figures)}
            for table in answer.tables
        ],
        "charts": [{"path": chart.path, "alt": chart.alt, "figures": list(chart.figures)} for chart in answer.charts],
        "citations": [_citation(citation) for citation in answer.citations],
        "notes": list(answer.notes),
        "verdicts": list(answer.verdicts),
    }


def _figure(figure: Figure, language: Language, workings: bool) -> dict[str, Any]:
    return {
        "key": figure.key,
        "name": figure.name,
        "series": figure.series,
        "label": figure.label.to(language),
        "value": figure.value,
        "unit": figure.unit,
        "text": figure.spelled(language),
        "as_of": figure.as_of.isoformat(),
        "formula": figure.formula,
        "stats": {name: _plain(value) for name, value in figure.stats.items()},
        "caveats": [caveat.to(language) for caveat in figure.caveats],
        "inputs": [_input(item, language, workings) for item in figure.inputs],
        "parts": [_figure(part, language, workings) for part in figure.parts],
    }


def _input(item: Input, language: Language, workings: bool) -> dict[str, Any]:
    found: dict[str, Any] = {
        "kind": item.kind,
        "name": item.name or None,
        "value": item.value,
        "unit": item.unit,
        "series": item.series,
        "source": item.source,
        "vintage": item.vintage,
        "first": _plain(item.first),
        "last": _plain(item.last),
        "count": item.count,
    }
    if item.title:
        found["title"] = item.title.to(language)
    if item.terms:
        found["terms"] = item.terms
    if item.made_of:
        found["made_of"] = [_input(each, language, workings) for each in item.made_of]
    if workings and item.rows:
        found["observations"] = [[day.isoformat(), value] for day, value in item.rows]
        if item.names:
            found["names"] = list(item.names)
    return found


def _citation(citation: Citation) -> dict[str, Any]:
    return {
        "key": citation.key,
        "note": citation.note,
        "revision": citation.revision,
        "title": citation.title,
        "institution": citation.institution,
        "date": _plain(citation.date),
        "page": citation.page,
        "cell": citation.cell,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def without_workings(kept: dict[str, Any]) -> dict[str, Any]:
    """A kept document as it was first printed: without the observations behind each input."""
    return {**kept, "figures": [_bare(figure) for figure in kept["figures"]]}


def _bare(figure: dict[str, Any]) -> dict[str, Any]:
    inputs = [_unobserved(item) for item in figure["inputs"]]
    return {**figure, "inputs": inputs, "parts": [_bare(part) for part in figure["parts"]]}


def _unobserved(item: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in item.items() if key not in ("observations", "names")}
    return kept | ({"made_of": [_unobserved(each) for each in item["made_of"]]} if "made_of" in item else {})
