"""What is said when FRED does not deliver: sentences without an address, raised where no cause can hang on them."""

from datetime import date

from footnote.errors import AskError, SourceError
from footnote.spelling import spell_day
from footnote.text import Text
from tools.catalogue import Series
from tools.reading import OtherMeaningError

EVERY = {
    "D": Text("daily", "日度"),
    "W": Text("weekly", "周度"),
    "M": Text("monthly", "月度"),
    "Q": Text("quarterly", "季度"),
    "A": Text("annual", "年度"),
}


class Undated(AskError):  # noqa: N818 - an answer of FRED's rather than an error
    """FRED holds no vintages in the real-time period asked for."""


class Empty(SourceError):  # noqa: N818 - same
    """No rows at all."""


class Ahead(AskError):  # noqa: N818 - same
    """The day asked about has not come where FRED is."""


def silent() -> SourceError:
    """Nothing came within the budget."""
    return SourceError(
        Text("FRED did not answer in time; ask again in a minute.", "FRED 没有及时回应；请一分钟后再试。"), retry=True
    )


def no_time() -> SourceError:
    """The budget ended before the request had its turn."""
    return SourceError(
        Text(
            "There was no time left to ask FRED, which takes two requests a second; ask again in a minute.",
            "FRED 每秒只接受两次请求，本次已来不及查询；请一分钟后再试。",
        ),
        retry=True,
    )


def resting() -> SourceError:
    """The breaker is open."""
    return SourceError(
        Text(
            "FRED did not answer several times in a row and is left alone for a while; ask again in a minute.",
            "FRED 连续多次没有正常回应，暂不再请求；请一分钟后再试。",
        ),
        retry=True,
    )


def unreachable() -> SourceError:
    """No connection."""
    return SourceError(
        Text(
            "FRED cannot be reached; check the network, or ask again in a minute.",
            "无法连接 FRED；请检查网络，或一分钟后再试。",
        ),
        retry=True,
    )


def untrusted() -> SourceError:
    """A certificate that was not accepted."""
    return SourceError(
        Text(
            "The connection to FRED is not secure: its certificate was not accepted. Check the network's proxy and "
            "the system's certificates.",
            "与 FRED 的连接不安全：其证书未被接受。请检查网络代理和系统证书。",
        )
    )


def bad_address() -> SourceError:
    """FRED_API_URL is no address."""
    return SourceError(
        Text(
            "The address in FRED_API_URL cannot be used; it is the root of the service, ending in /fred.",
            "FRED_API_URL 中的地址无法使用；应填写以 /fred 结尾的服务地址。",
        ),
        reason="not_configured",
    )


def cut() -> SourceError:
    """Part of an answer, or a connection that broke."""
    return SourceError(
        Text("FRED's answer broke off; ask again in a minute.", "FRED 的回应中断；请一分钟后再试。"), retry=True
    )


def garbled() -> SourceError:
    """An answer that is not FRED's XML, or not what was asked for."""
    return SourceError(
        Text(
            "FRED answered with something that is not data; ask again later.",
            "FRED 返回的内容不是数据；请稍后再试。",
        )
    )


def broken(status: int) -> SourceError:
    """An error of the service's own."""
    return SourceError(
        Text(
            f"FRED answered with an error of its own (status {status}); ask again in a minute.",
            f"FRED 自身出错（状态码 {status}）；请一分钟后再试。",
        ),
        retry=True,
    )


def refused(status: int) -> SourceError:
    """A request FRED takes for wrong, for a reason we do not know."""
    return SourceError(
        Text(
            f"FRED refused the request (status {status}); asking again will not help. Tell whoever runs this desk.",
            f"FRED 拒绝了请求（状态码 {status}），重试也无济于事。请告知维护人员。",
        )
    )


def slow_down() -> SourceError:
    """Status 429."""
    return SourceError(
        Text("FRED asks us to slow down; ask again in a minute.", "FRED 要求放慢请求，请一分钟后再试。"), retry=True
    )


def bad_key() -> SourceError:
    """A key that FRED does not know."""
    return SourceError(
        Text(
            "FRED refused the key in FRED_API_KEY; set a valid one.",
            "FRED 拒绝了 FRED_API_KEY 中的密钥，请设置有效密钥。",
        ),
        reason="not_configured",
    )


