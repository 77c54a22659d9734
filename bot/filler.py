"""Words that carry no subject: a question is understood whether they are there or not."""

import re

FILLER = frozenset(
    """
    a about actually again against ago all also am america american amount an and annual annually answer any
    approx approximately are around as asset at away back basket be been beginning being best better between big
    board both by can chance check could country cumulative current currently daily data date day deficit desk
    did didn differ difference do does doesn doing don done down each either end entire ever exactly far figure
    find for from full gap gave get gimme give go going got group had happened has hasn have help her here high
    higher him his hmm horizon hour how i if in index indicator instead into is isn it its just keep kindly know
    large last latest less let level like ll long look low lower m many me mean middle minus minute moment money
    month monthly more most much my need net new news no not now number o of off official ok okay on only or our
    out over overall part past pct per percent percentage period please plz point precisely present previous
    print prints prior quarter quarterly question quick quickly range rate re reading really recent recently
    relative result right rn roughly run s same see seen series short show side since size so some span start
    stat states still sum t take taken takes tell term than that the their them then there these they thing this
    those through till time timeframe to today took total um united up update updated us usa value ve versus vs
    wanna want was we week weekly well were what when where which while who whole why will window with within
    worse worst would year yet you your
    """.split()
)
FILLER_ZH = re.compile(
    r"多长时间|什么时候|是不是|能不能|要多久|为什么|差多少|怎么样|创下|创出|创了"
    r"|跌到|升到|涨到|来到|现价|缺口|减去|变成|多久|才能|能否|可以|需要|为何"
    r"|一下|帮我|我们|看看|告诉|以及|还有|相比|之间|差距|差额|相差|多少|什么"
    r"|怎样|如何|何时|时候|目前|现在|当前|今天|最新|最近|今年|去年|以来|至今"
    r"|累计|合计|总共|数据|数字|数值|读数|水平|情况|走势|指数|指标|资产|资金"
    r"|已经|请|问|创|减|能|可|会|我|想|要|查|给|的|了|吗|呢|吧|啊|是|有"
    r"|和|与|跟|及|在|到|从|自|对|比|较|之|间|差|几|哪|年|月|日|总|还|也"
    r"|都|就|已|不|没|这|那|它|其|个|第|次|点|并|等|啦|嘛"
)
