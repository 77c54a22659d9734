"""What a comparison found: its tables, the same for JSON, and the questions that were not answered first."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.measures import Ranking, measured, table
from benchmarks.questions import MARKS, Question


def summary(
    questions: Sequence[Question],
    found: Mapping[str, Mapping[str, Sequence[Ranking]]],
    baseline: str,
    about: Mapping[str, Any],
) -> dict[str, Any]:
    """All measures, as tables and for JSON: over all questions, then by their marks where these differ."""
    measures: dict[str, Any] = {}
    lines = [f"{key}: {len(value) if isinstance(value, list) else value}" for key, value in about.items()]
    for title, systems in found.items():
        for part, chosen in {title: range(len(questions)), **parts(questions, title)}.items():
            some = {name: measured([rankings[number] for number in chosen]) for name, rankings in systems.items()}
            measures[part] = some
            lines.append(table(part, some, baseline))
    return {"json": {**about, "measures": measures}, "lines": lines}


def parts(questions: Sequence[Question], title: str) -> dict[str, list[int]]:
    """The numbers of the questions by each value of each mark that has more than one."""
    found: dict[str, list[int]] = {}
    for mark in MARKS:
        values = [question.marks.get(mark, "none") for question in questions]
        if len(set(values)) > 1:
            for value in sorted(set(values)):
                found[f"{title}, {mark} {value}"] = [number for number, each in enumerate(values) if each == value]
    return found


def write_misses(
    path: Path | None, questions: Sequence[Question], found: Mapping[str, Mapping[str, Sequence[Ranking]]]
) -> None:
    """A line for each question that the first system did not answer with its first place."""
    if not path:
        return
    lines: list[Mapping[str, Any]] = []
    for title, systems in found.items():
        ours = next(iter(systems.values()))
        for number, question in enumerate(questions):
            if ours[number].first != 1:
                first = {name: rankings[number].first for name, rankings in systems.items()}
                about = {"id": question.id, "searched": title, "question": question.text, "first": first}
                lines.append({**about, "gold": sorted(ours[number].gold, key=str), "found": ours[number].found})
    write_lines(path, lines)


def write_lines(path: Path, lines: Sequence[Mapping[str, Any]]) -> None:
    """Write a JSON object a line."""
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")
