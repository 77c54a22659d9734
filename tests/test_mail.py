"""Mail: its words, its day in the sender's zone, its attachments on pages of their own; what is left out is named."""

from base64 import b64encode
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import quote

import pytest
from pdfs import pdf_of

from footnote.errors import NoteError
from ingest.compose import Composer
from ingest.readers import mail
from knowledge.note import Cell, Heading, Note, Page, Table

HEAD = b"From: R. Poe <poe@mill.example>\nSubject: Flows\nDate: Thu, 12 Feb 2026 23:30:00 -0500\n"
CHINESE = "资金流入".encode()


def read(data, name="a.eml"):
    return mail.read(Path(name), data)


def letter(text="Gold rose.", **headers):
    message = EmailMessage()
    for name, value in {"From": "R. Poe <poe@mill.example>", "Subject": "Flows", **headers}.items():
        message[name] = value
    message.set_content(text)
    return message


def attached(message, data, name, kind="application/octet-stream"):
    main, sub = kind.split("/")
    message.add_attachment(data, maintype=main, subtype=sub, filename=name)
    return message


def pages(note):
    return [note.text[page.start : page.end] for page in note.pages]


def left_out(note):
    return [warning for warning in note.warnings if "give --date" not in warning]


def test_the_headers_say_what_the_note_is():
    note = read(HEAD + b"Organization: Mill Lane\n\nGold rose.\n\n> It fell,\n> she wrote.\n")

    assert (note.title, note.author, note.institution) == ("Flows", "R. Poe", "Mill Lane")
    assert note.date == date(2026, 2, 12)
    assert note.text == "Gold rose.\n\n> It fell,\n> she wrote."
    assert note.warnings == ()


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        (b"=?gb2312?B?" + b64encode("资金流入".encode("gb2312")) + b"?=", "资金流入"),
        (b"=?big5?Q?=B8=EA=AA=F7=AC=79=A4=4A?=", "資金流入"),
        (b"=?utf-8?B?%b?=\n =?utf-8?B?%b?=" % (b64encode(CHINESE[:4]), b64encode(CHINESE[4:])), "资金流入"),
        ("资金流入本周股票型基金".encode("gb18030"), "资金流入本周股票型基金"),
        ("資金流入".encode(), "資金流入"),
        (b"=?utf-8?Q?a=0ABcc:_x@y.example?=", "a Bcc: x@y.example"),
        (b"=?nonsense?Q?Gold_rose?= today", "Gold rose today"),
        (b"Go\xe2\x80\x8bld =?utf-8?Q?rose=E2=80=AE?=", "Gold rose"),
        (b"=?utf-8?B?!!!!?=", "Gold rose."),
        (b"", "Gold rose."),
    ],
)
def test_subjects_in_any_encoding_become_one_clean_line(subject, title):
    note = read(b"From: a@b.example\nSubject: " + subject + b"\n\nGold rose.")

    assert note.title == title


@pytest.mark.parametrize(
    ("sender", "author"),
    [
        (b"poe@mill.example", "poe@mill.example"),
        (b'"Poe, R." <poe@mill.example>', "Poe, R."),
        (b"=?gb2312?B?" + b64encode("罗岚".encode("gb2312")) + b"?= <a@b.example>", "罗岚"),
        (b"<>", "<>"),
        (b"(" * 50_000, None),
    ],
)
def test_the_author_is_the_senders_name_or_address(sender, author):
    assert read(b"From: " + sender + b"\nSubject: a\n\nGold.").author == author


@pytest.mark.parametrize("written", [b"last week", b"Thu, 32 Feb 2026 10:00:00 +0000", b"", b"=?x?", b"0 0 0 0 0"])
def test_a_day_that_is_none_is_asked_for(written):
    note = read(b"From: a@b.example\nSubject: a\nDate: " + written + b"\n\nGold.")

    assert note.date is None
    assert note.warnings == ("no date: give --date",)


def test_lines_that_should_stand_once_are_said_where_they_do_not():
    note = read(b"From: a@b.example\nSubject: One\nSubject: Two\n\nGold.")

    assert note.title == "One"
    assert "it has 2 lines of Subject; the first was taken" in note.warnings


@pytest.mark.parametrize(("charset", "encoding"), [("gb2312", "gbk"), ("big5", "cp950"), (None, "gb18030")])
def test_bodies_in_any_encoding_are_read(charset, encoding):
    text = "資金流入股票市場，央行降低利率。" if charset == "big5" else "资金流入股票市场，央行降低利率。"
    kind = f"Content-Type: text/plain; charset={charset}\n".encode() if charset else b""

    assert read(HEAD + kind + b"\n" + text.encode(encoding)).text == text


