"""What was typed, made plain: width, case, script, greetings and the spaces between scripts no longer matter."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from footnote.text import Language
from knowledge.script import CJK, simplified

MENTION = re.compile(r"<[@#!][^>]*>")
GREETING = re.compile(
    r"^(?:\s*(?:(?:hi|hello|hey|good (?:morning|afternoon|evening)|dear|please|pls|thanks|thank you|could you|can you"
    r"|footnote|bot|team|all|there)\b|你好|您好|早上好|下午好|请问|麻烦[你您]?|谢谢|请)[\s,!.:]*)+(?=.)"
)
FAREWELL = re.compile(
    r"[\s,.。!]*(?:\b(?:thanks(?: a lot| so much)?|thank you|thx|cheers|please|pls)|谢谢[你您]?|多谢)[\s.。!]*$"
)
BETWEEN = re.compile(r"(?<=[\u3400-\u9fff])(?=[a-z0-9])|(?<=[a-z0-9%])(?=[\u3400-\u9fff])")
TOKEN = re.compile(r"[a-z]+\d+[a-z]*|\d+(?:\.\d+)?[a-z]*|[a-z]+|[\u3400-\u9fff]")
CANTONESE = {
    "净系": "只是",
    "成版": "整版",
    "几多": "多少",
    "依家": "现在",
    "而家": "现在",
    "按年": "同比",
    "按月": "环比",
    "点睇": "怎么看",
    "点讲": "怎么说",
    "点样": "怎么样",
    "同埋": "以及",
    "边个": "哪个",
    "系咪": "是不是",
    "几时": "何时",
    "争多少": "差多少",
    "争几": "差几",
    "系几": "是几",
    "系多": "是多",
    "只系": "只是",
    "即系": "即是",
    "以嚟": "以来",
    "俾我": "给我",
    "呢十": "这十",
    "呢五": "这五",
    "呢三": "这三",
    "呢个": "这个",
    "旧年": "去年",
    "几耐": "多久",
    "去到边": "到哪里",
    "到边": "到哪里",
    "几远": "多远",
    "定系": "还是",
    "定只是": "还是只是",
    "有冇": "有没有",
    "点解": "为什么",
    "边类": "哪类",
    "边只": "哪只",
    "边种": "哪种",
    "边度": "哪里",
    "蚊美金": "美元",
    "真系": "真的",
    "想睇": "看",
    "报告话": "报告说",
    "跌穿": "跌破",
    "升穿": "突破",
    "成日": "经常",
    "入面": "里面",
    "𠮶阵": "那时",
    "净返": "净",
    "拎返": "拿回",
    "攞返": "拿回",
    "睇": "看",
    "𠮶": "那",
    "攞": "拿",
    "喺": "在",
    "乜": "什么",
    "冇": "没有",
    "晒": "",
    "嘅": "的",
    "咗": "了",
    "唔": "不",
    "咁": "这么",
    "俾": "给",
    "畀": "给",
    "嚟": "来",
    "佢": "他",
    "啲": "些",
    "咩": "吗",
    "蚊": "元",
}
REGIONAL = {
    "殖利率": "收益率",
    "年增率": "同比",
    "年增长率": "同比",
    "月增率": "环比",
    "季增率": "环比",
    "连动": "联动",
    "倒推": "推算",
    "剔走": "剔除",
    "撇走": "剔除",
    "缩掉": "减少",
    "掉了": "降了",
    "义大利": "意大利",
    "纽西兰": "新西兰",
    "澳币": "澳元",
    "孳息率": "收益率",
    "联准会": "美联储",
    "联储局": "美联储",
    "费城美联储": "费城联储",
    "纽约美联储": "纽约联储",
    "达拉斯美联储": "达拉斯联储",
    "亚特兰大美联储": "亚特兰大联储",
    "克利夫兰美联储": "克利夫兰联储",
    "芝加哥美联储": "芝加哥联储",
    "圣路易斯美联储": "圣路易斯联储",
    "通膨": "通胀",
    "实质": "实际",
    "公债": "国债",
    "成长率": "增长率",
    "绩效": "表现",
    "房贷": "按揭",
    "抵押贷款": "按揭",
    "那斯达克": "纳斯达克",
    "劳动市场": "劳动力市场",
    "选择权": "期权",
    "信用利差": "利差",
    "利差差": "利差",
    "经理人指数": "经理指数",
}
"""Words of Hong Kong and Taipei, by those of the mainland; names of the desk are read the same way."""
ABBREVIATED = {
    "mfg": "manufacturing",
    "manu": "manufacturing",
    "svcs": "services",
    "govt": "government",
    "unemp": "unemployment",
    "infl": "inflation",
    "tsy": "treasury",
    "tsys": "treasury",
    "treasuries": "treasury",
    "usts": "ust",
    "qtrly": "quarterly",
    "qly": "quarterly",
    "mthly": "monthly",
    "wkly": "weekly",
    "ann": "annualised",
    "annlzd": "annualised",
    "avg": "average",
    "hist": "history",
    "perf": "performance",
    "rtn": "return",
    "rtns": "returns",
    "rets": "returns",
    "sprd": "spread",
    "sprds": "spreads",
    "yld": "yield",
    "ylds": "yields",
    "idx": "index",
    "indx": "index",
    "conf": "confidence",
    "prod": "production",
    "exp": "exports",
    "expts": "exports",
    "impts": "imports",
    "correl": "correlation",
    "corr": "correlation",
    "chg": "change",
    "labor": "labour",
    "defense": "defence",
    "aluminum": "aluminium",
    "utilization": "utilisation",
    "v": "vs",
    "w/": "with ",
    "w/o": "without",
    "vs.": "vs",
}
"""Words as they are cut short; names of the desk are read the same way."""
CUT_SHORT = re.compile(
    r"(?<![\w/&])(?:" + "|".join(sorted(map(re.escape, ABBREVIATED), key=len, reverse=True)) + r")(?![\w&])"
)
STILL = re.compile(r"仲(?![裁介])")
"""What is 还 elsewhere; in arbitration and an agent it is part of the word."""
HAN_DIGITS = {char: str(number) for number, char in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0"}
HAN_DATE = re.compile(
    r"(?P<year>(?:一九|二[〇零○])[〇零○一二三四五六七八九]{2})(?= ?年)"
    r"(?: ?年 ?(?P<month>[一二三四五六七八九十]{1,3}) ?月"
    r"(?: ?(?P<day>[一二三四五六七八九十]{1,3}) ?(?=[日号]))?)?"
)
LETTERED = re.compile(r"(?<![\w-])([a-z])-(\d)(?!\w)")
"""``u-5``, which is one word with ``u5``."""
HAN_TENOR = re.compile(
    r"(?<![\d一二两三四五六七八九十])([一二两三四五六七八九十]{1,3}) ?年(?=期|美债|国债|公债|收益率|殖利率|孳息)"
)
COURTESY = re.compile(
    r"(?:(?:hi|hello|hey|good (?:morning|afternoon|evening)|ok(?:ay)?|great|nice|good|thanks?(?: a lot| so much)?"
    r"|thank you|thx|ty|cheers|got it|i see|perfect|cool|noted|sure|will do|lol|haha+|yes|yep|no|nope"
    r"|你好|您好|早上好|下午好|好的?|收到|谢谢[你您]?|多谢|明白|了解|知道了|辛苦了|可以|行"
    r"|:[\w+-]+:|[\U0001F300-\U0001FAFF])[\s,.!~，。！]*)+"
)
ASKING = re.compile(
    r"[?？]|^\W*(?:what|how|which|when|where|who|why|is|are|was|were|does|do|did|has|have|can|could|show|give"
    r"|compare|and"
    r" what|and how)\b|吗|呢|多少|什么|几|如何|怎么|怎样|为何|哪"
)
POSSESSIVE = re.compile(r"['’]s\b")
OTHERS = {
    "French": frozenset("le la les des est quel quelle combien depuis pour dans une sur avec du au aux et".split()),
    "German": frozenset("der die das ist wie viel seit für und mit ein eine von den dem auf hat".split()),
    "Spanish": frozenset("el los las es cuál cuánto desde para una con del por qué en y ha".split()),
}


@lru_cache(maxsize=8192)
def normalise(typed: str) -> str:
    """*typed* made plain, and remembered: what people type and the desk's names come again and again."""
    return made_plain(typed)


