"""Every sentence the bot says for itself, in both languages."""

from collections.abc import Sequence
from datetime import date

from footnote.spelling import spell_period
from footnote.text import Text, listed
from tools.catalogue import Basket, Board, Named, Portfolio, Series

ADVICE = Text(
    "I do not give advice, forecasts or take orders. I compute figures and quote the desk's notes: "
    "ask for a level, a change, a return, a flow, or what the notes say.",
    "我不提供投资建议、预测，也不接受下单。我只计算数据并引用研报：可以问水平、变化、回报、资金流，或研报的说法。",
)
ABOUT_WHAT = Text("What the notes say about what?", "请问想看研报关于什么的内容？")
NO_SINCE_OF_GROWTH = Text(
    "I can say since when a level is the highest, not yet a growth rate; ask for the level, or for the growth.",
    "目前可以查询水平是何时以来最高或最低，尚不支持增速；请查询水平，或查询增速本身。",
)
NOT_COMBINED = Text(
    "I cannot combine those series in one figure; ask for each on its own, or for the flow gap of two baskets.",
    "无法把这些序列合并为一个数字；请分别查询，或查询两个篮子的资金流差额。",
)
NOT_STARTED = Text(
    "The desk does not start: its folder has faults. Whoever looks after it sees them with `footnote doctor`.",
    "系统无法启动：数据文件夹的配置有误。请管理员运行 footnote doctor 查看。",
)
NO_NOTE = Text(
    "No note that you may read says anything on that. Try other words, or list the notes.",
    "您可阅读的研报中没有相关内容。请换个说法，或列出研报。",
)
NO_NOTES = Text(
    "There are no notes here yet; an analyst can add some with `footnote ingest`.",
    "这里还没有研报；可用 footnote ingest 导入。",
)


def unquoted(reference: str) -> Text:
    """An answer with a quote that the store does not hold so."""
    return Text(
        f"A quote in this answer is not what the stored note says, so the answer is not shown; please ask again. "
        f"The reference is {reference}.",
        f"此答案中的一条引文与存档的研报不符，因此不予显示，请重新提问。参考编号 {reference}。",
    )


def too_long(size: int, limit: int) -> Text:
    """A question past the limit."""
    return Text(
        f"That is {size:,} characters; I read up to {limit:,}. Ask one thing at a time.",
        f"问题有 {size:,} 个字符，最多 {limit:,} 个。请一次问一件事。",
    )


def empty(examples: Text) -> Text:
    """Nothing was asked."""
    return Text(
        f"That was empty. Ask me about an indicator, flows, returns or the notes: {examples.en}.",
        f"没有收到问题。可以问指标、资金流、回报或研报，{examples.zh}。",
    )


def off_topic(examples: Text) -> Text:
    """A question on what the desk does not hold."""
    return Text(
        "I have neither a figure nor a note on that. I answer from the desk's indicators, flows, prices and notes: "
        f"{examples.en}.",
        f"这个问题我既没有数据也没有研报可以引用。我依据本组的指标、资金流、价格和研报作答，{examples.zh}。",
    )


def help_with(examples: Text) -> Text:
    """What can be asked."""
    return Text(
        "I compute figures from the desk's indicators, flows and prices, and quote its notes, in English or Chinese: "
        f"{examples.en}.",
        f"我依据本组的指标、资金流和价格计算数据，并引用研报，中英文均可，{examples.zh}。",
    )


def foreign(language: str, examples: Text) -> Text:
    """A question in a language that is neither English nor Chinese."""
    own = {
        "French": "Je lis l'anglais et le chinois.",
        "German": "Ich lese Englisch und Chinesisch.",
        "Spanish": "Leo inglés y chino.",
    }
    return Text(
        f"{own[language]} I read English and Chinese; please ask again, {examples.en}.",
        f"我只读中文和英文，请换一种语言提问，{examples.zh}。",
    )


NOTHING_VISIBLE = Text(
    "There is nothing here that you may see. Whoever runs this desk can change that.",
    "这里没有您可以查看的内容，请联系本组的管理员开通权限。",
)


def bug(reference: str) -> Text:
    """The one sentence for a fault of ours."""
    return Text(
        f"Something went wrong on our side; it is logged under {reference}. Nothing was computed.",
        f"系统内部出错，已记录，编号 {reference}。没有给出任何数字。",
    )


def which(typed: str) -> Text:
    """A name that the desk gave to several things."""
    return Text(f"Which {typed} do you mean?", f"请问是哪一个“{typed}”？")


NOTHING_BEFORE = Text(
    "Nothing was asked before in this thread that I could go on from. Name a series, a basket or a board.",
    "此前没有可以延续的问题。请写出序列、篮子或看板的名称。",
)


def fiscal(typed: str) -> Text:
    """A year or a quarter of somebody's books."""
    return Text(
        f"I read calendar time only: {typed!r} begins and ends differently from firm to firm. Name the months, "
        "quarters or years of the calendar.",
        f"只能按公历时间查询：“{typed}”的起止因公司而异。请写明公历的月份、季度或年份。",
    )


def unread(pieces: tuple[str, ...]) -> Text:
    """A date or a length that could not be read, or a second one."""
    each = ", ".join(repr(piece) for piece in pieces)
    each_zh = "、".join(f"“{piece}”" for piece in pieces)
    return Text(
        f"I read one window at a time and could not place {each}. Write a date as 2025, 2025-05 or 2025-05-13, "
        "a window as 6M, 5Y or YTD.",
        f"每次只能处理一个区间，无法识别{each_zh}。日期请写成 2025、2025-05 或 2025-05-13，区间请写成 6M、5Y 或 YTD。",
    )


