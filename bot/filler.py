"""Words that carry no subject: a question is understood whether they are there or not."""

import re

FILLER = frozenset(
    """
    a about actually afternoon again against ago all also am america american amount an and annual annualised
    annualized annually answer any approx approximately are around as asof asset at away back backed basis
    basket be been before beginning being best better between big bit board both bp bps by can chance check
    close closing cob compound could country cumulative current currently daily data date day days deficit desk
    did didn do does doesn doing don done down each either end entire eod ever exactly far figure find for from
    full gap gave get gimme give go going got group had happened has hasn have help her here high higher him his
    hmm horizon hour how hows i if in index indicator instead into is isn it its just keep kindly know large
    last latest less let level like ll long look looking low lower m many me mean middle minus minute moment
    money month monthly more morning most much my need net new news no not now number o of off official ok okay
    on only or our out over overall part past pct per percent percentage perf period please plus plz point
    precisely present previous price prices print prints prior published quarter quarterly question quick
    quickly range rate re reading really recent recently relative result right rn roughly run s same see seen
    series short show side since size so some span start stat states still sum t ta take taken takes tell term
    than that the their them then there these they thing this those through till time timeframe to today
    tomorrow took total um united up update updated us usa value ve versus vs wanna want was we week weekly well
    were what when where which while who whole why will window with within worse worst would year yesterday yet
    you your
    ahead early fit fits given good guys idx numbers own pls pull really
    scale set stand stands strong telling truly weak whats whatever wide
    """.split()
)
FILLER_ZH = re.compile(
    r"这一期|这期|本期|当期|该期|一期|怎么样|怎么(?!办)|那天|当天|当日"
    r"|报了|改成|换成|几厘|什么时候|多长时间|为什么|差多少|是不是|能不能|要多久|一下|一共|上周"
    r"|为何|之间|什么|今天|今年|以及|以来|价格|何时|全年|关于|内容|减去|创下"
    r"|创了|创出|升到|历史|去年|变成|可以|合计|告诉|增幅|增速|多久|多少|如何"
    r"|差距|差额|已经|帮我|当前|怎样|总共|情况|我们|才能|指数|指标|数值|数字"
    r"|数据|方面|时候|昨天|最新|最近|有关|来到|每年|每月|水平|涨到|点位|现价"
    r"|分别|各自|美国|没有|多远|到底|究竟|真的|如果|理解|想知|告诉我|是否|有没有|还是|具体|大概|请问|麻烦"
    r"|现在|目前|相关|相差|相比|看看|累计|缺口|能否|至今|读数|资产|资金|走势"
    r"|跌到|还有|需要"
)
EDGES_ZH = (
    "不与个中之也了从会其减几创到及可吗吧呢和哪啊啦嘛在它对就已年并总想我报日是月有查"
    "次没点的第等系给能自要请跟较还这那都里问间"
)
"""Single characters that carry nothing at the edge of a run; inside a word they may belong to it."""
ALONE_ZH = "差比高低时价值期同股各对用"
"""Characters that carry nothing when they stand alone, and much at the end of a word."""
WHOLE_ZH = ("就业",)
"""Words that begin with such a character and are not to be cut there."""
