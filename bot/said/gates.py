"""What is said of leaving a gated fund: the three rules that a cap may mean, side by side."""

from dataclasses import replace

from bot.said.sentence import Sentence, parts
from bot.said.voice import Column, Draft, Titles, Voice, grid, plain
from footnote.answer import Call, Figure, Table
from footnote.text import Language, Text
from tools.gates import PERIODS, USUAL

STAKE = Sentence(
    "{whole:label}: {stake} ({years}) if the cap is on the original stake",
    "{whole:label}：若上限按初始份额计算，为{stake}（{years}）",
)
STAKE_IN_YEARS = Sentence(
    "{whole:label}: {stake} if the cap is on the original stake", "{whole:label}：若上限按初始份额计算，为{stake}"
)
REST = Sentence(
    "If it is on what is still held, it never ends: {left} is left after {stake}.",
    "若按剩余份额计算，则永远无法全部退出：{stake}后仍剩 {left}。",
)
EACH = Sentence("{time} with {time:title}", "{time:title}时为{time}")
CAP_ON, TIME, IN_YEARS = Text("Cap on", "上限基准"), Text("Time", "所需时间"), Text("In years", "折合年数")
STAKE_RULE, REST_RULE, FUND_RULE = (
    Text("Original stake", "初始份额"),
    Text("What is still held", "剩余份额"),
    Text("The fund", "基金规模"),
)


def exits(call: Call, figure: Figure) -> Draft:
    """The time by the first rule, what the second leaves, and the time by the third for each queue."""
    found = parts(figure)
    stake, left = _of_stake(figure), found.get("left")
    head = STAKE.of(whole=figure, stake=stake, years=_in_years(stake)) or STAKE_IN_YEARS.of(whole=figure, stake=stake)
    rest = REST.of(left=left, stake=stake) if left is not None and left.value else ()
    return *(head or plain(call, figure)), *rest, *_shared(figure)


def rules(_: Call, figure: Figure, language: Language) -> Table | None:
    """A row a rule, and of the third a row for each queue."""
    rows = [row for part in figure.parts if (row := _row(part, _of_stake(figure))) is not None]
    columns = [Column(head=TIME)]
    if any(row.parts for row in rows):
        columns.append(Column(head=IN_YEARS, shows=_in_years))
    return grid(rows, columns, language, CAP_ON) if rows else None


def _of_stake(figure: Figure) -> Figure | None:
    """The time by the first rule, which is named by the periods it is counted in."""
    return next((part for part in figure.parts if part.name == part.unit), None)


def _in_years(time: Figure | None) -> Figure | None:
    """What it is in years, where it is not counted in them."""
    return time.parts[0] if time is not None and time.parts else None


def _shared(figure: Figure) -> Draft:
    """The time for the shortest queue and for the longest; the table has those between."""
    times = [clause for part in figure.parts if part.name.startswith("shared_") for clause in EACH.of(time=part)]
    if not times:
        return ()
    first, last = times[0], times[-1]
    en, zh = (f"{first.en} to {last.en}", f"{first.zh}，{last.zh}") if len(times) > 1 else (first.en, first.zh)
    return (Text(f"If it is on the fund, shared by those queueing: {en}.", f"若按基金规模计算、由排队者分摊：{zh}。"),)


def _row(part: Figure, stake: Figure | None) -> Figure | None:
    """The part under the name of its rule; what is left is no time, and has no row."""
    if part is stake:
        return replace(part, title=STAKE_RULE)
    if part.title is None:
        return None
    rule = FUND_RULE if part.name.startswith("shared_") else REST_RULE
    return replace(part, title=Text(f"{rule.en}, {part.title.en}", f"{rule.zh}，{part.title.zh}"))


def _subject(call: Call, _: Titles) -> Text:
    cap, freq = f"{100 * call.arguments['cap']:g}%", call.arguments.get("freq")
    every = PERIODS[freq or USUAL].a_period
    if freq is None:
        return Text(f"exit time at a cap of {cap}, {USUAL} by default", f"赎回上限 {cap} 的退出时间，默认{every.zh}")
    return Text(f"exit time at {cap} {every.en}", f"{every.zh}赎回上限 {cap} 的退出时间")


VOICES = (
    Voice(
        tool="exit_time",
        sentences=exits,
        table=rules,
        subject=_subject,
        missing=Text(
            "What is the redemption cap, and how often does the fund redeem?", "请问赎回上限是多少、多久开放一次赎回？"
        ),
        offers=(
            Text("exit time at 5% a quarter", "每季赎回上限5%，多久能全部退出"),
            Text("exit time at 2% a month", "每月赎回上限2%，多久能全部退出"),
        ),
        stats={"cap": "上限", "periods_a_year": "每年期数", "years": "年数"},
    ),
)