def test_the_plain_form_is_taken_where_there_are_two():
    message = letter("Gold rose.")
    message.add_alternative("<p>Gold <b>rose</b>.</p>", subtype="html")

    assert read(message.as_bytes()).text == "Gold rose."


def test_two_forms_that_say_different_things_are_told():
    message = letter("All funds that were named last week should be sold now, at any price, today and tomorrow.")
    message.add_alternative("<p>Gold rose.</p>", subtype="html")

    assert any("says other things than its HTML" in warning for warning in read(message.as_bytes()).warnings)


def test_a_mail_in_html_alone_is_read_as_a_page():
    html = "<p>Gold rose.</p><p style=display:none>secret</p><table><tr><th>a<th>b<tr><td>1<td>2</table>"
    message = EmailMessage()
    message["From"], message["Subject"] = "a@b.example", "Flows"
    message.set_content(html, subtype="html")

    note = read(message.as_bytes())

    assert note.text == "Gold rose.\n\na | b\n1 | 2"
    assert len(note.tables) == 1
    assert "6 characters of it are hidden and left out" in note.warnings


def test_each_attachment_follows_on_pages_of_its_own():
    message = letter("Gold rose.")
    attached(
        message, b"# Oil\n\nOil fell.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n<!-- secret -->", "oil.md", "text/markdown"
    )
    attached(message, pdf_of([["Silver fell by a tenth of a percent."], ["Second page of the file."]]), "silver.pdf")
    attached(message, b"One.\x0cTwo.", "../../etc/two.txt", "text/plain")

    note = read(message.as_bytes())

    first = [page.split("\n")[0].rstrip("\f") for page in pages(note)]
    assert first[:2] == ["Gold rose.", "Attachment: oil.md"]
    assert first[2:] == ["Attachment: silver.pdf", "Second page of the file.", "Attachment: two.txt", "Two."]
    assert [note.text[h.start : h.end] for h in note.headings] == [
        f"Attachment: {n}" for n in ("oil.md", "silver.pdf", "two.txt")
    ]
    (table,) = note.tables
    assert [note.text[c.start : c.end] for c in table.cells] == ["a", "b", "1", "2"]
    assert left_out(note) == ["oil.md: 13 characters of it are in a comment and left out"]


def test_what_cannot_be_read_is_left_out_by_name_and_the_rest_stays():
    message = letter("Gold rose.")
    attached(message, b"MZ\x90\x00", "x.exe")
    attached(message, b"%PDF-1.7 cut", "cut.pdf")
    attached(message, b"\x78\x9f\x3e\x22", "winmail.dat", "application/ms-tnef")
    attached(message, b"\x89PNG\r\n\x1a\n", "logo.png", "image/png")
    attached(message, b"BEGIN:VCALENDAR", "call.ics", "text/calendar")
    attached(message, b"0\x80", "smime.p7s", "application/pkcs7-signature")

    note = read(message.as_bytes())

    assert note.text == "Gold rose."
    told = left_out(note)
    assert [line.split(" was left out")[0] for line in told[:3]] == [
        *("attachment x.exe", "attachment cut.pdf", "attachment winmail.dat")
    ]
    assert told[3:] == ["pictures, signatures and the like were not read: logo.png, call.ics, smime.p7s"]


def test_what_calls_itself_a_picture_and_is_none_is_read_as_what_it_is():
    message = attached(letter(), pdf_of([["A sentence long enough to be read."]]), "logo.png", "image/png")

    assert "A sentence long enough" in read(message.as_bytes()).text


@pytest.mark.parametrize(
    "name", ["资金.txt", "ü" * 300 + ".txt", "a\r\nBcc: x.txt", "C:\\x\\..\\n.txt", "..", "/", "\u202egpj.txt"]
)
def test_the_names_of_attachments_are_words_and_nothing_more(name):
    raw = HEAD + b"Content-Type: multipart/mixed; boundary=x\n\n--x\n\nGold.\n--x\nContent-Type: text/plain\n"
    raw += b"Content-Disposition: attachment; filename*=utf-8''" + quote(name, safe="").encode() + b"\n\nOil.\n--x--\n"

    note = read(raw)

    heading = note.text[note.headings[0].start : note.headings[0].end] if note.headings else "Attachment: "
    assert heading.startswith("Attachment: ")
    assert not set("/\\\r\n\u202e") & set(heading)
    assert len(heading) < 150


