"""What lies on a sheet of Excel beside its cells: comments, and drawings that are not read."""

from collections.abc import Iterator

from ingest.office.markup import of
from ingest.office.package import Package
from ingest.office.workbook import Sheet

COMMENTS = ("comments", "threadedComment")
DRAWN = {"xdr:txBody": "text box", "c:chart": "chart", "xdr:pic": "picture"}


def comments(file: Package, sheet: Sheet) -> str:
    """The words of all comments on *sheet*."""
    parts = [path for kind, path in file.related(sheet.part).values() if kind in COMMENTS]
    roots = [root for part in dict.fromkeys(parts) if (root := file.root(part)) is not None]
    return " ".join(each.text for root in roots for each in root.iter("{*}t", "{*}text") if each.text)


def undrawn(file: Package, sheet: Sheet) -> Iterator[str]:
    """That text boxes, charts and pictures on *sheet* are not read."""
    parts = [path for kind, path in file.related(sheet.part).values() if kind == "drawing"]
    roots = [root for part in dict.fromkeys(parts) if (root := file.root(part)) is not None]
    found = [of(each) for root in roots for each in root.iter() if of(each) in DRAWN]
    counted = [_counted(found.count(tag), name) for tag, name in DRAWN.items() if tag in found]
    if counted:
        yield f"{' and '.join(counted)} on sheet {sheet.name!r} {'is' if len(found) == 1 else 'are'} not read"


def _counted(number: int, name: str) -> str:
    if number == 1:
        return f"1 {name}"
    return f"{number} {name}{'es' if name.endswith('x') else 's'}"
