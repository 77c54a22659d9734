"""Bank capital: what a lower requirement frees, and the lending that the freed capital carries."""

from dataclasses import replace
from typing import Any

from footnote.answer import Figure, Input
from footnote.errors import AskError, SetupError
from footnote.spelling import spell
from footnote.text import Text
from tools import capital
from tools.data import Data
from tools.observations import Observations
from tools.registry import Amount, Fraction, Points, tool

RISK_WEIGHT = 1.0
FREED = r"\b(freed|free(s|ing)?( up)?|releas(e|es|ed|ing)|unlock(s|ed|ing)?)\b"
LOWER = (
    r"\b(lower(s|ed|ing)?|cut(s|ting)?|reduc(e|es|ed|ing|tion)|eas(e|es|ed|ing)|drop(s|ped|ping)?|fall(s|ing)?|fell"
    r"|declin(e|es|ed|ing)|com(e|es|ing) down|go(es)? down|down)\b"
)
LOWER_ZH = "(?:下调|降低|下降|下跌|放松|放宽|减少|调降|调低|降|减|跌)"
SAID = Text(
    "Capital is not lending: a lower requirement frees capital; the lending is what that capital would carry at the "
    "requirement and the risk weight stated, and banks need not lend it.",
    "资本不等于贷款：下调要求释放的是资本；贷款额是这些资本在所列要求和风险权重下所能支撑的规模，银行未必会放贷。",
)
UNSAID = Text(
    "The lending that this capital carries is not computed: no requirement is stated, and this desk has none "
    "configured.",
    "未计算这些资本可以支撑的贷款：提问中没有给出资本要求，本交易台也没有配置。",
)


@tool(
    cues=rf"\bcapital\b(?=.{{0,160}}{FREED})|{FREED}(?=.{{0,160}}\b(?:capital|requirements?)\b)|\b(?:capital|cet1"
    rf"|requirements?) (?:release"
    rf"|relief)\b"
    rf"|{LOWER}(?=.{{0,160}}\brequirements?\b)|\brequirements?\b(?=.{{0,160}}{LOWER})"
    r"|\blending\b(?=.{0,160}\brequirements?\b)|\brequirements?\b(?=.{0,160}\blending\b)"
    r"|\b(?:surplus|excess) capital\b(?=.{0,160}\b(?:dollars?|usd|money|worth|rwas?)\b)"
    rf"|(?:释放|腾出|松绑)(?=.{{0,160}}资本)|资本(?=.{{0,160}}(?:释放|松绑))|释放(?:出)?(?:多少|空间)"
    rf"|要求(?=.{{0,160}}{LOWER_ZH})"
    rf"|{LOWER_ZH}(?=.{{0,160}}要求)"
    r"|(?:高出|超出|超过|高于).{0,4}要求(?=.{0,160}(?:资本|美元))",
    weight=5,
    near={
        "rwa": r"\brwas?\b|risk[- ]weighted|风险加权",
        "requirement": r"requirements?\W*(of|is|at|to)?\W*$|^\W*(cet1 )?(requirement|ratio)|(要求|比率)[是为]?\W*$"
        r"|^\W*的?(要求|比率)",
    },
    about=rf"{LOWER}|{FREED}|{LOWER_ZH}"
    r"|\b(?:banks?|big|large|lending|lend|loans?|supports?|carry|carries|capital|buffers?|surplus|excess|g-?sibs?"
    r"|rules?"
    r"|arithmetic|sums?|maths?|dollars?|requirements?|current|rwas?|across|cet1|ratios?|pp|released|freed)\b"
    r"|美国|大型|银行|大行|资本|贷款额?|放贷|放得?出|借得?出?|钱|释放|腾出|监管|要求|风险加权资产|按现有?|高出|美元"
    r"|新规|新资本"
    r"|算",
    figures={
        "freed": "the capital that a requirement so many points lower frees",
        "rwa": "risk-weighted assets",
        "excess": "the points held above the requirement",
        "excess_capital": "what these points are in money",
        "requirement": "the requirement, and since when it was last as low",
        "since": "the requirement when it was last as low",
        "lending": "the lending that the freed capital carries at that requirement and risk weight",
    },
)
def capital_release(
    data: Data, points: Points, rwa: Amount | None = None, requirement: Fraction | None = None
) -> Figure:
    """Bank capital freed by a requirement that is so many percentage points lower, and the lending it carries.

    ``freed = points / 100 * rwa``; ``excess_capital = excess / 100 * rwa``, what is held above the requirement already;
    ``lending = freed / (risk weight * requirement)``, the loans whose risk-weighted assets the freed capital supports
    (Basel III: a capital ratio is capital over risk-weighted assets). Risk-weighted assets, excess, requirement and
    risk weight are those of ``capital_release`` under [use] in desk.toml, the latest of each; *rwa* (in money) and
    *requirement* (a fraction, 0.13) take their place where they are stated. The risk weight is 100 % when none is
    named. Capital is not lending, and the figure says so. Refused: points that are not above 0, and a question without
    risk-weighted assets where the desk names none.
    """
    if not 0 < points < 100:
        raise _no_points(points)
    use = _use(data)
    held = _held(data, use, {"rwa": rwa, "requirement": requirement})
    assets = capital.assets(held) if rwa is None else capital.stated(data, rwa, use.get("rwa"), held.get("excess"))
    freed = Figure(
        name="freed",
        label=Text(
            f"Capital freed by a requirement lower by {_points(points).en}",
            f"资本要求下调 {_points(points).zh}所释放的资本",
        ),
        value=points / 100 * (assets.value or 0.0),
        unit=assets.unit,
        as_of=assets.as_of,
        formula="points / 100 * rwa",
        inputs=(Input.given("points", points, "percentage point"), Input.figure(assets)),
        caveats=(SAID,),
        freq=assets.freq,
    )
    needed = capital.required(held) if requirement is None else capital.required_as_stated(data, requirement)
    parts = (assets, *capital.excess(held, assets))
    if needed is None:
        return replace(freed, parts=parts, caveats=(UNSAID,))
    return replace(freed, parts=(*parts, needed, _lending(freed, needed, use)))


