"""The plan's step that checks what a note claims against the data: when it is asked for, and the words of the claim."""

import re

from bot.reading import NOTES, SAYING
from footnote.answer import Call

JOBLESS = r"(?<!jobless )(?<!initial )(?<!continuing )(?<!continued )(?<!weekly )(?<!unemployment )"
RIGHT = r"(?:right|true|correct|accurate|valid|good|sound|wrong|off|stale|out of date|outdated)"
HOLDS = (
    r"(?:hold(?:s|ing)? (?:up|water|true)|holds|(?<=still )hold|stand(?:s|ing)?(?: up)?|stack(?:s)? up"
    r"|check(?:s)? out|add(?:s)? up)"
)
CHECKING = r"(?:(?:fact|double|sanity|cross)[- ]?)?check(?:ed|ing)?|verify|verified|validate|confirm|test"
NOTE = r"(?:notes?|reports?|research|claims?|statement|author|analysts?|piece|paper|pdf)"
CLAIM = re.compile(
    rf"{JOBLESS}\bclaim(?:ed|ing)?\b(?! (?:count|number)s?\b)|\bclaims\b(?= (?:that|in the (?:note|report)))"
    rf"|\b(?:{CHECKING})\b(?=.{{0,60}}\b{NOTE}\b)|\bfact[- ]?check|\bverify\b"
    rf"|\b{NOTE}\b(?=.{{0,60}}\b(?:still|really|actually|ever)? ?(?:{RIGHT}|{HOLDS})\b)"
    rf"|\b(?:is|are|was|were|does|did)\b(?=.{{0,20}}\b{NOTE}\b.{{0,60}}\b(?:{RIGHT}|{HOLDS})\b)"
    rf"|\b(?:is|are|was|were)\b(?=.{{0,60}}\d.{{0,40}}\b(?:actually|still|really)? ?(?:{RIGHT}|{HOLDS})\b)"
    rf"|\b(?:is|was) (?:it|that|this) (?:still |really |actually )?(?:{RIGHT})\b(?=.{{0,120}}\b{NOTE}\b)"
    rf"|\b{NOTE} (?:claims?|says?|said|argues?|reckons?|puts)\b(?=.{{0,160}}\b(?:{CHECKING}|{RIGHT})\b)"
    r"|(?:研报|报告|笔记)(?=.{0,80}(?:核对|核实|核查|查证|验证|求证|查核|真伪|真假))"
    r"|(?:核对|核实|核查|查证|验证|求证|查核)(?=.{0,60}(?:研报|报告|笔记|说法|结论|论断|数字|观点|声称))"
    r"|(?:说法|结论|论断|断言|讲法)(?=.{0,12}(?:对|准|成立|属实|站得住|靠谱|过时|真|正确))"
    r"|(?:研报|报告|笔记)(?=.{0,60}(?:还?对[吗不]|还?准[吗不确]|成立|属实|站得住|靠谱吗|过时|是真的?吗|正确吗|没错吗))"
    r"|属实|是不是真的"
)
"""Words that ask whether something written is so; "claims" alone are those of the unemployed."""
TRUE_THAT = re.compile(
    r"^(?:(?:so|and|but|ok) )?(?:is|isn't) it (?:really |still |actually )?(?:true|right|correct"
    r"|the case)(?: to say)?(?: that)? "
    r"|^(?:真的吗|是真的吗|真的是)[,，:： ]*"
)
"""What asks whether something is so that nobody is said to have written."""
SPOKEN = re.compile(
    rf"\b(?:{CHECKING}|{RIGHT}|{HOLDS}|{NOTE}|still|like|really|actually|claim(?:s|ed|ing)?|whether|if|that|this|these"
    r"|the|is|are|was|were|it|its|does|did|do|a|an|in|on|about|says?|said|by|for us|please|can|could|you|me|our|of"
    r"|what|to be|ever|only)\b"
    r"|核对|核实|核查|查证|验证|求证|查核|属实|说法|结论|论断|断言|讲法|声称|成立|站得住脚?|靠谱|过时|正确"
    r"|是不是真的|还对吗|对不对|准确|没错"
)
QUOTED = re.compile(r"[“\"「『](?P<said>[^”\"」』]{2,})[”\"」』]")
PARTICLES = re.compile(
    r"(?:一下|帮我|请|吗|呢|是否|是不是|有没有|到底|真的?|[还说的])(?![\u3400-\u9fff]*业)|^[里中]|[,，。?？]"
)
WORD = re.compile(r"\S+")


def is_asked(text: str) -> bool:
    """Whether *text* (normalised) asks if something that was written is so."""
    return CLAIM.search(text) is not None


def unsaid(text: str) -> str:
    """*text* without "is it true that", where nobody is said to have written it."""
    return text if is_asked(text) else TRUE_THAT.sub("", text)


def step(text: str) -> Call:
    """The check of the claim in *text*: what stands in quotation marks, else the words and numbers that carry it."""
    quoted = QUOTED.search(text)
    said = quoted["said"] if quoted else _carrying(text)
    return Call(tool="claim_check", arguments={"query": said.strip(" ,，。?？.!！:：") or text})


def _carrying(text: str) -> str:
    for pattern in (SPOKEN, NOTES, SAYING, PARTICLES):
        text = pattern.sub(" ", text)
    words = (word.strip(",.?!;:()'“”\"，。？！；：（）") for word in WORD.findall(text))
    return " ".join(filter(None, words))
