"""How long a gated fund holds its money: time to leave under a redemption cap, by three rules side by side."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from footnote.answer import Figure, Input
from footnote.errors import AskError
from footnote.text import Text
from tools import maths
from tools.data import Data
from tools.registry import Fraction, tool

QUEUEING = (0.1, 0.5, 0.9)
"""Shares of the fund that ask for their money at once."""
LEFT = 0.01
"""What is left of a stake that is as good as out, where a rule never ends."""
LEAST_CAP = 0.0001


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """How often a fund redeems: the unit its time counts in, how many a period has, and how many periods a year has."""

    unit: str
    a_period: Text
    a_year: int
    each: int = 1


PERIODS = {
    "quarterly": Period(unit="quarters", a_period=Text("a quarter", "每季度"), a_year=4),
    "monthly": Period(unit="months", a_period=Text("a month", "每月"), a_year=12),
    "semiannual": Period(unit="months", a_period=Text("a half-year", "每半年"), a_year=2, each=6),
    "annual": Period(unit="years", a_period=Text("a year", "每年"), a_year=1),
}
USUAL = "quarterly"
Freq = Literal["quarterly", "monthly", "semiannual", "annual"]
EACH = "(a|per|each|every|one)( calendar)?"
REDEEMED = r"(?:redemptions?|redeem(?:s|ed|ing)?|withdraw(?:s|ing|als?)?|repurchases?)"
CAPPED = r"(?:caps?|capped|limit(?:s|ed)?|restrict(?:s|ed|ions?)?|gat(?:e|es|ed|ing)|queues?|requests?)"
CAPPED_ZH = "(?:上限|限额|限制|门槛|比例|排队|封顶|最多|限|%|几年|多久|多长|几个)"


@tool(
    cues=rf"\bgat(?:e|es|ed|ing)\b|\b{REDEEMED}\b(?=.{{0,160}}\b{CAPPED}\b)|\b{CAPPED}\b(?=.{{0,160}}\b{REDEEMED}\b)"
    r"|\bcap(?:s|ped)?\b(?=.{0,160}\b(?:nav|stake|fund|vehicle)\b)|\d ?%(?: [a-z-]+ly| [a-z-]*annual)? cap\b"
    r"|\btime to exit\b|\bhow long until\b.{0,16}\bout\b"
    r"|\b(?:full(?:y)?|complete(?:ly)?) (?:exit|redeem|redemption|withdraw|withdrawal|out)\b"
    r"|\b(?:get(?:ting)?|cash(?:ing)?|pull(?:ing)?|tak(?:e|ing)|be)(?: (?:my|our|all|the|it|money|cash))* out\b"
    r"|\b(?:exit|leave|redeem)\b(?=.{0,160}\b(?:cap|capped|limit|fund|vehicle)\b)|\bhow long\b.{0,20}\b(?:exit|leave"
    r"|redeem)\b"
    rf"|闸门|赎(?:回|出)?(?=.{{0,160}}{CAPPED_ZH})|{CAPPED_ZH}(?=.{{0,160}}赎)|(?:全部|全额|完全|全数|彻底)(?:退出"
    rf"|撤出|取出|拿回"
    rf"|出清|离场)"
    r"|(?:退出|撤出|出来|拿回)(?:全部)?.{0,10}(?:多久|多长|几年|几个)|(?:多久|多长时间|几年).{0,10}(?:退出|撤出|出来"
    r"|拿回)",
    weight=5,
    picks={
        "monthly": rf"\bmonthly\b|\b(once )?{EACH} month\b|/ ?mo(nth)?\b|[每按]一? ?个?月( ?一 ?次)?|月度|单月",
        "quarterly": rf"\bquarterly\b|\b(once )?{EACH} (quarter|qtr|(3|three) months)\b"
        rf"|\b(four|4) times {EACH} year\b"
        r"|/ ?q(tr|uarter)?\b|[每按]一? ?个?季度?( ?一 ?次)?|每 ?[3三] ?个?月|季度|单季",
        "semiannual": rf"\b(semi|bi)[- ]?annual(ly)?\b|\bhalf[- ]?year(ly)?\b"
        rf"|\b(once )?{EACH} (half([- ]?year)?|semester|(6|six) months)\b|\b(twice|(two|2) times) {EACH} year\b"
        r"|/ ?half([- ]?year)?\b"
        r"|[每按]半年( ?一 ?次)?|每 ?[6六] ?个?月|半年 ?[一1] ?次|[一每] ?年 ?[二两2] ?次|半年度",
        "annual": rf"(?<!semi)(?<!bi)(?<!semi[- ])(?<!bi[- ])\bannual(ly)?\b|(?<!half[- ])\byearly\b"
        rf"|(?<!twice )(?<!times )\b(once )?{EACH} (year|annum|(12|twelve) months)\b|/ ?y(r|ear)?\b"
        r"|[每按]一? ?年( ?一 ?次)?(?! ?[二两2] ?次)|(?<!半)年度",
    },
    about=r"\b(?:10|50|90) ?%(?=[^,;.]{0,40}\bqueue?ing)|(?:10|50|90) ?%(?=[^,;。，；]{0,10}排队)"
    r"|\b1 ?%(?= (?:is )?left)"
    r"|\b(?:queueing|queuing|private|credit|funds?|vehicles?|nav|pro[- ]?rata|queues?|stakes?|remaining|original"
    r"|holders?|investors?"
    r"|redeem\w*|redemptions?|repurchases?|withdraw\w*|caps?|capped|limit(?:s|ed)?|wants?|out|leave|leaving|left"
    r"|stuck|ask"
    r"|asks|asked|half|every|twice|times|requests?|periods?|exit|assets?|based|money|interval|semi[- ]?liquid"
    r"|tender|freed|fully)\b"
    r"|私募|私人|信贷|信用|半?流动性?|基金|净值|剩余|剩下|原始|本金|份额|按?比例|排队|人人|所有人|投资者|持有人"
    r"|投资人|赎回|赎出?|拿回"
    r"|一半|季度|每季|最多|全部|整个|清光|走(?!势)|退出|撤出|离场|计算|闸门|上限|限额|规定|后还有|还有多少|一季",
    figures={
        "exit_time": "the three rules side by side",
        "quarters": "cap on the original stake: time to full exit; `months` or `years` where the cap is one of those",
        "months": "the same in months, of a half-yearly cap as well: six for each of its periods",
        "years": "the same in years",
        "left": "cap on what is still held: the share left after that time",
        "until": "cap on what is still held: the time until 1 % is left",
        "until_years": "the same in years",
        "shared": "cap on the fund, shared by those queueing: time to full exit, by the share queueing: `shared_10`",
        "shared_years": "the same in years: `shared_years_10`",
    },
)
def exit_time(data: Data, cap: Fraction, freq: Freq | None = None) -> Figure:
    """Time to leave a fund in full when redemptions are capped, by the three rules such a cap may mean.

    *cap* is a fraction (0.05) of: the original stake, ``ceil(1 / cap)`` periods; what is still held, ``(1 - cap) ** n``
    left after n, which never ends, so the periods until 1 % is left, ``ceil(ln 0.01 / ln(1 - cap))``; the fund, shared
    in proportion by those queueing, each period paying ``min(queue, cap * fund)`` of a fund that shrinks by it, for 10,
    50 and 90 % of it queueing, ``ceil(ln(1 - queueing) / ln(1 - cap))``. Periods are months, quarters, years, or
    half-years, which are given as six months each. Interval funds repurchase a share of the fund
    (SEC rule 23c-3), so the last is the usual one. Quarterly where nothing is said. No return of the fund is assumed,
    and every period pays in full up to the cap. A cap that is no fraction above 0 and up to 1 is refused.
    """
    if not LEAST_CAP <= cap <= 1:
        raise _no_cap(cap)
    if freq is not None and freq not in PERIODS:
        raise _no_period(freq)
    every = Input.assumption("freq", USUAL) if freq is None else Input.given("freq", freq)
    capped = Capped(cap=cap, period=PERIODS[freq or USUAL], today=data.today, every=every)
    said, stake = capped.words, _of_stake(capped)
    return Figure(
        name="exit_time",
        label=Text(f"Time to full exit, redemptions capped at {said.en}", f"赎回上限为{said.zh} 时全部退出所需的时间"),
        value=None,
        unit="table",
        as_of=data.today,
        formula="each as stated in its row",
        inputs=capped.inputs,
        parts=(stake, *_of_rest(capped, stake), *_of_fund(capped)),
        stats={"cap": 100 * cap, "periods_a_year": capped.period.a_year},
        caveats=(
            Text(
                "No return of the fund is counted, and each period pays in full up to the cap; a board may pay less.",
                "未计入基金收益，并假设每期均按上限足额赎回；基金董事会可以少付。",
            ),
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Capped:
    """A cap of so much a period, and where both come from."""

    cap: float
    period: Period
    today: date
    every: Input

    @property
    def words(self) -> Text:
        """``5% a quarter``."""
        return Text(f"{100 * self.cap:g}% {self.period.a_period.en}", f"{self.period.a_period.zh} {100 * self.cap:g}%")

    @property
    def inputs(self) -> tuple[Input, ...]:
        """The cap and its frequency."""
        return Input.given("cap", 100 * self.cap, "percent"), self.every

    def time(
        self, name: str, label: Text, periods: int, formula: str, *assumed: Input, title: Text | None = None
    ) -> Figure:
        """A number of periods as a figure, with what it is in years."""
        each = self.period.each
        found = Figure(
            name=name,
            label=label,
            value=float(each * periods),
            unit=self.period.unit,
            as_of=self.today,
            formula=formula if each == 1 else f"{each} {formula}",
            inputs=(*self.inputs, *assumed),
            stats={"years": periods / self.period.a_year},
            title=title,
        )
        return found if found.unit == "years" else replace(found, parts=(self._in_years(found),))

    def _in_years(self, time: Figure) -> Figure:
        """The same time in years."""
        rule, _, queueing = time.name.partition("_")
        named = () if rule == time.unit else (rule,)
        return Figure(
            name="_".join((*named, "years", *filter(None, (queueing,)))),
            label=Text(f"{time.label.en}, in years", f"{time.label.zh}，以年计"),
            value=(time.value or 0.0) / (self.period.each * self.period.a_year),
            unit="years",
            as_of=self.today,
            formula=f"{time.unit} / {self.period.each * self.period.a_year}",
            inputs=(Input.figure(time),),
        )


def _of_stake(capped: Capped) -> Figure:
    """The cap as a share of what was held at the start."""
    said = capped.words
    label = Text(
        f"Cap of {said.en} on the original stake: time to full exit",
        f"上限按初始份额计算（{said.zh}）：全部退出所需时间",
    )
    return capped.time(capped.period.unit, label, maths.periods_of_stake(capped.cap), "ceil(1 / (cap / 100))")


def _of_rest(capped: Capped, stake: Figure) -> Iterator[Figure]:
    """The cap as a share of what is still held: what is left when *stake* would be out, and how long 1 % takes."""
    said, each, few = capped.words, capped.period.each, f"{100 * LEFT:g}%"
    periods = int(stake.value or 0) // each
    number = "n" if each == 1 else f"(n / {each})"
    never = Text(", it never ends", "，永远无法全部退出") if capped.cap < 1 else Text("", "")
    yield Figure(
        name="left",
        label=Text(
            f"Cap of {said.en} on what is still held: share left after {stake.spelled('en')}{never.en}",
            f"上限按剩余份额计算（{said.zh}）：{stake.spelled('zh')}后的剩余比例{never.zh}",
        ),
        value=100 * maths.left_of_rest(capped.cap, periods),
        unit="percent",
        as_of=capped.today,
        formula=f"100 (1 - cap / 100) ** {number}, n the {stake.unit if each > 1 else 'periods'} of the first rule",
        inputs=(*capped.inputs, Input.figure(stake)),
        stats={"n": periods},
    )
    label = Text(
        f"Cap of {said.en} on what is still held: time until no more than {few} is left",
        f"上限按剩余份额计算（{said.zh}）：剩余不超过 {few} 所需时间",
    )
    yield capped.time(
        "until",
        label,
        maths.periods_of_rest(capped.cap, LEFT),
        "ceil(ln(left / 100) / ln(1 - cap / 100))",
        Input.assumption("left", 100 * LEFT, "percent"),
        title=Text(f"until {few} is left", f"降至 {few}"),
    )


def _of_fund(capped: Capped) -> Iterator[Figure]:
    """The cap as a share of the fund, paid in proportion to those who queue."""
    said = capped.words
    for queueing in QUEUEING:
        percent = f"{100 * queueing:g}"
        label = Text(
            f"Cap of {said.en} on the fund, {percent}% of it queueing: time until all of them are out",
            f"上限按基金规模计算（{said.zh}），{percent}% 的份额排队赎回：全部赎回所需时间",
        )
        yield capped.time(
            f"shared_{percent}",
            label,
            maths.periods_in_queue(capped.cap, queueing),
            "ceil(ln(1 - queueing / 100) / ln(1 - cap / 100))",
            Input.assumption("queueing", 100 * queueing, "percent"),
            title=Text(f"{percent}% queueing", f"{percent}% 排队"),
        )


def _no_cap(cap: float) -> AskError:
    """A cap that nothing, or more than all, could be redeemed under."""
    return AskError(
        Text(
            f"A cap of {100 * cap:g}% of the fund is none I can use; give one from {100 * LEAST_CAP:g}% to 100%, "
            "such as 5% a quarter.",
            f"无法使用 {100 * cap:g}% 的赎回上限；请给出 {100 * LEAST_CAP:g}% 至 100% 之间的比例，例如每季度 5%。",
        )
    )


def _no_period(freq: str) -> AskError:
    """A frequency that funds are not asked about here."""
    return AskError(
        Text(
            f"{freq!r} is no frequency of redemptions I know; say a month, a quarter, half a year or a year.",
            f"无法识别赎回频率 {freq!r}；请用每月、每季度、每半年或每年。",
        )
    )
