"""PDF files: locked, scanned, cut, swollen, endless, and those that show less than they hold."""

import zlib
from collections.abc import Callable
from io import BytesIO

from PIL import Image
from reportlab.lib.colors import Color, HexColor, white
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from hostile.case import BOMB, DAMAGED, Case, Files, bad, fine, odd, order, seen, sight, sly

LOCKED = ("password", "encrypt", "protected", "locked")
SCANNED = ("scan", "no text", "image", "picture", "ocr", "without text")
PAGES = ("2,000", "2000", "2,001", "2001")
MEGABYTE = 1_000_000
BOX = b"[0 0 595 842]"
HEAD, FOOT = "Meridewhead", "Calderfoot"
Draw = Callable[[Canvas], None]


def paper(name: str, draw: Draw | None = None, **options: object) -> bytes:
    """A page of visible text, with whatever *draw* adds to it."""
    made = BytesIO()
    canvas = Canvas(made, pagesize=A4, invariant=1, **options)
    canvas.setTitle(f"Freight letter {name}")
    canvas.setFont("Helvetica", 9)
    canvas.drawString(60, 760, seen(name))
    if draw:
        draw(canvas)
    canvas.save()
    return made.getvalue()


def at(name: str, x: float = 60, y: float = 500) -> Draw:
    """The order, written at x and y in the font and colour that are set."""
    return lambda canvas: canvas.drawString(x, y, order(name))


def after(*steps: Callable[[Canvas], object]) -> Draw:
    """One drawing after the other."""
    return lambda canvas: [step(canvas) for step in steps] and None


def picture(shade: int, width: int = 60, height: int = 20) -> ImageReader:
    """A picture of a single grey."""
    return ImageReader(Image.new("RGB", (width, height), (shade, shade, shade)))


def raw(
    content: bytes, *, page: bytes = b"", more: tuple[bytes, ...] = (), root: bytes = b"", box: bytes = BOX
) -> bytes:
    """A PDF of one page written by hand; its stream may declare filters of its own."""
    stream = content if content.startswith(b"<<") else b"<</Length %d>>stream\n%s\nendstream" % (len(content), content)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R" + root + b">>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox" + box + b"/Contents 4 0 R" + page + b"/Resources<</Font<</F1 5 0 R>>"
        b"/Properties<</L 6 0 R>>>>>>",
        stream,
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *more,
    ]
    return assembled(objects)


def assembled(objects: list[bytes]) -> bytes:
    """The file made of *objects*, the first of which is the catalogue."""
    made, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count, start = len(objects) + 1, len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table)
    made += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (count, start)
    return bytes(made)


def shown(name: str) -> bytes:
    """The drawing operators of the visible sentence."""
    return b"BT /F1 9 Tf 60 760 Td (%s) Tj ET\n" % seen(name).encode()


def swollen(megabytes: int, times: int = 1) -> bytes:
    """A stream of spaces, deflated *times* over."""
    packer = zlib.compressobj(1)
    data = b"".join(packer.compress(b" " * MEGABYTE) for _ in range(megabytes)) + packer.flush()
    for _ in range(times - 1):
        data = zlib.compress(data, 9)
    filters = b"/FlateDecode" * times
    return b"<</Length %d/Filter[%s]>>stream\n%s\nendstream" % (len(data), filters, data)


def many_pages(count: int) -> bytes:
    """A PDF of *count* pages that all show one stream."""
    kids = b" ".join(b"%d 0 R" % number for number in range(5, 5 + count))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 3 0 R/Resources<</Font<</F1 4 0 R>>>>>>"
    text = shown("pages-2001.pdf")
    return assembled(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count),
            b"<</Length %d>>stream\n%s\nendstream" % (len(text), text),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            *([page] * count),
        ]
    )


def scanned(name: str, *, after_text: bool) -> bytes:
    """Pages that are pictures of pages."""
    made = BytesIO()
    canvas = Canvas(made, pagesize=A4, invariant=1)
    if after_text:
        canvas.setFont("Helvetica", 9)
        canvas.drawString(60, 760, seen(name))
        canvas.showPage()
    canvas.drawImage(picture(200, 200, 280), 0, 0, *A4)
    canvas.save()
    return made.getvalue()