def made_plain(typed: str) -> str:
    """*typed* in NFKC, lower case and Simplified script, without mentions and courtesies, one space between scripts.

    For words of notes, which are not to stay in memory when a note is retracted.
    """
    text = simplified(unicodedata.normalize("NFKC", MENTION.sub(" ", typed))).casefold()
    text = HAN_DATE.sub(_dated, POSSESSIVE.sub("", text.replace("’", "'")))
    text = LETTERED.sub(r"\1\2", text)
    text = HAN_TENOR.sub(lambda found: f"{_counted(found[1].replace('两', '二'))} 年", text)
    for said, written in (*CANTONESE.items(), *REGIONAL.items()):
        text = text.replace(said, written)
    text = CUT_SHORT.sub(lambda found: ABBREVIATED[found[0]], STILL.sub("还", text))
    text = BETWEEN.sub(" ", " ".join(text.split()))
    return FAREWELL.sub("", GREETING.sub("", text)).strip() or text.strip()


def _dated(found: re.Match[str]) -> str:
    """``二〇二六年一月二十日`` as ``2026年1月20日``."""
    year = "".join(HAN_DIGITS[char] for char in found["year"])
    month, day = (_counted(found[name]) for name in ("month", "day"))
    return year + (f"年{month}月" if month else "") + day


