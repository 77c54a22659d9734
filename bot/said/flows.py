"""What is said of a flow gap: the two sums, what share each is, what they come to per year and of the assets."""

from bot.said.sentence import Sentence, parts
from bot.said.voice import Draft, Titles, Voice, valued
from footnote.answer import Call, Figure, Table
from footnote.text import Language, Text

HEAD = Sentence(
    "{a:title} less {b:title}: {gap} of net flows ({gap:start_period} to {gap:period})",
    "{a:title}与{b:title}的净流入之差：{gap}（{gap:start_period}至{gap:period}）",
)
WITH_SHARES = Sentence(
    "{a:title} {a}, {share_a} of both; {b:title} {b}, {share_b}.",
    "{a:title} {a}，占 {share_a}；{b:title} {b}，占 {share_b}。",
)
SIDES = Sentence("{a:label} {a}; {b:label} {b}.", "{a:label} {a}；{b:label} {b}。")
RATES = Sentence(
    "Per year {a_year} against {b_year}; of the assets at the start {a_assets} against {b_assets}.",
    "前者年均 {a_year}，占期初资产规模 {a_assets}；后者年均 {b_year}，占 {b_assets}。",
)
PER_YEAR = Sentence("Per year {a_year} against {b_year}.", "前者年均 {a_year}，后者年均 {b_year}。")
NET, GAP = Text("Net flows", "净流入"), Text("Gap", "差额")
ROWS = (
    (Text("Sum", "合计"), "{side}", "gap"),
    (Text("Share", "占比"), "share_{side}", None),
    (Text("Per year", "年均"), "{side}_per_year", "gap_per_year"),
    (Text("Of assets at the start", "占期初资产规模"), "{side}_of_assets", None),
)
"""The head of a row, and the figures of a side and of the gap that stand in it."""
NOTHING = "–"


def gap(_: Call, figure: Figure) -> Draft:
    """The gap; each side with its share; what they come to per year, and of the assets they came into."""
    found = parts(figure)
    named = {name: found.get(name) for name in ("a", "b", "share_a", "share_b")}
    sides = WITH_SHARES.of(**named) or SIDES.of(a=named["a"], b=named["b"])
    head = HEAD.of(gap=figure, a=found.get("a"), b=found.get("b")) if "start" in figure.stats else ()
    yearly = {f"{side}_year": found.get(f"{side}_per_year") for side in "ab"}
    assets = {f"{side}_assets": found.get(f"{side}_of_assets") for side in "ab"}
    return *(head or (valued(figure),)), *sides, *(RATES.of(**yearly, **assets) or PER_YEAR.of(**yearly))


def sums(_: Call, figure: Figure, language: Language) -> Table | None:
    """A column a side and one for the gap; a row for the sum, the share, the year, the assets, and each whole year."""
    found = {**parts(figure), "gap": figure}
    rows = [(head.to(language), own, gap) for head, own, gap in ROWS if own.format(side="a") in found]
    rows += [
        (year.period.to(language), f"{{side}}_{name}", f"gap_{name}")
        for year in reversed(figure.parts)
        if year.name.startswith("a_year_") and (name := year.name.removeprefix("a_"))
    ]
    cells = [
        [found.get(name) for name in (own.format(side="a"), own.format(side="b"), gap or "")] for _, own, gap in rows
    ]
    titles = [(found[side].title or found[side].label).to(language) for side in "ab"]
    return Table(
        columns=(NET.to(language), *titles, GAP.to(language)),
        rows=tuple(
            (head, *(NOTHING if each is None else each.spelled(language) for each in row))
            for (head, _, _), row in zip(rows, cells, strict=True)
        ),
        figures=tuple(each.key for row in cells for each in row if each is not None),
    )


def _subject(call: Call, title: Titles) -> Text:
    first, second = title(call.arguments["a"]), title(call.arguments["b"])
    return Text(f"flow gap, {first.en} less {second.en}", f"资金流差额，{first.zh}减{second.zh}")


VOICES = (
    Voice(
        tool="flow_gap",
        sentences=gap,
        table=sums,
        subject=_subject,
        missing=Text("Between which two baskets, and over which window?", "请问是哪两个篮子之间、哪个区间？"),
        offer=Text("10-year flow gap of {0} and {1}", "过去10年{0}与{1}的资金流差额"),
        stats={"missing": "缺失期数", "years": "年数"},
    ),
)
