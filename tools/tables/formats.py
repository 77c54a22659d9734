"""Which reader takes a file: by what its bytes are, whatever it is called."""

import stat
from pathlib import Path

from tools.tables import excel, text
from tools.tables.sheet import Sheet, Unreadable

LARGEST = 30_000_000
"""Bytes of a file that is read whole: it takes ten seconds, and ten times as many of memory."""
WORKBOOKS = (".xlsx", ".xlsm")
OTHERS = {
    ".xls": "Excel (.xls)",
    ".xlsb": "Excel (.xlsb)",
    ".ods": "OpenDocument",
    ".numbers": "Numbers",
    ".json": "JSON",
    ".feather": "Feather",
}
"""Names of what is not read, by the ending of the file."""
OPENINGS = (
    (b"PAR1", "Parquet"),
    (b"\xd0\xcf\x11\xe0", "Excel (.xls)"),
    (b"\x1f\x8b", "gzip"),
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"{", "JSON"),
    (b"[{", "JSON"),
    (b"<", "HTML/XML"),
)


def sheet(name: str, data: bytes) -> Sheet:
    """The file called *name* as a sheet of text."""
    if _is_workbook(name, data):
        return excel.read(data)
    return text.read(data)


def header(path: Path) -> Sheet:
    """The headers of the file at *path*, and none of its rows."""
    size = allowed(path)[1]
    if path.suffix.casefold() in WORKBOOKS:
        return sheet(path.name, path.read_bytes())
    with path.open("rb") as file:
        data = file.read(text.OPENING)
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            data += file.read(size)
    return excel.read(data) if _is_workbook(path.name, data) else text.opening(data)


def whole(path: Path) -> Sheet:
    """The file at *path* as a sheet of text."""
    allowed(path)
    return sheet(path.name, path.read_bytes())


def allowed(path: Path) -> tuple[int, ...]:
    """What changes whenever the file at *path* does, its size second; Unreadable where it is too large or no file."""
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise Unreadable("is not a file", "不是文件")
    if status.st_size > LARGEST:
        most = LARGEST // 1_000_000
        raise Unreadable(
            f"has more than {most} MB; save it as Parquet, which is read in parts",
            f"超过 {most} MB，请另存为 Parquet，以便分块读取",
        )
    return status.st_mtime_ns, status.st_size, status.st_ino, status.st_ctime_ns


def _is_workbook(name: str, data: bytes) -> bool:
    """Whether this is an XLSX workbook, by name and content; what is neither that nor text is refused as what it is."""
    suffix = Path(name).suffix.casefold()
    packed = data.startswith(b"PK\x03\x04")
    if suffix in WORKBOOKS and packed:
        return True
    start = data[3:80].lstrip() if data.startswith(b"\xef\xbb\xbf") else data[:80].lstrip()
    kind = next((kind for mark, kind in OPENINGS if start.startswith(mark)), None) or OTHERS.get(suffix)
    if packed:
        kind = "ZIP/XLSX"
    if kind is not None:
        raise Unreadable(
            f"holds {kind}; save it as CSV (UTF-8), or as an XLSX workbook named .xlsx and without a password",
            f"的内容是 {kind}，请另存为 CSV（UTF-8），或不设密码、扩展名为 .xlsx 的 XLSX 工作簿",
        )
    if suffix in WORKBOOKS:
        raise Unreadable(
            "is no Excel workbook inside; save it as one, or name it .csv if it is text",
            "的内容并非 Excel 工作簿，请重新保存；若是文本，请改用 .csv 扩展名",
        )
    return False