def _use(data: Data) -> dict[str, Any]:
    """What ``[use]`` names for this tool, as far as the reader may see it."""
    found = data.catalogue.use.get("capital_release", {})
    use = found if isinstance(found, dict) else {}
    seen = data.catalogue.series
    return {role: id for role, id in use.items() if role == "risk_weight" or (isinstance(id, str) and id in seen)}


def _held(data: Data, use: dict[str, Any], stated: dict[str, float | None]) -> dict[str, Observations]:
    """The series by their part, ``rwa excess requirement``, read together; none for a number that is stated."""
    ids = {role: use[role] for role in ("rwa", "excess", "requirement") if role in use and stated.get(role) is None}
    read = data.all_of(ids.values())
    return {role: read[id] for role, id in ids.items()}


def _lending(freed: Figure, needed: Figure, use: dict[str, Any]) -> Figure:
    """The lending that the freed capital carries."""
    weight = use.get("risk_weight", RISK_WEIGHT)
    if isinstance(weight, bool) or not isinstance(weight, int | float) or not weight > 0:
        raise SetupError([f"desk.toml: [use] capital_release: risk_weight {weight!r} should be above 0, such as 1.0."])
    ratio, share = spell(needed.value or 0.0, "percent", digits=needed.digits), f"{100 * weight:g}%"
    return Figure(
        name="lending",
        label=Text(
            f"Lending that the freed capital carries at a requirement of {ratio} and a risk weight of {share}",
            f"按 {ratio} 的资本要求和 {share} 的风险权重，释放的资本可以支撑的贷款",
        ),
        value=(freed.value or 0.0) / (weight * (needed.value or 0.0) / 100),
        unit=freed.unit,
        as_of=freed.as_of,
        formula="freed / (risk weight / 100 * requirement / 100)",
        inputs=(
            Input.figure(freed),
            Input.figure(needed),
            Input.assumption("risk weight", 100 * weight, "percent"),
        ),
        freq=freed.freq,
    )


def _points(points: float) -> Text:
    """``1 percentage point``."""
    return Text(f"{points:g} percentage point{'s' * (points != 1)}", f"{points:g} 个百分点")


def _no_points(points: float) -> AskError:
    """A fall of the requirement by nothing, by less, or by all."""
    return AskError(
        Text(
            f"A requirement cannot be lowered by {points:g} percentage points here; say how much it falls, "
            "such as 1 point.",
            f"资本要求无法下调 {points:g} 个百分点；请说明下调幅度，例如 1 个百分点。",
        )
    )
