"""Office files are zip archives: here they lose the hour of writing, so that two runs write the same bytes."""

import re
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

SAVED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")


def settle(data: bytes, day: str) -> bytes:
    """The same archive with every member and every stamp dated *day*."""
    when = datetime.fromisoformat(day)
    made = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for member in old.infolist():
            content = old.read(member)
            if member.filename == "docProps/core.xml":
                content = SAVED.sub(rb"\g<1>" + f"{when:%Y-%m-%d}T09:00:00Z".encode() + rb"\g<2>", content)
            info = ZipInfo(member.filename, (when.year, when.month, when.day, 9, 0, 0))
            info.compress_type = ZIP_DEFLATED
            new.writestr(info, content)
    return made.getvalue()
