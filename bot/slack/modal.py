"""What is behind an answer, as modals: the workings, the whole table, every quote, how the question was read."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bot import inputs, shown
from bot.language import language_of
from bot.shown import Document
from bot.slack import block_kit as kit
from bot.slack.block_kit import Block
from bot.slack.paging import Group, Line, contexts, pages, pieces, rich_texts
from bot.slack.plain import WARNING
from bot.slack.tree import hidden, tree
from footnote.text import Text

MOST_ID = 200
CLOSE = Text("Close", "关闭")
MORE = Text("More", "更多")
TITLES = {
    "workings": Text("Workings", "计算过程"),
    "table": Text("The whole table", "完整表格"),
    "quotes": Text("Every quote", "全部引文"),
    "plan": Text("How it was read", "问题如何理解"),
}
ASKED = Text("Asked", "提问")
READ_AS = Text("Read as", "理解为")
STEPS = Text("Steps", "步骤")
INPUTS = Text("Given and assumed", "给定与假设")
NOTHING = Text("There is nothing more behind this answer.", "此回答没有更多内容。")


def workings(document: Document, page: int = 0) -> Block:
    """Every figure down to its observations, then every quote, then what must be said."""
    return _view("workings", document, _workings, page)


def table(document: Document, page: int = 0) -> Block:
    """Every row of every table."""
    return _view("table", document, _tables, page)


def quotes(document: Document, page: int = 0) -> Block:
    """Every quote, whole, with where it stands."""
    return _view("quotes", document, _quotes, page)


def plan(document: Document, page: int = 0) -> Block:
    """The question, its reading, the steps with their arguments, and the numbers that came from no series."""
    return _view("plan", document, _plan, page)


def told(sentence: str) -> Block:
    """A modal that holds one sentence, for when there is nothing else to show."""
    language = language_of(sentence)
    return kit.modal(
        TITLES["workings"].to(language),
        CLOSE.to(language),
        [kit.section(sentence)],
        callback_id="told",
        private_metadata="",
    )


def _view(name: str, document: Document, content: Any, page: int) -> Block:
    """One page of a modal; *More* leads to the next one."""
    document = shown.legible(document)
    language, id = document["language"], shown.cut(document["id"], MOST_ID)
    paged = pages(content(document))
    page = max(0, min(page, len(paged) - 1))
    blocks = paged[page] or [kit.section(NOTHING.to(language))]
    if len(paged) > 1:
        blocks = [*blocks, kit.context(_page(page + 1, len(paged)).to(language))]
    if page + 1 < len(paged) and id:
        blocks = [*blocks, kit.actions(kit.button(MORE.to(language), f"{name}_page", f"{id}:{page + 1}"))]
    return kit.modal(TITLES[name].to(language), CLOSE.to(language), blocks, callback_id=name, private_metadata=id)


def _page(number: int, of: int) -> Text:
    return Text(f"page {number} of {of}", f"第{number}页，共{of}页")


def _workings(document: Document) -> Iterator[Group]:
    language = document["language"]
    parts = [list(tree(figure, language)) for figure in document["figures"]]
    parts += [list(_quotes(document)), [*_caveats(document)]]
    yield from _divided(part for part in parts if part)
    left_out = any(hidden(figure) for figure in document["figures"])
    how = [inputs.how_to_export(document["id"]).to(language)] if left_out else []
    yield contexts([*how, shown.grey(document)])


def _divided(parts: Iterable[list[Group]]) -> Iterator[Group]:
    """The groups of each part, a rule before each part but the first."""
    for number, part in enumerate(parts):
        if number:
            yield [kit.divider()]
        yield from part


def _caveats(document: Document) -> Iterator[Group]:
    """Caveats of the answer that no figure has said."""
    said = {caveat for figure in document["figures"] for each in _walk(figure) for caveat in each["caveats"]}
    lines = [[kit.text(f"{WARNING} {caveat}")] for caveat in document["caveats"] if caveat not in said]
    if lines:
        yield rich_texts(lines)


def _walk(figure: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield figure
    for part in figure["parts"]:
        yield from _walk(part)


def _tables(document: Document) -> Iterator[Group]:
    """Each row: its name, and its cells after the names of their columns."""
    yield from _divided(
        [rich_texts([_row(each["columns"], row)]) for row in each["rows"]]
        for each in document["tables"]
        if each["rows"]
    )


def _row(columns: list[str], row: list[str]) -> Line:
    heads = [*columns, *[""] * len(row)]
    cells = " · ".join(f"{head} {cell or kit.NOTHING}".strip() for head, cell in zip(heads[1:], row[1:], strict=False))
    return [kit.text(row[0] if row and row[0].strip() else kit.NOTHING, bold=True), kit.text(f"\n{cells}")]


def _quotes(document: Document) -> Iterator[Group]:
    for citation in document["citations"]:
        said = [kit.rich_text(kit.quote(kit.text(piece))) for piece in pieces(shown.quote(citation))]
        where = [f"— {shown.source(citation, document)}", _span(citation).to(document["language"])]
        yield [*said, *contexts(where)]


def _span(citation: Mapping[str, Any]) -> Text:
    """Where in the stored note a quote stands."""
    note, start, end = citation["note"], citation["start"], citation["end"]
    return Text(f"note {note}, characters {start} to {end}", f"研报 {note}，第 {start} 至 {end} 个字符")


def _plan(document: Document) -> Iterator[Group]:
    language = document["language"]
    for title, words in ((ASKED, document["asked"]), (READ_AS, document["reading"])):
        if words.strip():
            yield rich_texts([[kit.text(title.to(language), bold=True)], [kit.text(words)]])
    if document["plan"]:
        yield rich_texts([[kit.text(STEPS.to(language), bold=True)]])
    for call in document["plan"]:
        yield rich_texts(_call(call))
    named = {inputs.stated(item, language): None for figure in document["figures"] for item in _inputs(figure)}
    if named:
        lines = [[kit.text(each)] for each in named]
        yield rich_texts([[kit.text(INPUTS.to(language), bold=True)], *lines])
    yield contexts([shown.grey(document)])


def _call(call: Mapping[str, Any]) -> Iterator[Line]:
    """A tool, then each argument that somebody typed."""
    yield [kit.text(call["tool"], code=True)]
    for name, value in call["arguments"].items():
        words = ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
        yield [kit.text(f"• {name} = "), kit.text(words, code=True)]


def _inputs(figure: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Given numbers and assumptions of a figure and its parts."""
    for each in _walk(figure):
        yield from (item for item in each["inputs"] if item["kind"] in ("given", "assumption"))