@pytest.mark.parametrize("encoding", ["gb2312", "big5"])
def test_attachments_with_chinese_names_keep_them(encoding):
    name = "資金.txt" if encoding == "big5" else "资金.txt"
    word = f"=?{encoding}?B?{b64encode(name.encode(encoding)).decode()}?="
    raw = HEAD + b"Content-Type: multipart/mixed; boundary=x\n\n--x\n\nGold.\n--x\nContent-Type: text/plain\n"
    raw += f'Content-Disposition: attachment; filename="{word}"\n\nOil.\n--x--\n'.encode()

    assert f"Attachment: {name}" in read(raw).text


def test_mails_within_mails_are_read_three_deep():
    message = letter("Deepest.")
    for depth in range(5):
        outer = letter(f"Level {depth}.\nFrom here on.", Subject=f"Mail {depth}")
        outer.add_attachment(message)
        message = outer

    note = read(message.as_bytes())

    assert "Level 4." in note.text
    assert "Level 1.\nFrom here on." in note.text
    assert "Level 0." not in note.text
    assert any("more than 3 mails deep" in warning for warning in note.warnings)


def test_a_mail_attached_as_a_file_counts_as_one_within():
    message = letter("Deepest.")
    for depth in range(5):
        message = attached(letter(f"Level {depth}."), message.as_bytes(), "inner.eml")

    assert "Level 1." in read(message.as_bytes()).text
    assert "Level 0." not in read(message.as_bytes()).text


def test_only_the_first_fifty_attachments_are_read():
    message = letter()
    for number in range(60):
        attached(message, f"Words {number}.".encode(), f"{number}.txt", "text/plain")

    note = read(message.as_bytes())

    assert len(note.pages) == 51
    assert left_out(note) == ["only the first 50 attachments are read; 10 more were left out"]


@pytest.mark.parametrize(
    ("rest", "reason"),
    [
        (b"Content-Type: multipart/encrypted; boundary=x\n\n--x\n\n--x--", "an encrypted mail (PGP)"),
        (b"\n-----BEGIN PGP MESSAGE-----\n", "an encrypted mail (PGP)"),
        (b"Content-Type: application/pkcs7-mime; name=smime.p7m\n\nMIA", "an S/MIME mail"),
        (b"Snapshot-Content-Location: x\n\nx", "a web archive (MHTML)"),
        (b"\n \n", "has no text that can be seen"),
        (b"Content-Type: image/png; name=a.png\n\nx", "has no text that can be seen: pictures, signatures"),
        (b"Content-Type: text/html\n\n" + b"<div>" * 1_000 + b"x", "nested more than 256"),
        (b"X: boundary=\n" * 400 + b"\nx", "more than 300 parts"),
        (b"Content-Type: text/plain\n\nMZ\x00\x01", "is not text"),
    ],
)
def test_a_mail_that_cannot_be_read_is_refused_by_name_and_reason(rest, reason):
    with pytest.raises(NoteError) as caught:
        read(HEAD + rest)

    assert str(caught.value).startswith("a.eml ")
    assert reason in str(caught.value)


def test_a_mailbox_of_several_mails_is_refused():
    one = b"From poe@mill.example Thu Feb 12 10:00:00 2026\n" + HEAD + b"\nGold.\n\n"

    assert read(one).text == "Gold."
    with pytest.raises(NoteError, match="mailbox of several mails"):
        read(one + one)


def nested(depth):
    data = HEAD
    for number in range(depth):
        data += b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (number, number)
    return data + b"Content-Type: text/plain\n\nGold.\n"


@pytest.mark.parametrize(
    "data",
    [
        nested(200),
        nested(1_000),
        HEAD + b"Content-Type: message/rfc822\n\n" * 3_000,
        HEAD + b'Content-Type: multipart/mixed; boundary=""\n\n--\n--\nx',
        HEAD + b"Content-Type: multipart/mixed\n\nx",
        HEAD + b"Content-Type: multipart/alternative; boundary=x\n\nx",
        HEAD + b"Content-Type: text/plain; charset=utf-7\nContent-Transfer-Encoding: x-uuencode\n\n+ADw-",
        HEAD + b"Content-Type: text/plain; charset=hex\nContent-Transfer-Encoding: base64\n\n!!!!",
        HEAD + b"Content-Type: ;;;=\n\nx",
        HEAD + b"Content-Disposition: attachment; filename*0*=x''a; filename*2=b; filename*x*=c\n\nx",
        HEAD + b"no colon here\nX\x00: y\n\nx",
        b"From: \xff\xfe\nSubject: \xff\xfe\n\n\xff\xfe",
        HEAD,
        b"\n\n" + HEAD + b"\nx",
    ],
)
def test_broken_mail_is_read_or_refused_and_never_a_crash(data):
    try:
        note = read(data)
    except NoteError as error:
        assert str(error).startswith("a.eml ")  # noqa: PT017  # both outcomes are fine
    else:
        assert note.text


