"""Questions that this desk can answer, for those who ask what they may ask."""

from collections.abc import Iterator

from footnote.text import Text
from tools.catalogue import Catalogue, Series

NOTES = Text("what do the notes say about credit?", "研报怎么说信贷")


def examples(catalogue: Catalogue, schemes: frozenset[str]) -> Text:
    """A handful of questions on what the desk can read right now, as one list to quote."""
    found = list(questions(catalogue, schemes))
    return Text(
        "for example " + ", ".join(f'"{item.en}"' for item in found),
        "例如：" + "、".join(f"“{item.zh}”" for item in found),
    )


def questions(catalogue: Catalogue, schemes: frozenset[str]) -> Iterator[Text]:
    """Questions on what the desk can read right now, one of each sort."""
    readable = [item for item in catalogue.series.values() if not item.hidden and _is_readable(item, schemes)]
    known = {item.id for item in readable}
    levels = [item for item in readable if item.kind not in ("price", "flow")]
    surveys = [item for item in levels if item.kind == "survey"]
    for item in (surveys or levels)[:1]:
        yield Text(f"{item.title.en}, highest since when?", f"{item.title.zh}是何时以来最高")
    for item in [item for item in levels if item.kind == "hard"][:1]:
        yield Text(f"{item.title.en} y/y", f"{item.title.zh}同比")
    baskets = [item for item in catalogue.baskets.values() if item.flows and set(item.flows) <= known]
    if len(baskets) > 1:
        one, two = baskets[0].title, baskets[1].title
        yield Text(f"fund-flow gap between {one.en} and {two.en}", f"{one.zh}和{two.zh}的资金流差多少")
    for item in [item for item in readable if item.kind == "price"][:1]:
        yield Text(f"{item.title.en} return YTD", f"今年以来{item.title.zh}的回报")
    for board in [board for board in catalogue.boards.values() if set(board.rows) <= known][:1]:
        yield Text(f"{board.title.en} snapshot", f"{board.title.zh}一览")
    yield NOTES


def _is_readable(item: Series, schemes: frozenset[str]) -> bool:
    return any(source.partition(":")[0] in schemes for source in item.sources)
