"""A file of Word or Excel: a zip of parts that name each other. A part outside the file is never looked at."""

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import unquote

from footnote.errors import NoteError
from footnote.text import same
from ingest.office.archive import BROKEN, CONTENTS, ENTRY, MAX_MEMBERS, archive, member
from ingest.office.markup import Element, tree
from ingest.printed import printed
from knowledge.note import Note, NoteLanguage, pool_of

Kind = Literal["word", "sheet"]
TOP = "_rels/.rels"
MAIN: dict[Kind, str] = {"word": "word/document.xml", "sheet": "xl/workbook.xml"}
SAID: dict[Kind, bytes] = {"word": b"wordprocessingml.document.main", "sheet": b"spreadsheetml.sheet.main"}
GLANCE = 1_000_000  # bytes of a part that is only looked into
MOST = 60_000_000  # bytes of one part: a tree of more would not fit the memory of a reader
LONGEST = 200
NO_TITLE = re.compile(
    r"untitled|^microsoft (?:word|excel)|\.(?:docx?|dotx?|pdf|xlsx?|indd|pptx?)$"
    r"|^(?:document|book|sheet|文档|工作簿)\s*\d*$",
    re.IGNORECASE,
)
NOBODY = re.compile(
    r"^(?:python-docx|openpyxl|administrator|admin|user|owner|pc|windows|unknown|anonymous|lenovo|hp|dell|apple|用户|未知"
    r"|.*\b(?:microsoft|windows user)\b.*)$",
    re.IGNORECASE,
)
LANGUAGES: tuple[tuple[str, NoteLanguage], ...] = (
    *((tag, "zh-Hant") for tag in ("zh-tw", "zh-hk", "zh-mo", "zh-hant")),
    ("zh", "zh-Hans"),
    ("en", "en"),
)


def kind_of(data: bytes) -> Kind | None:
    """Whether *data* is of Word or of Excel, whatever its name; no error where it is broken."""
    if not data.startswith(b"PK") or data.count(ENTRY) > MAX_MEMBERS * 10:
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            with opened.open(CONTENTS) as stream:
                said = stream.read(GLANCE)
            names = set(opened.namelist())
    except (KeyError, RuntimeError, *BROKEN):
        return None
    return next((kind for kind in MAIN if SAID[kind] in said or MAIN[kind] in names), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a file says of itself; empty where it says nothing of use."""

    title: str = ""
    author: str | None = None
    institution: str | None = None
    language: NoteLanguage | None = None

    @property
    def warnings(self) -> tuple[str, ...]:
        """That the institution may only be the owner of the program."""
        if not self.institution:
            return ()
        given = f"the institution {self.institution!r} was read from the file's properties"
        return (f"{given}; give --institution if it is not the note's",)


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of one file. Names of parts are as the zip has them."""

    name: str
    zip: zipfile.ZipFile
    names: frozenset[str] = field(default_factory=frozenset)

    def root(self, part: str) -> Element | None:
        """The XML of *part*; None where there is no such part."""
        return tree(self.name, part, self.bytes(part)) if part in self.names else None

    def bytes(self, part: str) -> bytes:
        """What *part* holds."""
        return member(self.zip, part, MOST)

    def large(self, part: str) -> bool:
        """Whether *part* is larger than is read."""
        return part in self.names and self.zip.getinfo(part).file_size > MOST

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """What *part* names, by id: the kind of it, and its name; only what lies inside."""
        folder, base = posixpath.split(part)
        named = self.root(posixpath.join(folder, "_rels", f"{base}.rels") if part else TOP)
        found: dict[str, tuple[str, str]] = {}
        for each in () if named is None else named:
            if each.get("TargetMode") != "External" and (target := each.get("Target")):
                path = posixpath.normpath(posixpath.join("/" + folder, unquote(target))).lstrip("/")
                found[each.get("Id") or path] = ((each.get("Type") or "").rpartition("/")[2], path)
        return found

    def first(self, part: str, kind: str) -> str:
        """The first part of that kind that *part* names; empty where there is none."""
        return next((path for what, path in self.related(part).values() if what == kind and path in self.names), "")

    def main(self, kind: Kind) -> str:
        """The part that all others hang from."""
        return self.first("", "officeDocument") or MAIN[kind]

    def about(self) -> About:
        """What the file's properties say."""
        core, app = (self._words(kind) for kind in ("core-properties", "extended-properties"))
        author, company = _named(core.get("creator", "")), _named(app.get("Company", ""))
        said = core.get("language", "").lower().replace("_", "-")
        title = " ".join(core.get("title", "").split())[:LONGEST]
        return About(
            title="" if NO_TITLE.search(title) else title,
            author=author or None,
            institution=company or None,
            language=next((language for tag, language in LANGUAGES if said.startswith(tag)), None),
        )

    def _words(self, kind: str) -> dict[str, str]:
        """The words of each property, by its local name."""
        root = self.root(self.first("", kind))
        return {} if root is None else {each.tag.rpartition("}")[2]: each.text or "" for each in root}


def package(name: str, data: bytes, kind: Kind) -> Package:
    """The parts of *data*; NoteError where it is not such a file, or is not safe to read."""
    opened = archive(name, data)
    names = opened.namelist()
    folded = [each.lower() for each in names]
    if len(set(folded)) < len(folded):
        twice = next(each for each in names if folded.count(each.lower()) > 1)
        raise NoteError(same(f"{printed(name)} is not read: it has two parts called {printed(twice)}."))
    found = Package(name, opened, frozenset(names))
    if found.main(kind) not in found.names:
        called = "Word document" if kind == "word" else "workbook of Excel"
        raise NoteError(same(f"{printed(name)} is not a {called}: it has no part {found.main(kind)}; save it again."))
    return found


def in_language(note: Note, language: NoteLanguage | None) -> NoteLanguage:
    """The language the file says it is in, where its text can be: the setting of a template says little."""
    fits = language is not None and (language == "en") == (pool_of(note.text) == "en")
    return language if fits and language else note.language


def _named(given: str) -> str:
    """A name of somebody; empty for what programs put in its place."""
    given = " ".join(given.split())[:LONGEST]
    return "" if NOBODY.search(given) else given
