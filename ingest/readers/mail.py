"""Mail (EML): what was written, then each attachment on pages of its own; pictures and signatures are only named."""

import email
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path

from footnote.errors import NoteError
from footnote.text import same
from ingest.compose import Composer
from ingest.mail.attachments import Attachment, Budget, attach
from ingest.mail.flowed import flowed
from ingest.mail.headers import clean_name, count, day, filename, header, sender
from ingest.printed import printed
from ingest.readers import web
from ingest.text.decoding import decoded
from ingest.text.front import NO_DATE
from knowledge.note import Note
from knowledge.script import CJK

suffixes = (".eml",)
parser = "mail 3"

TELLING = {b"from", b"to", b"subject", b"date", b"mime-version", b"received", b"message-id", b"return-path"}
FIELD = re.compile(rb"([A-Za-z][A-Za-z0-9-]{0,60}):")
ONCE = ("From", "Subject", "Date")
MOST_PARTS = 300  # the parser compares each line with the boundaries of all parts it is in
ENCRYPTED = ("multipart/encrypted", "application/pgp-encrypted")
SMIME = ("application/pkcs7-mime", "application/x-pkcs7-mime")
PGP = re.compile(r"^-----BEGIN PGP MESSAGE-----", re.MULTILINE)
MAILBOX = re.compile(rb"\n\r?\nFrom [^\r\n]{1,200}\d{4}\r?\n[A-Za-z-]+:")
BLANK = re.compile(r"\n[ \t\r\f\v]*\n")
WORD = re.compile(r"\w+")
MOST_TOLD = 5
FEW = 12  # words: too few to compare
LACKS = 3  # times as many words has the HTML of a mail whose plain text only points to it
ALIKE = 0.5  # of the words of a mail's plain text that its HTML has too


@dataclass(slots=True)
class Parts:
    """What a mail is made of: the bodies in their order, and what is attached."""

    bodies: list[tuple[str, str]] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def holds(data: bytes) -> bool:
    """Whether *data* begins with the header lines of a mail, whatever its name."""
    return len(TELLING & set(_fields(data))) >= 2


def read(path: Path, data: bytes) -> Note:
    """The note in *data*: the words of the mail, then its attachments."""
    return within(path, data, Budget())


def within(path: Path, data: bytes, budget: Budget) -> Note:
    """The note in *data*, a mail that may lie within others."""
    name = printed(path.name)
    if data.startswith(b"From ") and MAILBOX.search(data):
        raise NoteError(same(f"{name} is a mailbox of several mails; save each as a file of its own (.eml)."))
    return _note(name, _parsed(name, data), budget)


def _fields(data: bytes) -> Iterator[bytes]:
    """The names of the header lines that *data* begins with, in lower case."""
    started = False
    for line in data[:20_000].removeprefix(b"\xef\xbb\xbf").split(b"\n"):
        found = FIELD.match(line)
        if found:
            started = True
            yield found[1].lower()
        elif (started and line[:1] not in (b" ", b"\t")) or (
            not started and line.strip() and not line.startswith(b"From ")
        ):
            return


def _parsed(name: str, data: bytes) -> Message:
    if data.lower().count(b"boundary=") > MOST_PARTS:
        raise NoteError(same(f"{name} has more than {MOST_PARTS} parts within parts; save what matters as files."))
    try:
        return email.message_from_bytes(data.removeprefix(b"\xef\xbb\xbf"))
    except (RecursionError, ValueError, LookupError, TypeError) as error:
        raise NoteError(same(f"{name} is broken: its parts cannot be told apart; save the mail again.")) from error


def _note(name: str, message: Message, budget: Budget) -> Note:
    _refuse_archive(name, message)
    composer = Composer(name)
    parts = Parts()
    _gather(name, message, parts, budget)
    for kind, text in parts.bodies:
        _write(composer, kind, text)
    told = [*parts.warnings, *_doubled(message), *attach(composer, parts.attachments, budget)]
    if composer.empty and told:
        raise NoteError(same(f"{name} has no text that can be seen: {'; '.join(told[:MOST_TOLD])}."))
    composer.warn(*told)
    sent = day(message)
    if not sent:
        composer.warn(NO_DATE)
    return composer.note(
        title=header(message, "Subject"),
        day=sent,
        author=sender(message) or None,
        institution=header(message, "Organization") or header(message, "Organisation") or None,
    )


def _refuse_archive(name: str, message: Message) -> None:
    saved = header(message, "Snapshot-Content-Location") or header(message, "From").startswith("<Saved by")
    if saved or (message.get_content_type() == "multipart/related" and not header(message, "From")):
        raise NoteError(same(f"{name} is a web archive (MHTML); save the page as HTML only, or print it as PDF."))


def _doubled(message: Message) -> Iterator[str]:
    for name in ONCE:
        if (number := count(message, name)) > 1:
            yield f"it has {number} lines of {name}; the first was taken"


