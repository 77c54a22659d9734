"""Phrases that tell what kind of a question it is: for help, for advice, a follow-up, one that combines series."""

import re

ADVICE = re.compile(
    r"\bshould (i|we|you)\b|\b(buy|sell|short|trade) (it|them|my|some|the|more)\b|\bplace (an|the) order\b"
    r"|\bgood time to (buy|sell)\b|\bwould you (buy|sell|own|hold|prefer|overweight|underweight)\b"
    r"|\bprice target\b|\b(buy|sell) orders?\b|\brecommend|\bwill .{1,40} (go up|go down|rise|fall|crash)\b"
    r"|\bwhat will (?!.*\b(release|dates?|published|out)\b).{1,40} be\b"
    r"|下单|该买|该卖|要不要[买卖]|能不能[买卖]|值得买|建议[买卖]|推荐|抄底|止损|止蚀|卖掉|沽|该不该|应不应该|应唔应该"
    r"|买不买|帮我[买卖]|买入|卖出|加仓|减仓|会涨|会跌"
    r"|\b(?:buy|sell|short|go long|go short|unwind|trim|hedge|book|execute|trade) (?:me )?(?:another )?(?:\$"
    r"|us\$)?\d[\d,.]*\s?(?:k|m|mm|mn|bn|lots?|contracts?|shares?|units?|oz|of)?\b"
    r"|\bat (?:the )?market\b(?! (?:value|price|close))|\blots? of (?:\w+ )?futures\b|\b(?:limit|stop"
    r"|market)[- ](?:order|loss)\b|\bput (?:me )?(?:in|on) (?:a|an) (?:order|trade|position)"
    r"|\b(?:buy|sell|short|dump|load up on|exit|cut|close) (?:my|our|all|all of|half)\b"
    r"|\bwhere (?:does|will|do|would|is) (?!.{0,20}\b(?:point|rank|stand)).{1,40}\b(?:finish|end up|end|close|go"
    r"|going|head|headed|trade|be)\b(?: (?:by|at|the|next|this|in|from|to|year|over))"
    r"|\b(?:forecast|predict|prediction|price target|year[- ]end target|target price|your (?:view|call|forecast"
    r"|take|opinion|guess))\b"
    r"|\b(?:next|coming) (?:year|quarter|month|week)(?:'s)? (?:return|performance|price|level)\b|\bgoing to (?:rise"
    r"|fall|go|drop|rally|crash|hit|reach|beat|outperform|cut|hike)\b"
    r"|\b(?:is|are|would) .{1,40} (?:a )?(?:good |great )?(?:buy|sell|short)\b(?: (?:here|now|at)|[?!. ]*$)"
    r"|\b(?:overweight|underweight) (?:or|vs)\b"
    r"|\b(?:i|we|you) should\b|\bshall we\b|年底(?:上看|看|能到)|上看多少"
    r"|\bdo (?:we|i) (?:buy|sell|lever|add|cut|trim|hedge|go|chase|fade|rotate|switch|take profits?)\b"
    r"|\btop picks?\b|\bor wait\b"
    r"|\bwhat would you (?:do|buy|sell|own)\b|帮我[入出落]|即刻做|落单|入市|加注"
    r"|挂.{0,3}单|平仓|建仓|清仓|清掉|抛掉|加码|减码|做多|做空|止盈|要不要(?:跑|进|出|加|减|换)|能不能(?:进|追|抄)"
    r"|还能(?:买|追|进)|可以(?:买|追|进场|抄)|该不该"
    r"|预测(?!.{0,6}区间)|目标价|明年会|明年能|下(?:个月|周|季度|半年)(?:会|能|的?走势会|怎么走)|年底(?:会|能|看到)"
    r"|能不能(?:涨|跌)到|会不会(?:涨|跌|升|降|加息|降息|衰退|崩)|你(?:觉得|认为|怎么看)|你的看法"
)
HELP = re.compile(
    r"^(help|what can (you|i) (do|ask)|who are you|(list|show)( me)?( all)?( the)? (series|boards|indicators|data)"
    r"|what (series|boards|indicators|data) (do|can|are|have).*"
    r"|(有|能查|可以查)?哪些(数据|指标|序列)(可以查)?|帮助|你能做什么)[?!.]*$"
)
COMBINED = re.compile(r"\b(difference|minus|less|ratio|divided by|times)\b|之差|减去|比值|之比")
FISCAL = re.compile(
    r"\b(?:[1-4]q|q[1-4]|h[12]|[12]h)?[- ]?fy[- ]?'?(?:\d{2,4}|e|f)?\b(?: ?q[1-4]| ?h[12])?"
    r"|\bfiscal (?:year|quarter|half|(?:19|20)?\d\d|q[1-4])(?: ?'?\d{2,4})?|(?:\d{2,4} ?)?财(?:政?年度?|季)|会计年度"
)
"""Years and quarters of somebody's books."""
ANEW = re.compile(
    r"^(?:(?:and|ok|so|now|but|also) )*(?:same|the same|ditto|likewise|again|and over|over|what about over"
    r"|how about over|vs|versus)\b"
    r"|^(?:同样|一样|还是|再来|换成|改成)"
)
"""What can only go on from something said before."""
MATURITY = re.compile(
    r"(?:(?:and|ok|what about|how about|also|then|the|for|in|as for|那么?|还有|换成?"
    r"|改成) ?)*(?P<said>\d{1,2} ?-?(?:years?|yrs?|y|年期?|s\b))"
    r"(?: (?:one|tenor|point|please|instead|too))?(?:的?呢|的)?[?？.! ]*"
)
"""A number of years and nothing else: after a yield another maturity, unless "over" says that it is a window."""
OTHER = re.compile(r"\b(?:the )?other (?:basket|one|group|portfolio)\b|另一个?(?:篮子|组合|类)?|另外一个(?:篮子)?")
REFERS = re.compile(r"\b(?:it|its|that|this|they|them|these|those|he|both|each)\b|它|那个|这个|两者|这两个|他们|它们")
LESS = re.compile(
    r"\b(?:ex|excluding|excl|without|net of)\b(?! (?:19|20)\d\d)|剔除(?! ?\d)|扣除|不含"
    r"|(?<!剔)除(?!了|以|去|非)|\bper\b|兑"
)
"""Before a name, what takes it out of another."""
WRITTEN = re.compile(r"\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b")  # what can be nothing but an id
WORD = re.compile(r"[a-z]{2}|[\u3400-\u9fff]")  # a number alone is no subject
FOLLOW = re.compile(
    r"^(and|also|or|ok|then|same|what about|how about|what of)\b|^(那|那么|同样|还有|改成|换成)|呢[?？]?$|一样|^(同"
    r"|跟|和|与).{1,12}(差|比)"
    r"|\bsame (window|period|time|dates|days|span|horizon|years?|months?)\b|同期|同一(时期|区间|时间)"
)
