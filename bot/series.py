"""``footnote series search``: what the catalogue has for some words, then what FRED has beyond it."""

from typing import TYPE_CHECKING, Any

from bot.language import normalise
from footnote.text import Language, Text, same
from tools import find
from tools.units import Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.app import App
    from tools.catalogue import Series

FREQS = {
    "D": Text("daily", "每日"),
    "W": Text("weekly", "每周"),
    "M": Text("monthly", "每月"),
    "Q": Text("quarterly", "每季"),
    "A": Text("annual", "每年"),
}
ADJUSTS = {
    "SA": Text("seasonally adjusted", "经季节调整"),
    "NSA": Text("not seasonally adjusted", "未经季节调整"),
    "SAAR": Text("seasonally adjusted annual rate", "经季节调整的年率"),
}
TERMS = {
    "public domain": Text("public domain", "公有领域"),
    "citation required": Text("cite the source", "须注明来源"),
    "pre-approval required": Text("the owner's approval is needed to pass it on", "转发须经版权方许可"),
}
OUTSIDE = Text("on FRED, not in the catalogue", "在 FRED，不在目录中")


def search(app: "App", typed: str, user: str | None, limit: int) -> "tuple[list[dict[str, Any]], list[Text]]":
    """What *user* may know of, the catalogue's first, as plain objects; and what is to be said beside them."""
    from tools.sources import connected

    seen = app.catalogue.visible(app.rights.clearance(user), app.rights.notes)
    held = find.series(normalise(typed), seen, limit)
    beyond = find.on_fred(typed, connected(app.settings).get("fred"), seen, limit)
    found = [*map(_known, held), *map(_beyond, beyond.found)]
    said = [] if found else [_nothing(typed)]
    return found, [*said, *([beyond.why] if beyond.why else [])]


def _known(item: "Series") -> "dict[str, Any]":
    return {
        "id": item.id,
        "title": item.title.en,
        "zh": item.title.zh,
        "unit": item.unit.written,
        "freq": item.freq,
        "adjust": item.adjust,
        "kind": item.kind,
        "source": item.sources[0],
        "copyright": item.copyright,
        "in_catalogue": True,
        "sources": list(item.sources),
        "groups": list(item.groups),
        "aliases": list(item.aliases),
    }


def _beyond(info: Any) -> "dict[str, Any]":
    """What FRED says of a series that the catalogue does not have; its unit in FRED's own words."""
    return {
        "id": info.id,
        "title": info.title,
        "zh": None,
        "unit": info.units,
        "freq": info.frequency_short,
        "adjust": info.seasonal_adjustment_short,
        "kind": None,
        "source": f"fred:{info.id}",
        "copyright": info.copyright,
        "in_catalogue": False,
        "first": info.observation_start and info.observation_start.isoformat(),
        "last": info.observation_end and info.observation_end.isoformat(),
    }


def lines(found: "Mapping[str, Any]", language: Language) -> "Iterable[str]":
    """The id with its title in both languages; beneath it what its numbers mean, and whose they are."""
    title = found["title"] if found["zh"] in (None, found["title"]) else f"{found['title']} · {found['zh']}"
    yield f"{found['id']}  {title}"
    means = [
        Unit.parse(found["unit"]).words if found["in_catalogue"] else same(found["unit"]),
        FREQS.get(found["freq"], same(str(found["freq"]))),
        ADJUSTS.get(found["adjust"]),
        same(found["source"]),
        TERMS.get(found["copyright"]),
        None if found["in_catalogue"] else OUTSIDE,
    ]
    yield "    " + " · ".join(text.to(language) for text in means if text)


def _nothing(words: str) -> Text:
    return Text(
        f"No series was found for {words!r}; try fewer or other words.",
        f"没有找到与“{words}”有关的序列，请换用更少或其他的词。",
    )
