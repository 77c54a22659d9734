"""Words that carry no subject: a question is understood whether they are there or not."""

import re

FILLER = frozenset(
    """
    a about actually again against ago all also am america american amount an and annual annually answer any
    approx approximately are around as asset at away back basket be been beginning being best better between big
    board both by can chance check could country cumulative current currently daily data date day desk did didn
    differ difference do does doesn doing don done down each end entire ever exactly far figure find for from
    full gap gave get gimme give go going got group had happened has hasn have help her here high higher him his
    hmm horizon hour how i if in index indicator into is isn it its just keep kindly know large last latest less
    let level like ll long look low lower m many me mean middle minus minute money month monthly more most much
    my need net new news no not now number o of off official ok okay on only or our out over overall part past
    pct per percent percentage period please plz point precisely previous print prior quarter quarterly question
    quick quickly range rate re reading really recent recently relative result right roughly run s same see seen
    series short show side since size so some span start stat states still sum t tell term than that the their
    them then there these they thing this those through till time timeframe to today total um united up update
    instead rn either moment present deficit took take taken does prints updated us usa value ve versus vs wanna want was we week weekly well were what when where which while who
    whole why will window with within worse worst would year yet you your
    """.split()
)
FILLER_ZH = re.compile(
    r"请|问|创下|创出|创了|创|跌到|升到|涨到|来到|现价|缺口|是不是|减去|减|变成|多久|多长时间|才能|能否|能不能|可以|需要|要多久|能|可|会|为什么|为何|一下|帮我|我们|我|想|要|看看|查|告诉|给|的|了|吗|呢|吧|啊|是|有|和"
    r"|与|跟|及|以及|还有|在|到|从|自|对|比|较|相比|之间|之|间|差距|差额|差多少"
    r"|相差|差|多少|几|什么|怎么样|怎样|如何|哪|何时|什么时候|时候|目前|现在|当前"
    r"|今天|最新|最近|今年|去年|年|月|日|以来|至今|累计|合计|总共|总|数据|数字"
    r"|数值|读数|水平|情况|走势|指数|指标|资产|资金|还|也|都|就|已|已经|不|没|这"
    r"|那|它|其|个|第|次|点|并|等|啦|嘛"
)
