"""
The research documents as they are written down in `texts/*.txt`, and the questions that stand beside their answers.

    === file name            a document begins; `key: value` lines follow, then an empty line
    # heading
    One sentence a line; an empty line ends the paragraph.
    ? question               answered by the line above it
    Table: caption
    | cell | cell |          the first row is the head
    ?[cell] question         answered by that cell of the row above
    ----                     a new page; `---- name` a new sheet
    >>>> file name           what follows is attached to the mail

A sentence may hold `[-taken out-]`, `[+put in+]` and `[^a footnote]`.
"""

import re
from dataclasses import dataclass, replace
from pathlib import Path

TEXTS = Path(__file__).resolve().parent / "texts"
CHINESE = re.compile("[\u4e00-\u9fff]")
ASKED = re.compile(r"\?(?:\[(?P<cell>[^\]]+)\])? (?P<text>.+)")
REMOVED = re.compile(r"\[-.*?-\]|\[\^.*?\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a portfolio manager asks, and the one place that answers it."""

    id: str
    text: str
    document: str
    page: int
    quote: str
    cell: str | None
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A heading, a paragraph (a line a sentence) or a table (a row a line) of a document."""

    kind: str
    lines: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    caption: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The blocks between two page breaks, under the name of the sheet if they make one."""

    blocks: tuple[Block, ...]
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document to be written; an attached one has no attachment of its own."""

    name: str
    about: dict[str, str]
    pages: tuple[Page, ...]
    attached: "Document | None" = None

    @property
    def chinese(self) -> bool:
        """Whether it is written in Chinese, of either script."""
        return self.about["language"].startswith("zh")

    @property
    def forms(self) -> list[str]:
        """How its format is to be used, from its `form` line."""
        return self.about.get("form", "").split()

    def joined(self, lines: tuple[str, ...]) -> str:
        """Sentences as one paragraph."""
        return ("" if self.chinese else " ").join(lines)


def final(sentence: str) -> str:
    """A sentence as it reads once every tracked change is accepted, without its footnotes."""
    return REMOVED.sub("", sentence).replace("[+", "").replace("+]", "")


def cells(line: str) -> tuple[str, ...]:
    """The cells of a `| a | b |` line."""
    return tuple(cell.strip() for cell in line.strip().strip("|").split("|"))


def documents() -> tuple[list[Document], list[Question]]:
    """Every document and every question, in the order of the files."""
    stanzas = [
        stanza for path in sorted(TEXTS.glob("*.txt")) for stanza in re.split(r"(?m)^=== ", path.read_text("utf-8"))[1:]
    ]
    found, questions = [], []
    for stanza in stanzas:
        document, asked = parse(stanza)
        found.append(document)
        questions += asked
    return found, [replace(question, id=f"q{number:03}") for number, question in enumerate(questions, 1)]


def parse(stanza: str) -> tuple[Document, list[Question]]:
    """One document and what is asked of it."""
    head, body = stanza.split("\n\n", 1)
    name, *about = head.splitlines()
    keys = dict(line.split(": ", 1) for line in about)
    main, *attached = re.split(r"(?m)^>>>> ", body)
    pages, questions = layout(main, name, 1)
    inner = None
    if attached:
        title, rest = attached[0].split("\n", 1)
        more, asked = layout(rest, name, len(pages) + 1)
        questions += asked
        inner = Document(name=title, about=keys, pages=more)
    return Document(name=name, about=keys, pages=pages, attached=inner), questions


def layout(body: str, name: str, first: int) -> tuple[tuple[Page, ...], list[Question]]:
    """The pages of *body*, numbered from *first*, and the questions found in them."""
    parts = re.split(r"(?m)^----(?: (.*))?\n", body)
    names, texts = ["", *parts[1::2]], parts[0::2]
    pages, questions = [], []
    for title, text in zip(names, texts, strict=True):
        if title and not pages and not texts[0].strip():
            pass
        elif not text.strip():
            continue
        blocks, asked = blocks_of(text, name, first + len(pages))
        pages.append(Page(blocks=blocks, name=title or ""))
        questions += asked
    return tuple(pages), questions


def blocks_of(text: str, name: str, page: int) -> tuple[tuple[Block, ...], list[Question]]:
    """The blocks of one page and its questions."""
    blocks: list[Block] = []
    questions: list[Question] = []
    caption, fresh, above = "", True, ""
    for line in text.splitlines():
        if asked := ASKED.fullmatch(line):
            questions.append(question(asked, above, name, page))
            continue
        if line.startswith("Table: "):
            caption = line.removeprefix("Table: ")
        elif line.startswith("# "):
            blocks.append(Block(kind="heading", lines=(line[2:],)))
        elif line.startswith("|"):
            if set(line) <= set("|- "):
                continue
            grow(blocks, Block(kind="table", rows=(cells(line),), caption=caption), caption or fresh)
            caption = ""
        elif line:
            grow(blocks, Block(kind="text", lines=(line,)), fresh)
        fresh, above = not line, line
    return tuple(blocks), questions


def grow(blocks: list[Block], piece: Block, apart: object) -> None:
    """Add *piece* to the last block of its kind, or as a block of its own when it stands *apart*."""
    last = blocks[-1] if blocks else None
    if apart or not last or last.kind != piece.kind:
        blocks.append(piece)
    else:
        blocks[-1] = replace(last, lines=last.lines + piece.lines, rows=last.rows + piece.rows)


def question(asked: re.Match[str], above: str, name: str, page: int) -> Question:
    """The question of one line, whose answer stands in the line *above* it."""
    cell, text = asked["cell"], asked["text"]
    quote = cells(above)[0] if cell else final(above)
    language = "zh" if CHINESE.search(text) else "en"
    return Question(id="", text=text, document=name, page=page, quote=quote, cell=cell, language=language)
