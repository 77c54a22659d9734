"""Who may see what: labels from low to high, and how high each reader stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath, PurePosixPath
from typing import Any

from footnote.errors import SetupError
from footnote.labels import LABELS

USUAL = {"notes": "desk", "member": "desk", "unknown": "public", "terminal": "closed"}
KEYS = ("labels", *USUAL, "folders", "people")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """The desk's ``[rights]``. ``notes`` is the label of a note that names none, ``folders`` the lowest it may have."""

    labels: tuple[str, ...] = LABELS
    notes: str = "desk"
    folders: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    member: str = "desk"
    unknown: str = "public"
    terminal: str = "closed"

    @classmethod
    def of(cls, stanza: Mapping[str, Any] | None) -> "Rights":
        """The rights that *stanza* describes, SetupError with every fault in it; without one, the usual four labels."""
        given = dict(stanza or {})
        labels = _labels(given)
        if faults := list(_faults(given, labels)):
            raise SetupError(faults)
        return cls(**_defaults(labels) | given | {"labels": labels})

    def clearance(self, user: str | None, *, known: bool = True) -> frozenset[str]:
        """The labels that *user* may see; None is the terminal, *known* whether somebody not listed is one of us."""
        if user is None:
            return self.up_to(self.terminal)
        return self.up_to(self.people.get(user, self.member if known else self.unknown))

    def up_to(self, label: str) -> frozenset[str]:
        """*label* and all below it; nothing for a label that does not exist."""
        return frozenset(self.labels[: self.labels.index(label) + 1] if label in self.labels else ())

    def label_for(self, path: PurePath | str, given: str | None) -> tuple[str, str | None]:
        """The label of a note at *path*, relative to the desk folder, and a warning where *given* could not be taken.

        A label that does not exist, an empty one too, closes the note. One below that of its folder does not open it:
        whoever wrote the note does not decide who reads the folder.
        """
        floor = self._folder(PurePosixPath(str(path).replace("\\", "/")))
        if given is None:
            return floor or self.notes, None
        label = given.strip().lower()
        if label not in self.labels:
            known = ", ".join(self.labels)
            return self.labels[-1], f"label {given!r} is not one of {known}; the note is {self.labels[-1]}"
        if floor and self.labels.index(label) < self.labels.index(floor):
            return floor, f"label {label!r} is below that of its folder; the note is {floor}"
        return label, None

    def _folder(self, path: PurePosixPath) -> str | None:
        """The label of the innermost folder listed that holds *path*."""
        holding = [folder for folder in self.folders if PurePosixPath(folder) in path.parents]
        return self.folders[max(holding, key=lambda folder: len(PurePosixPath(folder).parts))] if holding else None


def _labels(given: Mapping[str, Any]) -> tuple[str, ...]:
    labels = given.get("labels", LABELS)
    usable = isinstance(labels, (list, tuple)) and all(isinstance(label, str) for label in labels)
    return tuple(labels) if usable else ()


def _defaults(labels: tuple[str, ...]) -> dict[str, str]:
    """The usual levels where the desk has labels of those names; else readers stand lowest and notes highest."""
    closed = {"notes": labels[-1], "member": labels[0], "unknown": labels[0], "terminal": labels[-1]}
    return {key: label if label in labels else closed[key] for key, label in USUAL.items()}


def _faults(given: Mapping[str, Any], labels: tuple[str, ...]) -> Iterator[str]:
    """One sentence for each thing in the stanza that cannot be meant."""
    if not labels or len(set(labels)) < len(labels):
        yield "[rights] labels must be a list of different names, low to high."
        return
    known = ", ".join(labels)
    for key, value in given.items():
        if key not in KEYS:
            yield f"[rights] {key} is not known; it takes {', '.join(KEYS)}."
        elif key in USUAL and value not in labels:
            yield f"[rights] {key} is {value!r}; the labels are {known}."
        elif key in ("folders", "people"):
            yield from _table_faults(key, value, labels)


def _table_faults(key: str, table: object, labels: tuple[str, ...]) -> Iterator[str]:
    if not isinstance(table, Mapping):
        yield f"[rights] {key} must be a table of names and labels."
        return
    for name, label in table.items():
        if label not in labels:
            yield f"[rights] {key}: {name} has {label!r}; the labels are {', '.join(labels)}."
