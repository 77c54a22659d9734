"""An exported file of workings, read back: what a reader holds who has nothing but the file."""

import csv
from dataclasses import dataclass, field
from datetime import datetime

import pandas as pd
from openpyxl import load_workbook

SUFFIXES = (".csv", ".xlsx")
NUMBERS = ("value", "count")


def rows_of(path):
    """The sheets of the file: rows by head, numbers as numbers, days as ISO text."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [{head: cell for head, cell in row.items() if cell} for row in csv.DictReader(file)]
        sheets = {}
        for row in rows:
            sheets.setdefault(row.pop("sheet"), []).append({head: _number(head, cell) for head, cell in row.items()})
        return sheets
    book = load_workbook(path)
    return {
        sheet.title: [
            {head.value: _day(cell.value) for head, cell in zip(sheet[1], row, strict=True) if cell.value is not None}
            for row in sheet.iter_rows(min_row=2)
        ]
        for sheet in book
    }


def _number(head, cell):
    try:
        return float(cell) if head in NUMBERS else cell
    except ValueError:
        return cell


def _day(value):
    return value.date().isoformat() if isinstance(value, datetime) else value


@dataclass
class Read:
    """One input of a figure: its row, its observations by day, and the parts of a composite."""

    row: dict
    rows: list
    made_of: list = field(default_factory=list)

    @property
    def kind(self):
        return self.row["kind"]

    @property
    def series(self):
        """Its observations by day; of a list of deals days may stand twice."""
        days = pd.DatetimeIndex([each["date"] for each in self.rows])
        return pd.Series([each["value"] for each in self.rows], index=days, dtype=float)

    @property
    def by_name(self):
        """The amounts of a list by what each is of."""
        return {each["of"]: each["value"] for each in self.rows}


@dataclass
class Held:
    """A figure of the file with what it is said to be made of."""

    row: dict
    stats: dict
    inputs: list
    file: "File"

    @property
    def value(self):
        return self.row.get("value")

    @property
    def name(self):
        return self.row["name"]

    @property
    def formula(self):
        return self.row["formula"]

    @property
    def observed(self):
        """Its inputs that are observations."""
        return [item for item in self.inputs if item.kind == "observations"]

    @property
    def series(self):
        """The observations of its only series, beside what a trend is drawn of."""
        (item,) = (each for each in self.observed if each.row.get("name") != "trend")
        return item.series

    @property
    def figures(self):
        """The figures that it is made of."""
        return [self.file.figures[item.row["refers"]] for item in self.inputs if item.kind == "figure"]

    def figure(self, name):
        (found,) = [each for each in self.figures if each.name == name]
        return found

    def number(self, name):
        """What was given or assumed under a name."""
        (found,) = [
            item.row["value"]
            for item in self.inputs
            if item.kind in ("given", "assumption") and item.row["name"] == name
        ]
        return found

    def has(self, name):
        return any(item.kind in ("given", "assumption") and item.row["name"] == name for item in self.inputs)


class File:
    """An exported file, by the keys of its figures."""

    def __init__(self, path):
        self.sheets = rows_of(path)
        self.answer = {row["name"]: row.get("value") for row in self.sheets["Answer"]}
        stats, inputs = {}, {}
        for row in self.sheets.get("Statistics", ()):
            stats.setdefault(row["figure"], {})[row["name"]] = row.get("value")
        observed = {}
        for row in self.sheets.get("Observations", ()):
            observed.setdefault((row["figure"], str(row["input"])), []).append(row)
        for row in self.sheets["Inputs"]:
            key = row["figure"], str(row["input"])
            inputs[key] = Read(row, observed.get(key, []))
            if "." in key[1]:
                inputs[key[0], key[1].rpartition(".")[0]].made_of.append(inputs[key])
        self.figures = {}
        for row in self.sheets["Figures"]:
            key = row["figure"]
            own = [item for (figure, number), item in inputs.items() if figure == key and "." not in number]
            self.figures[key] = Held(row, stats.get(key, {}), own, self)
