"""Office files taken apart: bombs, entities, macros, locks, and members that name places outside."""

import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from hostile.books import book
from hostile.case import BOMB, DAMAGED, WRONG, Case, Files, bad, odd, order, seen
from hostile.words import word

ESCAPED = "footnote-escaped.txt"
DTD = ("dtd", "entit", "doctype", "document type", "declaration")
MACRO = ("macro",)
BODY = "word/document.xml"
SHEET = "xl/worksheets/sheet1.xml"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
SPACE = b" " * 1_000_000


def changed(data: bytes, member: str, change: object, extra: dict[str, bytes] | None = None) -> bytes:
    """The archive *data* with one member passed through *change* and *extra* members added."""
    made = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(made, "w", ZIP_DEFLATED, compresslevel=6) as new:
        for info in old.infolist():
            content = old.read(info)
            new.writestr(info.filename, change(content) if info.filename == member and change else content)
        for name, content in (extra or {}).items():
            new.writestr(name, content)
    return made.getvalue()


def padded(megabytes: int) -> object:
    """A change that puts white space before the end of an XML member."""

    def change(content: bytes) -> bytes:
        head, mark, tail = content.rpartition(b"</")
        return head + SPACE * megabytes + mark + tail

    return change


def declared(dtd: str, words: str = "") -> object:
    """A change that gives an XML member a document type, and puts *words* in front of its first sentence."""

    def change(content: bytes) -> bytes:
        text = content.decode().replace("Freight rates", words + "Freight rates", 1)
        start = text.index("?>") + 2 if text.startswith("<?xml") else 0
        return (text[:start] + f"<!DOCTYPE x [{dtd}]>" + text[start:]).encode()

    return change


def bombs() -> Files:
    """Archives that come to far more than they weigh."""
    yield bad(n := "bomb.docx", changed(word(n), BODY, padded(30)), BOMB)
    yield bad(n := "bomb.xlsx", changed(book(n), SHEET, padded(30)), BOMB)
    yield bad("bomb-slow.docx", slow, BOMB, heavy=True)
    many = {f"word/part{n}.xml": b"<a/>" for n in range(2500)}
    yield bad(
        "members.docx",
        changed(word("members.docx"), "", None, many),
        ("2,000", "2000", "member", "parts", "entries", "files"),
    )
    inner = changed(word("inner"), BODY, padded(30))
    nested = changed(book("nested.xlsx"), "", None, {"xl/embeddings/inner.docx": inner})
    yield odd("nested.xlsx", nested, "any", (*BOMB, "embed", "nest"))
    yield bad("lying.docx", lying(word("lying.docx")), (*BOMB, *DAMAGED, "size", "crc", "match"))
    yield bad("overlap.xlsx", overlapping(), (*BOMB, *DAMAGED, "overlap", *WRONG))
    yield (
        Case(name="deep.docx", outcome="any", says=(*BOMB, *DAMAGED, "nest", "deep", "depth", "xml")),
        changed(word("deep.docx"), BODY, deepened),
    )


def deepened(content: bytes) -> bytes:
    """The body with two thousand paragraphs, each inside the other."""
    return content.replace(b"<w:body>", b"<w:body>" + b"<w:p>" * 2_000 + b"</w:p>" * 2_000)


def enabled(content: bytes) -> bytes:
    """The list of types, in which the document may run macros."""
    plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return content.replace(plain, b"application/vnd.ms-word.document.macroEnabled.main+xml")


def slow() -> bytes:
    """A Word file of more than 200 MB unpacked that stays under a hundred to one."""
    noise = {f"word/media/image{n}.bin": noisy(n) + SPACE * 52 for n in range(4)}
    return changed(word("bomb-slow.docx"), "", None, noise)


def noisy(seed: int) -> bytes:
    """Six hundred thousand bytes that do not deflate, the same each time."""
    made = bytearray()
    while len(made) < 600_000:
        seed = (seed * 6364136223846793005 + 1442695040888963407) % 2**64
        made += zlib.crc32(seed.to_bytes(8, "big")).to_bytes(4, "big")
    return bytes(made)


def lying(data: bytes) -> bytes:
    """The archive with every size in it given as ten bytes."""
    made = bytearray(data)
    place = 0
    while (place := made.find(b"PK\x01\x02", place)) >= 0:
        made[place + 24 : place + 28] = (10).to_bytes(4, "little")
        place += 4
    return bytes(made)


