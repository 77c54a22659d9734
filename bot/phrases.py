"""Phrases that tell what kind of a question it is: for help, for advice, a follow-up, one that combines series."""

import re

ADVICE = re.compile(
    r"\bshould (i|we|you)\b|\b(buy|sell|short|trade) (it|them|my|some|the|more)\b|\bplace (an|the) order\b"
    r"|\bgood time to (buy|sell)\b|\bwould you (buy|sell|own|hold|prefer|overweight|underweight)\b"
    r"|\bprice target\b|\b(buy|sell) orders?\b|\brecommend|\bwill .{1,40} (go up|go down|rise|fall|crash)\b"
    r"|\bwhat will (?!.*\b(release|dates?|published|out)\b).{1,40} be\b"
    r"|下单|该买|该卖|要不要[买卖]|能不能[买卖]|值得买|建议[买卖]|推荐|抄底|止损|止蚀|卖掉|沽|该不该|应不应该|应唔应该"
    r"|买不买|帮我[买卖]|买入|卖出|加仓|减仓|会涨|会跌"
)
HELP = re.compile(
    r"^(help|what can (you|i) (do|ask)|who are you|(list|show)( me)?( all)?( the)? (series|boards|indicators|data)"
    r"|what (series|boards|indicators|data) (do|can|are|have).*"
    r"|(有|能查|可以查)?哪些(数据|指标|序列)(可以查)?|帮助|你能做什么)[?!.]*$"
)
COMBINED = re.compile(r"\b(difference|minus|less|ratio|divided by|times)\b|之差|减去|比值|之比")
WRITTEN = re.compile(r"\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b")  # what can be nothing but an id
WORD = re.compile(r"[a-z]{2}|[\u3400-\u9fff]")  # a number alone is no subject
FOLLOW = re.compile(
    r"^(and|also|or|ok|then|same|what about|how about|what of)\b|^(那|那么|同样|还有|改成|换成)|呢[?？]?$|一样|^(同"
    r"|跟|和|与).{1,12}(差|比)"
    r"|\bsame (window|period|time|dates|days|span|horizon|years?|months?)\b|同期|同一(时期|区间|时间)"
)
