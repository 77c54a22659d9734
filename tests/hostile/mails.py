"""Mails with mails inside, with programs and bombs attached, cut in the middle, and honest ones."""

from email.message import EmailMessage
from email.policy import SMTP

from hostile.archives import BODY as WORD_BODY
from hostile.archives import ESCAPED, changed, padded
from hostile.case import BOMB, DAMAGED, Case, File, Files, fine, mark, odd, order, seen, sight, sly
from hostile.pdfs import paper
from hostile.words import word

NOT_READ = ("attach", "not read", "program", "executable", "exe", "skipped", "left out")
DEPTH = ("deep", "depth", "nested", "level", "attach")
OCTETS = {"maintype": "application", "subtype": "octet-stream"}


def letter(name: str, text: str = "", html: str = "") -> EmailMessage:
    """A mail that shows its sentence."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = f"Freight letter {name}"
    message["From"] = "Rufus Eversholt <notes@freight.example>"
    message["To"] = "desk@freight.example"
    message["Date"] = "Tue, 14 Oct 2025 07:30:00 +0000"
    message["Message-ID"] = f"<{name}@freight.example>"
    if html:
        message.set_content(f"<html><body><p>{seen(name)}</p>{html}</body></html>", subtype="html")
    else:
        message.set_content(f"{seen(name)}\n\n{text}\n")
    return message


def sealed(message: EmailMessage) -> bytes:
    """The mail as it lies on disk, with boundaries that are the same each time."""
    for number, part in enumerate(message.walk()):
        if part.is_multipart() and part.get_content_type() != "message/rfc822":
            part.set_boundary(f"==part-{number}==")
    return message.as_bytes()


def nested(name: str, depth: int) -> bytes:
    """A mail that holds a mail that holds a mail, and so on, the order in the last."""
    inner = letter("innermost.eml", order(name))
    for level in range(depth, 1, -1):
        outer = letter(f"level-{level}.eml", "See the mail below.")
        outer.add_attachment(inner)
        inner = outer
    outer = letter(name)
    outer.add_attachment(inner)
    return sealed(outer)


def with_file(name: str, data: bytes, filename: str) -> bytes:
    """A mail with one file attached, under a name that may be anything."""
    message = letter(name)
    message.add_attachment(data, **OCTETS, filename="placeholder")
    for part in message.iter_attachments():
        part.replace_header("Content-Disposition", "attachment")
        part.set_param("filename", filename, header="Content-Disposition", charset="utf-8")
    return sealed(message)


def attached() -> Files:
    """Mails whose letter is fine and whose attachment is not."""
    name = "nested.eml"
    yield Case(name=name, outcome="warned", says=DEPTH, hidden=(mark(name),), kept=(sight(name),)), nested(name, 6)
    name = "program.eml"
    yield odd(name, with_file(name, b"MZ\x90\x00" + bytes(400) + b"PE\0\0", "invoice.exe"), "warned", NOT_READ)
    name = "program-named-pdf.eml"
    yield odd(name, with_file(name, b"MZ\x90\x00" + bytes(401) + b"PE\0\0", "invoice.pdf"), "warned", NOT_READ)
    name = "bomb.eml"
    bomb = changed(word("attached-bomb.docx"), WORD_BODY, padded(30))
    yield odd(name, with_file(name, bomb, "rates.docx"), "warned", (*BOMB, *NOT_READ))
    name = "archive.eml"
    yield odd(name, with_file(name, b"PK\x05\x06" + bytes(18), "rates.zip"), "warned", (*NOT_READ, "zip", "empty"))
    name = "sly-attachment.eml"
    inner = paper("inner.pdf", lambda canvas: canvas.drawString(-3000, 300, order(name)))
    case, data = sly(name, with_file(name, inner, "rates.pdf"))
    yield case, data
    yield cut("cut.eml")


def cut(name: str) -> File:
    """A mail that ends in the middle of its attachment."""
    data = with_file(name, paper("cut-inner.pdf"), "rates.pdf")
    return odd(name, data[: len(data) * 7 // 10], "doubtful", (*DAMAGED, *NOT_READ))


def named() -> Files:
    """Attachments whose names are written for whoever saves them without looking."""
    names = {
        "up": f"../../../../../../tmp/{ESCAPED}",
        "absolute": f"/tmp/{ESCAPED}",
        "windows": f"..\\..\\{ESCAPED}",
        "line": "rates\r\nX-Injected: yes.pdf",
        "long": "r" * 3000 + ".pdf",
        "turned": "rates\u202efdp.exe",
        "empty": "",
    }
    for way, filename in names.items():
        name = f"attached-{way}.eml"
        inner = paper(f"inner-{way}.pdf")
        yield odd(
            name,
            with_file(name, inner, filename),
            "any",
            ("name", *NOT_READ),
            kept=(sight(name), sight(f"inner-{way}.pdf")),
        )


def unseen() -> Files:
    """Letters that hide a sentence."""
    yield sly(n := "hidden.eml", sealed(letter(n, html=f'<p style="display:none">{order(n)}</p>')))
    yield sly(n := "white.eml", sealed(letter(n, html=f'<span style="color:#fff;font-size:1px">{order(n)}</span>')))


def strange() -> Files:
    """Letters with heads that are not as they should be."""
    name = "charset.eml"
    data = sealed(letter(name)).replace(b'charset="utf-8"', b'charset="x-unknown-charset"')
    yield odd(name, data, "any", ("charset", "encoding", "character"))
    name = "subject.eml"
    data = sealed(letter(name)).replace(
        b"Subject: Freight letter", b"Subject: =?utf-8?q?Rates=0D=0AX-Injected:_yes?= letter"
    )
    yield odd(name, data, "taken")
    name = "no-date.eml"
    data = sealed(letter(name)).replace(
        b"Date: Tue, 14 Oct 2025 07:30:00 +0000\r\n", b"Date: yesterday, more or less\r\n"
    )
    yield odd(name, data, "taken")


def plain() -> Files:
    """Good mails."""
    yield fine(n := "good-plain.eml", sealed(letter(n, "Regards, the freight desk.")))
    button = '<a style="background:#0b57d0;color:#fff">Pellinorebutton</a>'
    yield fine(n := "good-button.eml", sealed(letter(n, html=button)), sight(n), "Pellinorebutton")


def files() -> Files:
    """Every mail of the folder."""
    for part in (attached, named, unseen, strange, plain):
        yield from part()