def _counted(said: str | None) -> str:
    """``二十`` as ``20``, nothing as nothing."""
    if not said:
        return ""
    tens, ten, ones = said.rpartition("十")
    return str((10 * int(HAN_DIGITS.get(tens, "1")) if ten else 0) + int(HAN_DIGITS.get(ones, "0")))


def as_typed(typed: str) -> str:
    """What was typed with its capitals, in NFKC, without mentions and in one line."""
    return " ".join(unicodedata.normalize("NFKC", MENTION.sub(" ", typed)).split())


def is_courtesy(typed: str) -> bool:
    """Whether *typed* is thanks, assent or an emoji and asks nothing."""
    return COURTESY.fullmatch(unicodedata.normalize("NFKC", typed).strip().casefold()) is not None


def is_question(typed: str) -> bool:
    """Whether *typed* has the marks of a question, in either language."""
    return ASKING.search(typed.casefold()) is not None


def language_of(typed: str) -> Language:
    """The language to answer in: Chinese where any Chinese was typed."""
    return "zh" if CJK.search(typed) else "en"


def foreign(typed: str) -> str | None:
    """The name of a European language the question seems to be in, by its small words; None for English and Chinese."""
    words = set(re.findall(r"[a-zàâäçéèêëîïôöùûüßñáíóú]+", typed.casefold()))
    best = max(OTHERS, key=lambda name: len(words & OTHERS[name]))
    return best if len(words & OTHERS[best]) >= 2 and not words & {"the", "is", "what", "of", "how"} else None


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or one Chinese character, with its place in the normalised text."""

    text: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The tokens of a normalised text; a plain plural counts as its singular."""
    return [Token(singular(found[0]), found.start(), found.end()) for found in TOKEN.finditer(text)]


def singular(word: str) -> str:
    """``spreads`` as ``spread``; short words and ``-ss`` stay."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