def unknown(name: str) -> AskError:
    """No series of that id."""
    shown = repr(name[:25])
    return AskError(Text(f"FRED has no series {shown}.", f"FRED 没有代码为 {shown} 的序列。"), reason="unknown_series")


def undated() -> Undated:
    """No vintages in the real-time period asked for."""
    return Undated(Text("FRED holds no vintages of that time.", "FRED 没有当时的历史版本。"), reason="short_history")


def ahead() -> Ahead:
    """FRED's today lies before the day asked about."""
    return Ahead(Text("That day has not come yet where FRED is.", "FRED 所在地尚未到该日期。"))


def too_early(series: Series, name: str, opens: date) -> AskError:
    """FRED's vintages begin after the day asked about."""
    return AskError(
        Text(
            f"FRED holds vintages of {series.title.en} ({name}) from {spell_day(opens)} on; ask as of then or later.",
            f"FRED 自{spell_day(opens, 'zh')}起才保存{series.title.zh}（{name}）的历史版本；请查询该日或之后的版本。",
        ),
        reason="short_history",
    )


def no_prints(series: Series, name: str, first: date, last: date) -> AskError:
    """FRED holds nothing for the observations asked for."""
    en = spell_day(first) if first == last else f"{spell_day(first)} to {spell_day(last)}"
    zh = spell_day(first, "zh") if first == last else f"{spell_day(first, 'zh')}至{spell_day(last, 'zh')}"
    return AskError(
        Text(
            f"FRED holds no value of {series.title.en} ({name}) dated {en}; ask for a period it covers.",
            f"FRED 没有{series.title.zh}（{name}）在{zh}的数据；请换一个有数据的时期。",
        ),
        reason="short_history",
    )


def wrong_vintage() -> SourceError:
    """Another real-time period than was asked for: a misspelt parameter gets today's revised values."""
    return SourceError(Text("FRED did not serve the vintage asked for.", "FRED 未按所要求的版本返回数据。"))


def other_day(said: date, today: date) -> Text:
    """What must be said of values of another day than today, which nobody asked for."""
    return Text(
        f"FRED was asked for the latest values and sent those of {spell_day(said)}; here it is {spell_day(today)}.",
        f"向 FRED 查询最新数据，返回的是{spell_day(said, 'zh')}的版本，而今天是{spell_day(today, 'zh')}。",
    )


def cut_short(name: str) -> SourceError:
    """Fewer rows than were announced, or none: how FRED's rate limit shows since 2026."""
    return SourceError(
        Text(
            f"FRED sent {name} empty or cut short; ask again in a minute.",
            f"FRED 返回的 {name} 为空或不完整；请一分钟后再试。",
        ),
        retry=True,
    )


def empty(name: str) -> Empty:
    """The same without a single row."""
    return Empty(cut_short(name).text, retry=True)


def conflict(name: str, day: str) -> SourceError:
    """Two unlike values of one observation."""
    return SourceError(
        Text(
            f"FRED sent two different values of {name} for {day}; neither is used.",
            f"FRED 返回的 {name} 在 {day} 有两个不同的数值，均不采用。",
        )
    )


def wrong_series(name: str, freq: str, day: str) -> SourceError:
    """Dates that a series of this frequency does not have."""
    every = EVERY[freq]
    return SourceError(
        Text(
            f"FRED's values for {name} are not {every.en} ({day} is among their dates): this is another series.",
            f"FRED 返回的 {name} 并非{every.zh}数据（日期中有 {day}），应为其他序列。",
        )
    )


def other_meaning(name: str, differences: list[Text]) -> OtherMeaningError:
    """A description that contradicts the catalogue: the values would be taken for what they are not."""
    en, zh = "; ".join(each.en for each in differences), "；".join(each.zh for each in differences)
    return OtherMeaningError(
        Text(
            f"FRED describes {name} otherwise than the catalogue does, so its values are not used ({en}). "
            "Tell whoever runs this desk.",
            f"FRED 对 {name} 的说明与目录不符，故不采用其数值（{zh}）。请告知维护人员。",
        )
    )


def other_series(name: str) -> SourceError:
    """Metadata of another series than was asked for."""
    return SourceError(
        Text(f"FRED answered for another series than {name}.", f"FRED 返回的不是 {name}，而是其他序列。")
    )
