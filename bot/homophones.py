"""Slips of the keys in Chinese: a name typed with a character of the same sound, two places changed, one too many.

Sounds are those of pypinyin's table, without tones, each character by its most usual reading.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from bot.language import Token, tokens
from bot.segments import is_word
from knowledge.script import CJK
from tools.catalogue import Named

SHORTEST = 3
"""Characters of a name from which it may be misspelled; words that ask may have one less."""
PARTICLES = "的了在把将和与跟及用按从对向给是有被就也都还再"
LONG = 5
"""Characters of a name from which it may hold two slips."""
FULL = 3
"""Characters of a name from which it may lack one."""
CUES = frozenset(
    """
    同比 环比 回报 收益 涨幅 跌幅 概览 一览 快照 走势 图表 波动率 标准差 标准分 相关性 相关系数 资金流 资金流入 净流入
    流入差 差多少 硬数据 软数据 今年以来 年初至今 以来最高 以来最低 最高 最低 最新 目前 现在 研报 报告 修订 初值 终值
    公布 赎回 上限 退出 释放 资本 要求 贡献 占比 敞口 暴露 偏离 均值 对比 比较 相比 隐含 推算 对应 回撤 年化 季度
    每月 每季 新高 新低 价格 过去 最近 上次 变化 多少 什么时候 几个 怎么说 怎么看
    """.split()
)
"""Words that ask."""


@dataclass(slots=True)
class Names:
    """Names, each with what it stands for, found by how they sound and by the characters that they hold."""

    owners: Mapping[str, object]
    by_sound: dict[tuple[str, ...], set[str]] = field(default_factory=lambda: defaultdict(set))
    by_characters: dict[tuple[str, ...], set[str]] = field(default_factory=lambda: defaultdict(set))
    by_part: dict[tuple[str, ...], set[str]] = field(default_factory=lambda: defaultdict(set))
    longest: int = 0

    def __post_init__(self) -> None:
        for name in self.owners:
            parts = spelled(name)
            chinese = sum(CJK.fullmatch(part) is not None for part in parts)
            if not chinese or len(parts) < SHORTEST - 1:
                continue
            self.longest = max(self.longest, len(parts))
            self.by_sound[sounds(parts)].add(name)
            self.by_characters[tuple(sorted(parts))].add(name)
            if chinese >= (FULL if isinstance(self.owners[name], Named) else FULL + 1):
                for place in (place for place in range(1, len(parts)) if CJK.fullmatch(parts[place])):
                    self.by_part[parts[:place] + parts[place + 1 :]].add(name)

    def meant(self, parts: tuple[str, ...]) -> str | None:
        """The one name, or one of those of one thing, that *parts* misspell; None where there is none, or several."""
        near = {name for name in self.by_sound.get(sounds(parts), ()) if _is_near(parts, spelled(name))}
        near |= {name for name in self.by_characters.get(tuple(sorted(parts)), ()) if _is_swapped(parts, spelled(name))}
        near |= self.by_part.get(parts, set())
        near |= {
            name
            for less in _without_double(parts)
            for name in self.by_sound.get(sounds(less), ())
            if less == spelled(name)
        }
        return min(near, key=len) if len({id(self.owners[name]) for name in near}) == 1 else None


def slips(text: str, unknown: Collection[Token], names: Names) -> dict[str, str]:
    """Stretches of *text* over *unknown* characters that are a name misspelled, each with that name."""
    parts = tokens(text)
    starts = {token.start for token in unknown if CJK.match(token.text)}
    found: dict[str, str] = {}
    for place, part in enumerate(parts):
        if part.start in starts and (meant := _around(parts, place, starts, names)):
            found |= {text[parts[meant[0]].start : parts[meant[1] - 1].end]: meant[2]}
    return found


def _is_whole(parts: Sequence[Token], start: int, end: int, odd: Collection[int]) -> bool:
    """Whether no unknown character right beside the stretch is left out of it: it would belong to the same word."""
    before = start > 0 and _belongs(parts[start - 1], odd) and parts[start - 1].end == parts[start].start
    behind = end < len(parts) and _belongs(parts[end], odd) and parts[end - 1].end == parts[end].start
    return not (before or behind)


def _belongs(part: Token, odd: Collection[int]) -> bool:
    """Whether a character is unknown and no particle, so that it may be part of the word beside it."""
    return part.start in odd and part.text not in PARTICLES


def _around(parts: Sequence[Token], place: int, odd: Collection[int], names: Names) -> tuple[int, int, str] | None:
    """The longest stretch over *place* that misspells a name: its first part, the one behind it, the name."""
    for size in range(min(names.longest + 1, len(parts)), 1, -1):
        for start in range(max(0, place - size + 1), min(place, len(parts) - size) + 1):
            typed = tuple(part.text for part in parts[start : start + size])
            if (
                _is_whole(parts, start, start + size, odd)
                and (name := names.meant(typed))
                and not is_word("".join(typed))
            ):
                return start, start + size, name
    return None


def _is_near(parts: Sequence[str], name: Sequence[str]) -> bool:
    """Whether enough characters are those of the name, which sounds the same."""
    wrong = sum(one != other for one, other in zip(parts, name, strict=True))
    return wrong <= (2 if len(name) >= LONG else 1)


def _is_swapped(parts: Sequence[str], name: Sequence[str]) -> bool:
    """Whether two neighbours changed places."""
    wrong = [place for place, (one, other) in enumerate(zip(parts, name, strict=True)) if one != other]
    return len(wrong) == 2 and wrong[1] - wrong[0] == 1


def _without_double(parts: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """*parts* without one that stands there twice."""
    yield from (
        parts[:place] + parts[place + 1 :] for place in range(1, len(parts)) if parts[place] == parts[place - 1]
    )


@cache
def spelled(name: str) -> tuple[str, ...]:
    """The characters and words of a name."""
    return tuple(token.text for token in tokens(name))


def sounds(parts: Sequence[str]) -> tuple[str, ...]:
    """How *parts* sound."""
    return tuple(map(sound, parts))


@cache
def sound(part: str) -> str:
    """How a Chinese character is read, without its tone; anything else as it is."""
    if not CJK.fullmatch(part):
        return part
    from pypinyin.constants import PINYIN_DICT
    from pypinyin.contrib.tone_convert import to_normal

    readings: str = PINYIN_DICT.get(ord(part), part)
    return str(to_normal(readings.partition(",")[0]))
