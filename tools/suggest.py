"""What to offer when a name is not known: the nearest by spelling, or what can be read right now."""

from collections.abc import Sequence

from footnote.errors import AskError
from footnote.text import Text
from tools.catalogue import Catalogue, Named, Series

NEAR = 150
"""Names that are compared with care, those nearest at a glance."""
LEAST = 1
"""Points of likeness, of 100, from which a name is worth offering."""


class Alike:
    """The names of a catalogue, to find those that are spelled most like one that it does not hold."""

    def __init__(self, catalogue: Catalogue) -> None:
        from rapidfuzz import utils

        owners = [(utils.default_process(alias), item) for item in catalogue.named() for alias in item.names]
        self._by_script = {
            script: [(alias, item) for alias, item in owners if alias.isascii() is script] for script in (True, False)
        }

    def nearest(self, name: str, count: int = 3) -> list[Named]:
        """The *count* things whose names in the script of *name* are spelled most like it, best first.

        Those that share a whole word with it come before those that only look like it.
        """
        from rapidfuzz import fuzz, process, utils

        typed = utils.default_process(name)
        owners = self._by_script[typed.isascii()]
        words = set(typed.split())
        names = [alias for alias, _ in owners]
        like = process.extract(typed, names, scorer=fuzz.QRatio, limit=NEAR)
        likely = {place for _, _, place in like} | {
            place for place, name in enumerate(names) if words & {*name.split()}
        }
        some = {place: names[place] for place in likely}
        hits = process.extract(typed, some, scorer=fuzz.WRatio, limit=16 * count, score_cutoff=LEAST)
        best = sorted(hits, key=lambda hit: (-len(words & set(owners[hit[2]][0].split())), -hit[1]))
        return list({owners[place][1].id: owners[place][1] for _, _, place in best}.values())[:count]


def nearest(name: str, catalogue: Catalogue, count: int = 3) -> list[Named]:
    """The *count* things of the catalogue whose names are spelled most like *name*, best first."""
    return Alike(catalogue).nearest(name, count)


def choices(items: Sequence[Named]) -> tuple[Text, ...]:
    """The titles of *items*, with the id where one stands for several."""
    titles = [item.title for item in items]
    return tuple(
        Text(f"{title.en} ({item.id})", f"{title.zh}（{item.id}）")
        if any(title.en == other.en or title.zh == other.zh for other in titles[:place] + titles[place + 1 :])
        else title
        for place, (item, title) in enumerate(zip(items, titles, strict=True))
    )


def unknown_series(name: str, catalogue: Catalogue, alike: Alike | None = None) -> AskError:
    """A question back with the three nearest names; a refusal where there are none to offer."""
    near = (alike or Alike(catalogue)).nearest(name)
    unknown = Text(f"I know no series called {name!r}.", f"没有名为“{name}”的序列。")
    if not near:
        return AskError(unknown, reason="unknown_series")
    text = Text(f"{unknown.en} Is it one of these?", f"没有名为“{name}”的序列，您是指以下之一吗？")
    return AskError(text, reason="unknown_series", choices=choices(near))


def readable(catalogue: Catalogue, schemes: frozenset[str], near: Series, count: int = 3) -> list[Series]:
    """Series that can be read without further set-up, those of the same groups and kind first."""
    held = [
        item
        for item in catalogue.series.values()
        if not item.hidden and any(source.partition(":")[0] in schemes for source in item.sources)
    ]
    return sorted(held, key=lambda item: (not set(item.groups) & set(near.groups), item.kind != near.kind))[:count]