def overlapping() -> bytes:
    """A workbook with forty entries that all unpack one member of ten million spaces."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        archive.writestr("xl/workbook.xml", SPACE * 10)
        kernel = archive.infolist()[-1]
        archive.filelist += [kernel] * 40
    return made.getvalue()


def entities() -> Files:
    """XML that defines words of its own, or asks for files of ours."""
    outside = '<!ENTITY x SYSTEM "file:///etc/passwd">'
    laughs = '<!ENTITY l0 "ha">' + LAUGHS
    for suffix, member, made in ((".docx", BODY, word), (".xlsx", SHEET, book)):
        yield bad(n := f"laughs{suffix}", changed(made(n), member, declared(laughs, "&l9;")), (*DTD, *BOMB))
        case, data = bad(n := f"outside{suffix}", changed(made(n), member, declared(outside, "&x;")), DTD)
        yield Case(name=case.name, outcome=case.outcome, says=case.says, hidden=("root:x:0",)), data
        yield bad(n := f"dtd{suffix}", changed(made(n), member, declared("")), DTD)


def locked() -> Files:
    """Macros, locks, and formats of the last century."""
    macro = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1VBA project" * 20
    yield bad(n := "macro.docx", changed(word(n), "", None, {"word/vbaProject.bin": macro}), MACRO)
    types = "[Content_Types].xml"
    yield bad(n := "macro.docm", changed(word(n), types, enabled, {"word/vbaProject.bin": macro}), MACRO)
    yield bad(n := "macro.xlsx", changed(book(n), "", None, {"xl/vbaProject.bin": macro}), MACRO)
    yield bad(
        "locked.docx", compound("EncryptionInfo", "EncryptedPackage"), ("password", "encrypt", "protected", "locked")
    )
    yield bad("old.doc", compound("WordDocument", "1Table"), ("old", "legacy", "97", "docx", "ole"))
    yield bad("old.xls", compound("Workbook"), ("old", "legacy", "97", "xlsx", "ole"))
    yield bad("old-named-new.xlsx", compound("Workbook", "SummaryInformation"), ("old", "legacy", "97", "ole", "not a"))


def compound(*streams: str) -> bytes:
    """A compound file, as Office wrote them until 2003 and writes its locked ones, with empty *streams*."""
    head = bytearray(512)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    head[24:32] = b"\x3e\x00\x03\x00\xfe\xff\x09\x00"
    head[32:34] = b"\x06\x00"
    head[44:48] = (1).to_bytes(4, "little")
    head[48:52] = (1).to_bytes(4, "little")
    head[56:60] = (4096).to_bytes(4, "little")
    head[60:64] = head[68:72] = b"\xfe\xff\xff\xff"
    head[76:512] = (0).to_bytes(4, "little") + b"\xff" * 432
    table = b"\xfd\xff\xff\xff\xfe\xff\xff\xff" + b"\xff" * 504
    folder = b"".join(entry(name, 5 if place == 0 else 2) for place, name in enumerate(("Root Entry", *streams)))
    return bytes(head) + table + folder.ljust(512, b"\0")


def entry(name: str, kind: int) -> bytes:
    """One entry of a compound file's directory."""
    letters = name.encode("utf-16-le") + b"\0\0"
    made = letters.ljust(64, b"\0") + len(letters).to_bytes(2, "little") + bytes([kind, 1])
    return (made + b"\xff" * 12).ljust(116, b"\0") + b"\xfe\xff\xff\xff" + b"\0" * 8


def escaping() -> Files:
    """Members whose names lead out of any folder they might be unpacked to."""
    names = {"up": f"../../../../../../{ESCAPED}", "absolute": f"/tmp/{ESCAPED}", "windows": f"..\\..\\..\\{ESCAPED}"}
    names |= {"nul": f"word/a.xml~/../../{ESCAPED}", "long": "word/" + "a" * 5000, "line": f"word/a\n{ESCAPED}"}
    for way, member in names.items():
        name = f"member-{way}.docx"
        made = changed(word(name), "", None, {member: b"escaped"}).replace(b"a.xml~", b"a.xml\0")
        yield odd(name, made, "any", (*WRONG, "name", "path", "member"))
    name = "template.docx"
    link = b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    link += b'attachedTemplate" Target="http://127.0.0.1:9/x.dotm" TargetMode="External"/></Relationships>'
    rels = "word/_rels/document.xml.rels"
    yield odd(name, changed(word(name), rels, lambda content: content.replace(b"</Relationships>", link)), "taken")


def broken() -> Files:
    """Archives cut short, and one that is no document."""
    for name, whole in (("cut.docx", word("cut.docx")), ("cut.xlsx", book("cut.xlsx"))):
        yield bad(name, whole[: len(whole) * 6 // 10], (*DAMAGED, *WRONG))
    made = BytesIO()
    with ZipFile(made, "w", ZIP_STORED) as archive:
        archive.writestr("readme.txt", seen("archive.docx") + order("archive.docx"))
    yield bad("archive.docx", made.getvalue(), (*WRONG, "zip", "archive", "document"))
    yield bad("archive.zip", changed(made.getvalue(), "", None, {"more.txt": b"more"}), (*WRONG, "zip", "archive"))
    yield bad(n := "no-body.docx", changed(word(n), BODY, lambda _: b""), (*DAMAGED, "empty", "no text", "xml"))


def files() -> Files:
    """Every archive of the folder."""
    for part in (bombs, entities, locked, escaping, broken):
        yield from part()
