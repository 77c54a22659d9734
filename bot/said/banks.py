"""What is said of bank capital: what is freed, the lending it carries, the excess held and the requirement."""

from bot.said.sentence import Sentence, joined, parts
from bot.said.voice import Draft, Titles, Voice, valued
from footnote.answer import Call, Figure
from footnote.spelling import spell
from footnote.text import Text

LENDING = Sentence("{lending:label}: {lending}.", "{lending:label}：{lending}。")
ABOVE = Sentence("{excess:title}: {excess}, {money}", "{excess:title}：{excess}，合{money}")
LOWEST = Sentence(
    "at {needed} for {needed:period}, the requirement is the lowest since {since:period} ({since})",
    "{needed:period}的资本要求为 {needed}，为{since:period}（{since}）以来最低",
)
RECORD = Sentence(
    "at {needed} for {needed:period}, the requirement is the lowest of the history held",
    "{needed:period}的资本要求为 {needed}，为所存历史最低",
)


def released(_: Call, figure: Figure) -> Draft:
    """The capital freed, the lending it carries, then the excess and since when the requirement was not as low."""
    found = parts(figure)
    above = ABOVE.of(excess=found.get("excess"), money=found.get("excess_capital"))
    needed = found.get("requirement")
    lowest = () if needed is None else _lowest(needed)
    return valued(figure), *LENDING.of(lending=found.get("lending")), *joined((*above, *lowest))


def _lowest(needed: Figure) -> Draft:
    """Since when the requirement was not as low; nothing of one that is stated, or no lower than the one before."""
    stats = needed.stats
    if stats.get("record"):
        return RECORD.of(needed=needed)
    if stats.get("since") is None or stats["since"] == stats.get("previous"):
        return ()
    return LOWEST.of(needed=needed, since=parts(needed).get("since"))


def _subject(call: Call, _: Titles) -> Text:
    asked = call.arguments
    points, assets, requirement = asked["points"], asked.get("rwa"), asked.get("requirement")
    en = f"bank capital freed by a requirement {points:g} point{'s' * (points != 1)} lower"
    zh = f"资本要求下调 {points:g} 个百分点所释放的银行资本"
    if requirement is not None:
        en, zh = f"{en}, lending at {100 * requirement:g}%", f"{zh}，贷款按 {100 * requirement:g}% 的资本要求"
    if assets is not None:
        en += f", on risk-weighted assets of {spell(assets, 'count')}"
        zh += f"，风险加权资产 {spell(assets, 'count', 'zh')}"
    return Text(en, zh)


VOICES = (
    Voice(
        tool="capital_release",
        sentences=released,
        subject=_subject,
        missing=Text("By how many percentage points is the requirement lowered?", "请问资本要求下调几个百分点？"),
        offers=(
            Text("capital freed if the requirement falls by 1 point", "资本要求下调1个百分点能释放多少资本"),
            Text("capital freed if the requirement falls by half a point", "资本要求下调0.5个百分点能释放多少资本"),
        ),
    ),
)
