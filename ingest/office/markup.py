"""XML, parsed with care: no document type, no entity, no address followed, nothing nested or swollen without end."""

import io
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import Any

from footnote.errors import NoteError
from footnote.text import same
from ingest.printed import printed

Element = Any  # lxml has no types
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHORT = {
    WORD: "w",
    SHEET: "s",
    RELATIONS: "r",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
    "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing": "xdr",
    "http://schemas.openxmlformats.org/drawingml/2006/chart": "c",
    "http://schemas.openxmlformats.org/drawingml/2006/diagram": "dgm",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape": "wps",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup": "wpg",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas": "wpc",
    "http://schemas.microsoft.com/office/word/2010/wordml": "w14",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
}
STRICT = {  # what Word and Excel call a strict document has other addresses for the same names
    "http://purl.oclc.org/ooxml/wordprocessingml/main": WORD,
    "http://purl.oclc.org/ooxml/spreadsheetml/main": SHEET,
    "http://purl.oclc.org/ooxml/officeDocument/relationships": RELATIONS,
    "http://purl.oclc.org/ooxml/officeDocument/math": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "http://purl.oclc.org/ooxml/drawingml/main": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": (
        "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    ),
    "http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing": (
        "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
    ),
}
CAREFUL = {
    "resolve_entities": False,
    "no_network": True,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}


def tree(name: str, part: str, data: bytes) -> Element:
    """The root of the XML in *data*, the *part* of the file *name*; NoteError where it is not sound or not safe."""
    etree = import_module("lxml.etree")
    try:
        root = etree.fromstring(_transitional(data), etree.XMLParser(**CAREFUL))
    except etree.XMLSyntaxError as error:
        raise _refused(name, part, str(error)) from error
    _refuse_type(name, part, root)
    return root


def elements(name: str, part: str, data: bytes, tags: tuple[str, ...]) -> Iterator[Element]:
    """The elements of *tags*, local names, as they end; each is forgotten when the next is asked for."""
    etree = import_module("lxml.etree")
    wanted = [f"{{*}}{tag}" for tag in tags]
    try:
        for _, element in etree.iterparse(io.BytesIO(_transitional(data)), events=("end",), tag=wanted, **CAREFUL):
            _refuse_type(name, part, element)
            yield element
            _forget(element)
    except etree.XMLSyntaxError as error:
        raise _refused(name, part, str(error)) from error


@cache
def short(tag: str) -> str:
    """A name as one writes it, ``w:p``; a name from nowhere we know begins with a colon."""
    address, _, local = tag.rpartition("}")
    return f"{SHORT.get(address[1:], '')}:{local}"


def of(element: Element) -> str:
    """What *element* is, as one writes it."""
    return short(element.tag)


def child(element: Element | None, local: str) -> Element | None:
    """The first child of that local name, from the same place as *element*."""
    return None if element is None else element.find(element.tag[: element.tag.rfind("}") + 1] + local)


def value(element: Element | None, name: str = "val") -> str | None:
    """The attribute *name* of an element of Word, whose attributes have its own address."""
    return None if element is None else element.get(f"{{{WORD}}}{name}")


def _transitional(data: bytes) -> bytes:
    if b"http://purl.oclc.org/ooxml/" in data:
        for strict, usual in STRICT.items():
            data = data.replace(strict.encode() + b'"', usual.encode() + b'"')
    return data


def _forget(element: Element) -> None:
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def _refuse_type(name: str, part: str, element: Element) -> None:
    if element.getroottree().docinfo.internalDTD is not None:
        raise _refused(name, part, "entity")


def _refused(name: str, part: str, error: str) -> NoteError:
    if "entity" in error or "DOCTYPE" in error:
        why = f"is not read: its part {printed(part)} has a document type, which such files never have"
    elif "depth" in error:
        why = f"is not read: its part {printed(part)} is nested too deeply, at most 256 elements are"
    else:
        why = f"is broken: its part {printed(part)} is not sound XML"
    return NoteError(same(f"{printed(name)} {why}."))