def not_over(typed: str) -> Text:
    """A time that the tool does not take."""
    return Text(
        f"That cannot be asked over {typed!r}. Ask with the last months or years, 6M or 10Y, or without a window.",
        f"该问题不支持“{typed}”。请使用最近的月数或年数，如 6M 或 10Y，或不写区间。",
    )


def windows() -> tuple[Text, ...]:
    """Windows to choose from."""
    return Text("year to date", "今年以来"), Text("1 year", "过去1年"), Text("5 years", "过去5年")


def beside(known: str, unknown: str) -> Text:
    """A known name with an unknown word beside it."""
    return Text(
        f"I know {known!r} but not {unknown!r} with it, and would rather not guess. Is it one of these?",
        f"我知道“{known}”，但不认识“{unknown}”，不想猜测。您是指以下之一吗？",
    )


def only_notes(unknown: tuple[str, ...]) -> Text:
    """An answer from the notes because some words name no data here."""
    each = quoted(unknown)
    return Text(
        f"Quoted from the notes: no data here goes by {each.en}.", f"以下引自研报：这里没有名为{each.zh}的数据。"
    )


def ignored(unknown: tuple[str, ...]) -> Text:
    """Words that played no part in the answer."""
    each = quoted(unknown)
    return Text(f"Not taken into account: {each.en}.", f"以下词语未被采用：{each.zh}。")


def quoted(pieces: Sequence[str]) -> Text:
    """The asker's own words in quotation marks."""
    return listed([Text(repr(piece), f"“{piece}”") for piece in pieces])


def unplaced(pieces: Sequence[str]) -> Text:
    """Numbers and periods that were stated and that no argument of the tool takes."""
    each = quoted(pieces)
    return Text(
        f"I could not place {each.en}, and an answer that passes over it may be wrong. Leave it out, or put it as in "
        "one of these.",
        f"无法采用{each.zh}，略过则可能答错。请去掉后重问，或参照以下问法。",
    )


def one_year(said: str, year: int) -> Text:
    """Several years that are to be left out at once."""
    return Text(
        f"I can leave out one year, not several ({said!r}); ask without {year}, or without another of them.",
        f"只能剔除一个年份（“{said}”含多个年份）；请改为剔除 {year} 年或其中另一年。",
    )


def mended(typed: str, word: str) -> Text:
    """A slip of the keys that was read as another word."""
    return Text(f"Read {typed!r} as {word!r}.", f"已将“{typed}”理解为“{word}”。")


def which_period(title: Text) -> Text:
    """A series whose revisions were asked for without saying of which observation."""
    return Text(f"The revisions of {title.en} for which period?", f"请问是{title.zh}哪一期数据的修订？")


def revisions_of(item: Named, today: date) -> tuple[Text, ...]:
    """The same question for the last periods that may be out."""
    step = {"Q": 3, "A": 12}.get(item.freq, 1) if isinstance(item, Series) else 1
    months = [today.year * 12 + today.month - 1 - back * step for back in (2, 3, 4)]
    days = [date(month // 12, month % 12 + 1, 1) for month in months]
    freq = item.freq if isinstance(item, Series) and item.freq in "QA" else "M"
    periods = [Text(spell_period(day, freq), spell_period(day, freq, "zh")) for day in days]
    return tuple(
        Text(f"revisions of {item.title.en}, {each.en}", f"{item.title.zh}{each.zh}的修订") for each in periods
    )


def not_a_year(item: Series, year: int) -> Text:
    """A value asked for at a year in which a series has several."""
    return Text(
        f"{item.title.en} has several values in {year}, and I do not add them up. Which one do you mean?",
        f"{item.title.zh}在{year}年有多个数值，不能直接相加。请问是哪一个？",
    )


def of_a_year(item: Series, year: int) -> tuple[Text, ...]:
    """Questions about a series in a year that can be answered."""
    last = date(year, 12, 1)
    freq = "Q" if item.freq == "Q" else "M"
    en, zh = spell_period(last, freq), spell_period(last, freq, "zh")
    return (
        Text(f"{item.title.en} in {en}", f"{zh}{item.title.zh}"),
        Text(f"{item.title.en} change in {year}", f"{year}年{item.title.zh}的变化"),
    )


def what_about(title: Text) -> Text:
    """A name without a question."""
    return Text(f"What would you like to know about {title.en}?", f"关于{title.zh}，您想了解什么？")


def about(item: Named) -> tuple[Text, ...]:
    """Questions that can be asked of a thing of the catalogue."""
    en, zh = item.title.en, item.title.zh
    if isinstance(item, Basket | Portfolio):
        return (Text(f"{en} return YTD", f"今年以来{zh}的回报"), Text(f"{en} return over 1 year", f"过去1年{zh}的回报"))
    if isinstance(item, Board):
        return (Text(f"{en} snapshot", f"{zh}一览"),)
    changes = Text(f"{en} change over 1 year", f"{zh}过去1年的变化")
    return (Text(f"latest {en}", f"最新{zh}"), changes) if isinstance(item, Series) else ()


QUOTED_ONE = Text("What the note says", "研报原文")
QUOTED_SEVERAL = Text("What the notes say", "研报原文")
LISTED = Text("The notes you may read", "您可阅读的研报")
DROPPED = Text("A sentence was left out because no figure carries it.", "有一句话因没有数据支持而被略去。")