def _write(composer: Composer, kind: str, text: str) -> None:
    if kind == "text/html":
        web.fill(composer, text)
        return
    for paragraph in BLANK.split(text.replace("\r\n", "\n").replace("\r", "\n")):
        composer.paragraph(paragraph)


def _gather(name: str, part: Message, parts: Parts, budget: Budget) -> None:
    """Sort *part* and all within it into bodies and attachments. NoteError where it is encrypted."""
    kind = part.get_content_type()
    if kind in ENCRYPTED:
        raise NoteError(same(f"{name} is an encrypted mail (PGP); decrypt it in the mail program and save it again."))
    if kind in SMIME and filename(part).lower() != "smime.p7s":
        raise NoteError(same(f"{name} is an S/MIME mail that only its receiver can open; save it again decrypted."))
    if kind == "multipart/alternative":
        _alternative(name, part, parts, budget)
    elif part.is_multipart() and kind != "message/rfc822":
        for inner in _inner(part):
            _gather(name, inner, parts, budget)
    elif kind == "message/rfc822" and part.is_multipart():
        parts.attachments.append(_forwarded(part))
    elif _is_body(part, kind):
        _body(name, part, kind, parts)
    else:
        parts.attachments.append(_attachment(part, kind, len(parts.attachments)))


def _alternative(name: str, part: Message, parts: Parts, budget: Budget) -> None:
    """Take of several forms of one text the plain one where it has words, else the last that has."""
    forms: list[Parts] = []
    for inner in _inner(part):
        forms.append(Parts())
        _gather(name, inner, forms[-1], budget)
    for form in forms:
        parts.attachments += form.attachments
        parts.warnings += form.warnings
    worded = [form for form in forms if any(text.strip() for _, text in form.bodies)]
    plain = [form for form in worded if form.bodies[0][0] == "text/plain"]
    if not worded:
        return
    pages = [text for form in worded for kind, text in form.bodies if kind == "text/html"]
    if plain and pages and LACKS * len(_words(plain[0].bodies[0][1])) < len(_words(_seen(name, pages[-1]))):
        parts.bodies.append(("text/html", pages[-1]))
        parts.warnings.append("its plain text lacks most of what its HTML says; the HTML was read")
        return
    parts.bodies += plain[0].bodies if plain else worded[-1].bodies
    if plain and pages and not _alike(plain[0].bodies[0][1], pages[-1]):
        parts.warnings.append("its plain text says other things than its HTML does; the plain text was read")


def _inner(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [each for each in payload if isinstance(each, Message)] if isinstance(payload, list) else []


def _alike(plain: str, page: str) -> bool:
    words = _words(plain)
    return len(words) < FEW or len(words & _words(page)) >= ALIKE * len(words)


def _words(text: str) -> set[str]:
    return set(WORD.findall(text.lower())) | set(CJK.findall(text))


def _seen(name: str, page: str) -> str:
    """What is seen of the *page* of a mail; nothing where it cannot be read."""
    composer = Composer(name)
    try:
        web.fill(composer, page)
        return composer.note().text
    except NoteError:
        return ""


def _is_body(part: Message, kind: str) -> bool:
    attached = part.get_content_disposition() == "attachment" or bool(filename(part))
    return kind in ("text/plain", "text/html") and not attached


def _body(name: str, part: Message, kind: str, parts: Parts) -> None:
    data = _data(part)
    if not data.strip():
        return
    declared = part.get_param("charset") or (web.declared_in(data) if kind == "text/html" else None)
    text, warnings = decoded(name, data, str(declared) if declared else None)
    if PGP.search(text):
        raise NoteError(same(f"{name} is an encrypted mail (PGP); decrypt it in the mail program and save it again."))
    if kind == "text/plain" and str(part.get_param("format", "")).lower() == "flowed":
        text = flowed(text, str(part.get_param("delsp", "")).lower() == "yes")
    parts.bodies.append((kind, text))
    parts.warnings += warnings


def _data(part: Message) -> bytes:
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, TypeError):
        return b""
    return payload if isinstance(payload, bytes) else b""


def _forwarded(part: Message) -> Attachment:
    """A mail within the mail, as the bytes it came in."""
    inner = part.get_payload(0)
    try:
        data = inner.as_bytes() if isinstance(inner, Message) else b""
    except (ValueError, LookupError, TypeError, AttributeError):
        data = b""
    subject = header(inner, "Subject") if isinstance(inner, Message) else ""
    called = filename(part) or clean_name(subject[:80].replace("/", "_")) or "mail"
    return Attachment(name=called if called.lower().endswith(".eml") else f"{called}.eml", kind="mail", data=data)


def _attachment(part: Message, kind: str, number: int) -> Attachment:
    return Attachment(name=filename(part) or f"part {number + 1}", kind=kind, data=_data(part))
