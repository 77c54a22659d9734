"""How far a text reads like something: the share of its characters that writing in that script is made of."""

import re

from knowledge.script import CJK, simplified

# The characters that make up about four fifths of Chinese prose and of Chinese notes on markets.
FREQUENT = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家"
    "种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心本前开但因只从想实日者意无力它与长把机十民第"
    "公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话"
    "合回特代内信表化老给世位次度门任常先海通教原东声提立及比员解水名真论处走义各入几口认条平系气题活更别打变四总何电"
    "数安少报才结反受目量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展科司五基书非则听却界达光"
    "放强即像难且权思完设式路记南品住告类求据程北边死张该交规万取拉格望术领共确传师观清今切院让识候带导争运组织价调整"
    "济投融股债率涨跌票券构流货币银值增减升降低预贷款额差存营收益险估亏损盈净销售支续趋势波策略配置周季亿元欧英镑房企"
    "供需库油铜铁矿源消费零贸易税财汇兑央储备松紧缩宽胀膨失衰退复苏繁荣阶段扩滞仓短久均历史显示超仍约近持买卖抛购赎募"
    "私份例左右未测模型素影响推撑压缓快速慢稳突破转折线技绪避黄白联鲍议纪委步伐幅累环创录每单较首尾末初底顶连轮深沪港"
    "台湾韩印巴亚洲域省城乡镇村研究析风请参阅读号页图注附摘标截止双集落暖弹弱"
)
POINTS = re.compile("[\u3001-\u301b\uff01\uff05\uff08-\uff1b\uff1f\uff10-\uff19\u2018-\u201d\u2014\u2026\u00b7\u3000]")
KANA_OR_HANGUL = re.compile("[\u3040-\u30ff\uac00-\ud7af]")
SAMPLE = 20_000  # characters beyond ASCII that are looked at

LETTERS = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e"
WORD = re.compile(rf"[{LETTERS}]+")
SHAPE = re.compile(r"[^\W\d_]+")
ALONE = frozenset(
    "\u00e0\u00c0\u00e9\u00e8\u00f3\u00f2\u00d3\u00fa\u00ed\u00f6\u00e5"
)  # accented letters that are words
# Where marks beyond ASCII stand in Western prose; "^" and "$" are the ends of the text.
IN_PLACE = re.compile(
    r"(?<=[\w.,])\u2019(?=\w|[\s.,;:!?)\]\u201d]|$)"  # don't, the funds' share
    r"|(?:(?<=[\s(\[\u201c\u2014\u2013/])|^)[\u2018\u201c\u201e\u201a](?=[\w$\u20ac\u00a3(\u2018.])"
    r"|(?<=[\w.,;:!?)%\u2019\u2026\u2014])[\u201d\u2019](?=[\s.,;:!?)\]\u2014\u2013\u2019/-]|$)"
    r"|(?<=[\s\w%)\u201d\u2019.,])[\u2013\u2014](?=[\s\w\u201c\u2018($\u20ac\u00a3+-]|$)|^[\u2013\u2014](?=\s)"
    r"|(?:(?<=[\s(/~+\u2013-])|^|(?<=[USAKHNZCRMB]))[\u20ac\u00a3\u00a5](?=\s?[\d.-])"
    r"|(?<=\d)\s?[\u20ac\u00a3\u00a5\u00a2](?=[\s.,;:)/]|$)"
    r"|(?:(?<=[\s(/])|^)[\u20ac\u00a3\u00a5](?=[\s/)]|m\b|bn\b)"
    r"|(?<=\d)[\u00b0\u00ba\u00aa\u00bc-\u00be]|(?<=\s)[\u00bc-\u00be](?=[\s%-])"
    r"|(?<=[a-z])[\u00b2\u00b3\u00b9](?=[\s.,;/)]|$)"
    r"|(?:(?<=[\s(])|^)[\u00b1\u00a7\u00b6](?=\s?\d)|(?<=\s)[\u00d7\u00f7\u00b1\u00b7\u2022](?=\s)|(?<=\d)\u00d7"
    r"|(?:(?<=[\s])|^)[\u2022\u00b7](?=\s?\w)|(?<=\w)[\u2122\u00ae\u2020\u2021](?=[\s.,;:)]|$)"
    r"|(?:(?<=\s)|^)\u00a9(?=\s?\w)"
    r"|(?<=\w)\u2026|(?:(?<=\s)|^)\u00ab(?=\s?\w)|(?<=[\w.!?]) ?\u00bb(?=[\s.,;)]|$)"
    r"|(?:(?<=[\s(])|^)[\u00bf\u00a1](?=\w)"
    r"|\u00a0(?=[\s\w(%\u20ac\u00a3\u00bb:;!?]|$)"
)


def chinese(text: str) -> float:
    """From 1 for Chinese prose in either script down to 0 for what only looks like it; 0 where nothing is Chinese."""
    marks = [mark for mark in text[: 10 * SAMPLE] if mark > "\x7f"][:SAMPLE]
    written = [mark for mark in simplified("".join(marks)) if not POINTS.match(mark)]
    if not any(CJK.match(mark) for mark in written):
        return 0.0
    return max(0.0, sum(_weight(mark) for mark in written) / len(written))


def _weight(mark: str) -> float:
    if mark in FREQUENT:
        return 1.15  # a fifth of prose is other characters
    if not CJK.match(mark):
        return 0.0 if not KANA_OR_HANGUL.match(mark) else -0.5
    lead = mark.encode("gb2312", errors="ignore")[:1]
    if not lead:
        return -1.0
    return 0.4 if lead < b"\xd8" else 0.0  # GB2312 holds the common characters in front of the rest


def foreign(text: str) -> float:
    """The share of kana or of hangul among the marks beyond ASCII."""
    marks = [mark for mark in text if mark > "\x7f"][:SAMPLE]
    return len(KANA_OR_HANGUL.findall("".join(marks))) / max(1, len(marks))


def western(text: str) -> float:
    """The share of the marks beyond ASCII that stand where Western prose has them; 0 where few letters are plain."""
    text = text[: 10 * SAMPLE]
    beyond = sum(mark > "\x7f" for mark in text)
    plain = sum(mark.isascii() and mark.isalpha() for mark in text)
    if not beyond or plain < 2 * beyond:
        return 0.0
    placed = sum(len(found[0].strip(" ")) or 1 for found in IN_PLACE.finditer(text))
    placed += sum(_accents(word[0]) for word in WORD.finditer(text))
    return min(1.0, placed / beyond) ** 12  # a short text may have no mark out of place


def _accents(word: str) -> int:
    """How many letters of *word* carry an accent, where it is a word that may; else 0."""
    accents = sum(mark > "\x7f" for mark in word)
    shaped = word.islower() or word.isupper() or word.istitle()
    return accents if word in ALONE or (accents and shaped and len(word) >= 3 * accents) else 0
