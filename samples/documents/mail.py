"""Mails: plain, as a web page, and with a document attached."""

from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import PurePath

from samples.documents import pdf, web, word
from samples.documents.source import Document, final

DOMAIN = "research.example"
TYPES = {".pdf": ("application", "pdf", pdf.file)}
TYPES[".docx"] = ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document", word.file)


def file(document: Document) -> bytes:
    """The mail, its boundaries and its id made from its own name."""
    about = document.about
    stem = about["date"].replace("-", "")
    message = EmailMessage(policy=SMTP)
    message["Subject"] = about["title"]
    message["From"] = f'"{about["author"]}, {about["institution"]}" <notes@{DOMAIN}>'
    message["To"] = f"desk@{DOMAIN}"
    message["Date"] = format_datetime(datetime.fromisoformat(about["date"] + "T07:30:00+00:00"))
    message["Message-ID"] = f"<{stem}@{DOMAIN}>"
    message.set_content(letter(document))
    if "html" in document.forms:
        if document.attached:
            message.add_alternative(web.whole(document), subtype="html")
        else:
            message.set_content(web.whole(document), subtype="html")
    if inner := document.attached:
        kind, subtype, write = TYPES[PurePath(inner.name).suffix]
        message.add_attachment(write(inner), maintype=kind, subtype=subtype, filename=inner.name)
    for number, part in enumerate(message.walk()):
        if part.is_multipart():
            part.set_boundary(f"=={stem}-{number}==")
    return message.as_bytes()


def letter(document: Document) -> str:
    """The body of a plain mail; the line before a section is its heading."""
    blocks = [block for page in document.pages for block in page.blocks]
    return "\n\n".join(final(document.joined(block.lines)) for block in blocks) + "\n"