def broken() -> Files:
    """Files that cannot be read, or not in whole."""
    key = StandardEncryption("user-password", ownerPassword="owner-password", canPrint=0)
    yield bad("locked.pdf", paper("locked.pdf", encrypt=key), LOCKED)
    free = StandardEncryption("", ownerPassword="owner-password", canPrint=0)
    yield odd("no-printing.pdf", paper("no-printing.pdf", encrypt=free), "taken")
    yield bad("scanned.pdf", scanned("scanned.pdf", after_text=False), SCANNED, outcome="doubtful")
    name = "half-scanned.pdf"
    yield odd(name, scanned(name, after_text=True), "warned", (*SCANNED, "page 2"))
    whole = paper("cut.pdf", at("cut.pdf"))
    yield Case(name="cut.pdf", outcome="doubtful", says=DAMAGED), whole[: len(whole) // 2]
    yield bad("only-a-head.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", (*DAMAGED, "no page"))
    yield bad("bomb.pdf", raw(swollen(150)), (*BOMB, *SCANNED, *DAMAGED), outcome="doubtful")
    says = (*BOMB, *SCANNED, *DAMAGED)
    yield bad("bomb-twice.pdf", lambda: raw(swollen(600, 2)), says, outcome="doubtful", heavy=True)
    yield bad("pages-2001.pdf", many_pages(2001), PAGES)
    loop = assembled([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>"])
    yield bad("loop.pdf", loop, (*DAMAGED, *SCANNED, "no page"))
    name = "giant-page.pdf"
    yield odd(name, raw(shown(name), box=b"[0 0 14400000 14400000]"), "any", (*BOMB, "page", "box"))
    name = "script.pdf"
    yield odd(name, raw(shown(name), root=b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"), "taken")


def unseen() -> Files:
    """Files that say more to a machine than to a reader."""
    yield sly(n := "white.pdf", paper(n, after(lambda c: c.setFillColor(white), at(n))))
    yield sly(n := "nearly-white.pdf", paper(n, after(lambda c: c.setFillColor(HexColor("#fdfdfd")), at(n))))
    yield sly(n := "tiny.pdf", paper(n, after(lambda c: c.setFont("Helvetica", 0.8), at(n))))
    yield sly(n := "shrunk.pdf", paper(n, after(lambda c: c.scale(0.05, 0.05), at(n, 1200, 9000))))
    yield sly(n := "off-page.pdf", paper(n, at(n, -2000, 500)))
    yield sly(n := "below-page.pdf", paper(n, at(n, 60, -300)))
    yield sly(n := "clear.pdf", paper(n, after(lambda c: c.setFillColor(Color(0, 0, 0, alpha=0)), at(n))))
    yield sly(n := "under-picture.pdf", paper(n, after(at(n), lambda c: c.drawImage(picture(90), 40, 480, 520, 60))))
    patch = after(lambda c: c.setFillColor(white), lambda c: c.rect(40, 480, 520, 60, stroke=0, fill=1))
    yield sly(n := "under-patch.pdf", paper(n, after(at(n), patch)))
    yield sly(n := "mode-three.pdf", raw(shown(n) + b"BT 3 Tr /F1 9 Tf 60 500 Td (%s) Tj ET" % order(n).encode()))
    clip = b"q 0 0 50 50 re W n BT /F1 9 Tf 60 500 Td (%s) Tj ET Q"
    yield sly(n := "clipped.pdf", raw(shown(n) + clip % order(n).encode()))
    layer = b"/OC /L BDC BT /F1 9 Tf 60 500 Td (%s) Tj ET EMC"
    off = b"/OCProperties<</OCGs[6 0 R]/D<</OFF[6 0 R]/Order[6 0 R]>>>>"
    group = (b"<</Type/OCG/Name(Draft)>>",)
    yield sly(n := "layer-off.pdf", raw(shown(n) + layer % order(n).encode(), root=off, more=group))


def plain() -> Files:
    """Good files with something about them that a careless rule would take for hiding."""
    yield fine(n := "good-plain.pdf", paper(n))
    yield fine(
        n := "good-dark-head.pdf", paper(n, after(lambda c: c.rect(40, 640, 500, 30, fill=1), on_dark)), sight(n), HEAD
    )
    dark = after(lambda c: c.drawImage(picture(20), 40, 640, 500, 30), on_dark)
    yield fine(n := "good-on-picture.pdf", paper(n, dark), sight(n), HEAD)
    small = after(lambda c: c.setFont("Helvetica", 5.5), lambda c: c.drawString(60, 60, "Source: own count, " + FOOT))
    yield fine(n := "good-small-print.pdf", paper(n, small), sight(n), FOOT)
    grey = after(lambda c: c.setFillColor(HexColor("#8a8a8a")), lambda c: c.drawString(60, 60, "Page one, " + FOOT))
    yield fine(n := "good-grey.pdf", paper(n, grey), sight(n), FOOT)
    yield fine(n := "good-turned.pdf", raw(shown(n), page=b"/Rotate 90"))
    aside = b"1 0 0 1 5000 5000 cm " + shown(n := "good-moved-box.pdf")
    yield fine(n, raw(aside, box=b"[5000 5000 5595 5842]"))


def on_dark(canvas: Canvas) -> None:
    """White letters, to stand on something dark."""
    canvas.setFillColor(white)
    canvas.drawString(60, 650, f"Lane, rate, change against {HEAD}")


def files() -> Files:
    """Every PDF of the folder."""
    yield from broken()
    yield from unseen()
    yield from plain()