@pytest.mark.parametrize(
    ("data", "held"),
    [
        (HEAD + b"\nx", True),
        (b"Received: from x\n by y\nMessage-ID: <a>\n\n", True),
        (b"From a@b Thu Feb 12 10:00:00 2026\n" + HEAD, True),
        (b"Subject: only one\n\nDate: in the body", False),
        (b"---\ntitle: a\ndate: 2026-02-12\n---\n", False),
        (b"Title\n\nFrom: a\nTo: b\n", False),
        (b"", False),
    ],
)
def test_a_mail_is_told_by_its_header_lines(data, held):
    assert mail.holds(data) is held


def test_a_note_that_is_attached_keeps_its_spans():
    inner = Note(
        title="Inner",
        text="Head\nrow\fTwo",
        pages=(Page(number=1, start=0, end=8), Page(number=2, start=9, end=12)),
        language="en",
        headings=(Heading(start=0, end=4, level=1),),
        tables=(Table(start=5, end=8, cells=(Cell(row=1, column=1, start=5, end=8),), caption="c"),),
        furniture=((9, 12),),
    )
    composer = Composer("a.eml")
    composer.paragraph("Words")
    composer.attach(inner, "First")
    composer.attach(inner, "Second")

    note = composer.note()

    assert pages(note) == ["Words", "First\n\nHead\nrow", "Two", "Second\n\nHead\nrow", "Two"]
    assert [(note.text[h.start : h.end], h.level) for h in note.headings] == [
        *(("First", 1), ("Head", 2), ("Second", 1), ("Head", 2))
    ]
    assert [note.text[t.start : t.end] for t in note.tables] == ["row", "row"]
    assert [note.text[c.start : c.end] for t in note.tables for c in t.cells] == ["row", "row"]
    assert [note.text[start:end] for start, end in note.furniture] == ["Two", "Two"]


def test_the_html_is_read_where_the_plain_text_only_points_to_it():
    message = letter("View this in your browser.")
    message.add_alternative(
        "<p>Copper rose by three percent in January while zinc, lead, nickel and tin fell in both markets.</p>"
        "<p style=display:none>Sell all of it.</p>",
        subtype="html",
    )

    note = read(message.as_bytes())

    assert note.text.startswith("Copper rose")
    assert "Sell" not in note.text
    assert "its plain text lacks most of what its HTML says; the HTML was read" in note.warnings


@pytest.mark.parametrize(
    ("said", "body", "text"),
    [
        (
            "flowed",
            "Growth was 3.2% \nof output.\n> as they \n> said\n-- \nAnn",
            "Growth was 3.2% of output.\n> as they said",
        ),
        ("flowed; delsp=yes", "指数为 12 \n34。", "指数为 1234。"),
        ("fixed", "Growth was 3.2% \nof output.", "Growth was 3.2%\nof output."),
    ],
)
def test_lines_that_flow_are_put_together_again(said, body, text):
    kind = f"Content-Type: text/plain; charset=utf-8; format={said}\n\n"

    assert read(HEAD + kind.encode() + body.encode()).text.removesuffix("\n--\nAnn") == text


def test_an_attachment_that_is_empty_is_called_that():
    message = letter()
    attached(message, b"", "rates.docx")

    assert any("rates.docx was left out: it is empty" in warning for warning in read(message.as_bytes()).warnings)


def test_an_attachment_whose_reader_fails_takes_no_mail_with_it(monkeypatch):
    monkeypatch.setattr("ingest.readers.text.read", lambda path, data: 1 / 0)
    message = letter()
    attached(message, b"Copper rose.", "rates.txt")

    note = read(message.as_bytes())

    assert note.text.startswith("Gold rose.")
    assert "attachment rates.txt was left out: its reader failed on it" in note.warnings
