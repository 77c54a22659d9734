"""Words that carry no subject: a question is understood whether they are there or not."""

import re

FILLER = frozenset(
    """
    but two three four five
    a about above according actually after afternoon again against ago ahead all also am america american among amount
    an and annual annualised annualized annually answer any anything approx approximately are around as asof asset at
    away back backed bad basis basket be been before beginning behind being below best better between big billion bit bn
    board both bp bps by can chance check clearly close closing cob come comes component components compound
    contracting could country cumulative current currently daily data date day days deficit desk did didn
    difference differential diffusion do does
    doesn doing don done down downbeat each early either end entire eod equal even ever everybody everyone
    everything exactly expanding far figure file files find fit fits for from full fully gap gave get gimme give given
    go goes going good got great group guys had happened has hasn have help her here high higher him his hmm horizon
    hour how hows i idx if in index indicator instead into is isn it its just keep kind kindly know large last latest
    left less let level like line ll long look looking low lower m many me mean meaning middle million minus minute
    moment money month monthly more morning most much my need net never new news no nobody not nothing now number
    numbers o of off official often ok okay on once one only onto optimistic or our out over overall own part past pct
    per percent percentage perf period pessimistic pick please pls plus plz point portion pp ppt precisely present
    previous price prices print printed printing prints prior pts published pull quarter quarterly question quick
    quickly quite range
    rank ranked ranking rate rather re read reading really reason recent recently relative remind result right rn
    roughly run running s said same scale see seem seems seen series set short should show shrinking side since size
    so some somebody someone something span stand stands start stat states still strong stuff sum t ta take taken
    takes tell telling tells ten term than that the their them then there these they thing third this those through till
    time timeframe tn to today told tomorrow took total trillion truly turned type um under united until up upbeat
    update updated us usa usd use used using value ve versus vs wanna want was way we weak week weekly well went were
    together what whatever whats when where which while who whole why wide will window with within worse worst would
    yeah year
    yearly years yes yesterday yet you your
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
    r"|跌到|还有|需要|哪[种类个些只家样]"
)
PASSED_ZH = frozenset(
    """
    百分点 百分比 百分之几 巴仙 个点 个百 分点 多大 多高 多低 多强 哪里 自己 他们 它们 大家 人家 这么 那么 这样 那样
    这些 那些 这里 那里 里面 其中 当中 仍然 仍旧 依然 依旧 的话 以上 以下 左右 上下 平均 年均 月均 只是 即是 就是 都是
    也是 不会 不是 应该 一般 通常 一直 经常 常常 总是 真是 刚刚 为止 以后 以前 之后 之前 然后 而且 并且 但是 不过 因为
    所以 根据 按照 有点 有些 一些 一点 一次 一样 一半 另外 其实 实际 事实 表示 显示 说明 反映 意思 结果 讲讲 说说 看下
    查下 查查 算下 算算 列出 给出 给我 分项 部分 首个 首次 期间 单位 位置 高于 低于 变动 高低 大小 强弱 日子 时间 想问
    想看 知道 对比 排名 排序 起来 下来 出来 过来 美金 美元 万亿 亿 万 成几 几成 三成 两成 二成 四成 五成 六成 七成
    八成 九成 一成 理想 乐观 悲观 中性 份 计下 计一次 计一计 荣枯线 分界线 距离
    """.split()
)
"""Words that carry nothing where what is left between two names, cues and numbers is made of them and nothing else."""
EDGES_ZH = (
    "不与个中之也了从会其减几创到及可吗吧呢和哪啊啦嘛在它对就已年并总想我报日是月有查"
    "次没点的第等系给能自要请跟较还这那都里问间"
)
"""Single characters that carry nothing at the edge of a run; inside a word they may belong to it."""
ALONE_ZH = "差比高低时价值期同各对用"
"""Characters that carry nothing when they stand alone, and much at the end of a word."""
PASSED_CHARS = (
    f"{EDGES_ZH}差比高低时期同各对用做合占只又仍再太才先前后快慢家讲看想算离定过得呀哦啦喇咯成升落大小强弱好坏多"
    "少最更跟帮把将让使被向往于至而则且或以其此每另下上来去说出入作为到还按由变完距"
)
"""Characters of such a run."""
PASSED_RUN = re.compile(f"(?:{'|'.join(sorted(PASSED_ZH, key=len, reverse=True))}|[{PASSED_CHARS}])++")
WHOLE_ZH = (
    *(
        "就业",
        "中国",
        "日本",
        "日元",
        "日圆",
        "日经",
        "中东",
        "中欧",
        "中央",
        "中概",
        "能源",
        "有色",
        "可可",
        "年金",
        "会计",
    ),
    *("自动", "次贷", "次级", "点心", "报酬"),
)
"""Words that begin with such a character and are not to be cut there."""
SPOKEN_ZH = frozenset(
    """
    价格 整版 再计 重算
    样本 窗口 缺口 曲线 那条 这条 两类 两种 两个 篮子 两篮子 报表 单子 现况 规模 单子 价钱 价位 行情
    板块 整体 全部 部分 情况 状况 形势 局面 表现 结果 样子 问题 意思 东西 事情 地方 方面 内容 部位 面板 看板 一块 那块
    这块
    数据 数字 数值 总量 总数 总额 指标 指数 读数 水平 水准 位置 点位 幅度 程度 范围 区间 空间 时间 时候 日子 期间 阶段
    周期 年份 月份
    当月
    老板 客户 同事 领导 大家 各位 兄弟 老师 朋友 咱们 会议 开会 早会 晨会 报价 口径 角度 一遍 一下 一眼 一句 简单 快速
    具体
    大概 大约 总体 总共 一共 合计 基本 普通 正常 平时 明显 严重 厉害 夸张 离谱 奇怪 吓人 惊人 好看 难看 漂亮 糟糕 便宜
    容易
    困难 准确 精确 详细 完整 清楚 麻烦 劳烦 辛苦 客气 顺便 顺手 赶紧 尽快 图 表 图表 曲线 走势 趋势 图形 线图 手上
    手里 手头
    比一比 看一看 算一算 查一查 倍 成 点 个 分 钱 数 值 单 新 旧 近况 近期 远期收益 多空 高低 大小 快慢 强弱 松紧 宽窄
    贵贱
    """.split()
)
"""Nouns and adjectives that people put into any question."""
VERBS_ZH = frozenset(
    """
    再计 重算 再算 上看
    拉长 缩短 延长 放大 缩小 加上 去掉 翻到 找到 算起 累计 配上 报下 出张 套到 往前 往后
    看看 查查 算算 说说 讲讲 聊聊 问问 帮忙 告诉 知道 想要 需要 可以 应该 想知道 想看 想问 请问 比较 对比 对照 给出
    列出 整理
    显示 拉出 画出 调出 找出 报告 报出 更新 出来 起来 下来 上来 过来 回来 开始 结束 截至 截止 到达 达到 来到 处于 位于
    位在 落在
    落到 变成 变为 成为 换成 改成 改为 换到 等于 相当于 属于 包括 包含 关于 有关 表示 代表 意味 说明 反映 出现 发生
    进行 保持 维持
    觉得 认为 感觉 估计 估算 统计 计算 测算 推算 汇报 汇总 总结 概括 关注 跟踪 追踪 留意 记得 忘记 确认 核对 记录 了解
    明白 理解
    没有 有没有 是不是 是否 会不会 能不能 可不可以 要不要 行不行 好不好 对不对 还有 还是 只有 都有 都是 就是 不是 不会
    不能 不到
    走到 走成 跌到 涨到 升到 降到 掉到 站上 站在 跌破 突破 跌至 升至 涨至 降至 增至 减至 超过 低于 高于 大于 小于 回到
    收在 收报 报收
    过去 过来 以来 至今 持续 继续 目前 表现 跑到 跑成 做到 拿到 得到 看到 见到 查到 看一下 查一下 给我 发我 发给 帮我
    让我 跟我
    """.split()
)
"""Verbs that hold any question together; another one may say something else of the name that it stands at."""
GOODS = "铜银油锌铝镍铅锡煤铁钢铀锂棉糖气金米豆"
"""Characters that are a name by themselves."""
TELLING_ZH = f"{GOODS}德日英法意西欧美中港台韩印俄加澳巴墨土越泰"
"""Characters that tell one series from another by themselves: goods, and countries."""
