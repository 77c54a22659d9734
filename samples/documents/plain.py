"""Text files in six encodings, a form feed for a page break, and Markdown with front matter."""

import textwrap

from samples.documents.source import Block, Document, final

KEYS = ("title", "date", "author", "institution", "language")
MARKS = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}
WIDTH = 78


def text(document: Document) -> bytes:
    """A text file: title, by-line, then the pages."""
    about = document.about
    encoding = about["encoding"]
    head = f"{about['title']}\n{about['institution']}, {about['author']}, {about['date']}\n\n"
    pages = ["\n".join(paragraph(document, block) for block in page.blocks) for page in document.pages]
    written = head + "\f".join(pages)
    ends = written if encoding in ("utf-8", "gb18030") else written.replace("\n", "\r\n")
    return MARKS.get(encoding, b"") + ends.encode(encoding)


def paragraph(document: Document, block: Block) -> str:
    """One block of a text file, with the empty line after it."""
    words = document.joined(block.lines)
    if block.kind == "heading" and not document.chinese:
        return f"{words}\n{'-' * len(words)}\n"
    if document.chinese or document.about["encoding"] == "utf-16-le":
        return words + "\n"
    return textwrap.fill(words, WIDTH, break_on_hyphens=False, break_long_words=False) + "\n"


def markdown(document: Document) -> bytes:
    """A Markdown file with front matter."""
    front = [f"{key}: {quoted(document.about[key])}" for key in KEYS]
    blocks = [block for page in document.pages for block in page.blocks]
    parts = ["---", *front, "---", "", f"# {document.about['title']}", ""]
    for block in blocks:
        parts += [marked(document, block), ""]
    return "\n".join(parts).encode()


def quoted(value: str) -> str:
    """A value of front matter, in quotes where a colon would end the key."""
    return f'"{value}"' if ": " in value else value


def marked(document: Document, block: Block) -> str:
    """One block as Markdown."""
    if block.kind == "heading":
        return f"## {block.lines[0]}"
    if block.kind == "text":
        return final(document.joined(block.lines))
    head, *rows = (f"| {' | '.join(row)} |" for row in block.rows)
    return "\n".join([head, "|" + " --- |" * len(block.rows[0]), *rows])
