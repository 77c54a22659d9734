"""What is behind an answer, as modals."""

import pytest
from fakes import TODAY
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_documents import cited, documents, figure, made, observed, put_in, tabled
from spac_deals import deal, desk, path
from test_recompute import MORE, other_desk

from bot import inputs
from bot.document import document
from bot.slack import modal
from bot.slack.block_limits import view_faults
from footnote.answer import Answer
from tools.registry import all_tools

BIG = [("spac_returns", 0), *((name, n) for name in ("implied", "correlate", "zscore") for n in range(len(MORE[name])))]
VIEWS = (modal.workings, modal.table, modal.quotes, modal.plan)


@pytest.fixture
def kept(ask):
    """An answer of the sample desk with its workings, its id made plain."""
    return lambda text: document(ask(text), workings=True) | {"id": "a7f3k2mq"}


def lines(view):
    """What a reader sees: rich text in its lines, further in by its depth; grey lines in brackets, a rule as ---."""
    return [line for block in view["blocks"] for line in READ[block["type"]](block)]


def rich(block):
    for part in block["elements"]:
        items = part["elements"] if part["type"] == "rich_text_list" else [part]
        depth = part["indent"] + 1 if part["type"] == "rich_text_list" else 0
        for item in items:
            yield from ("  " * depth + line for line in "".join(map(styled, item["elements"])).split("\n"))


def styled(element):
    """A text with its style as signs."""
    style = element.get("style", {})
    sign = "*" if style.get("bold") else "`" if style.get("code") else ""
    return f"{sign}{element['text']}{sign}"


READ = {
    "rich_text": rich,
    "context": lambda block: [f"({line})" for line in block["elements"][0]["text"].replace("\u2003", " ").split("\n")],
    "divider": lambda block: ["---"],
    "section": lambda block: [block["text"]["text"]],
    "actions": lambda block: [
        f"[{each['text']['text']} {each['action_id']} {each['value']}]" for each in block["elements"]
    ],
}


def whole(view, document):
    """The lines of every page, without its number and its button."""
    found, page = [], 0
    while True:
        shown = view(document, page)
        more = shown["blocks"][-1]["type"] == "actions"
        found += lines(shown)
        if not more:
            return found
        page += 1


@settings(suppress_health_check=list(HealthCheck))
@given(documents, st.sampled_from(VIEWS), st.sampled_from([0, 1, 10**6, -1]))
def test_whatever_is_behind_an_answer_slack_takes_it(document, view, page):
    assert view_faults(view(document, page)) == []


def test_the_workings_go_from_the_figure_to_its_last_observations(kept):
    shown = lines(modal.workings(kept("What is the fund-flow gap between expansion and stagnation assets?")))

    assert shown[:16] == [
        "*Net flows, Expansion assets less Stagnation assets, Feb 2016 to Jan 2026* = *-$1.3tn*",
        "`sum of a - sum of b`",
        "assumed: window = 10Y",
        (
            "⚠ Net flows by year: whole calendar years only; Feb 2016 to Dec 2016 and Jan 2026 count in the sum and "
            "have no row of their own."
        ),
        "(as of 2026-01-31 · start 2016-02-29 · end 2026-01-31 · periods 120 · missing 0)",
        "  `a`: *Expansion assets, net flows* = *+$302bn*",
        "  `F_INDUSTRIALS + F_NUCLEAR + F_GOLD + F_DEFENSE + F_EM_EX_CHINA + F_SMALL_VALUE`",
        "( as of 2026-01-31 · start 2016-02-29 · end 2026-01-31 · periods 120)",
        "    *Industrials fund flows, net flow* = *+$24bn*",
        "    `sum of F_INDUSTRIALS over 120 periods`",
        "(  as of 2026-01-31 · start 2016-02-29 · end 2026-01-31 · periods 120)",
        "(  F_INDUSTRIALS from file:flows/funds.csv, current only, 120 observations, 2016-02-29 … 2026-01-31)",
        (
            "(  115 before are not shown · 2025-09-30 -725,800,000 · 2025-10-31 1,204,200,000 · "
            "2025-11-30 -114,900,000 · 2025-12-31 -1,497,300,000 · 2026-01-31 1,863,500,000 (USD))"
        ),
        "    *Nuclear energy fund flows, net flow* = *+$9bn*",
        "    `sum of F_NUCLEAR over 120 periods`",
        "(  as of 2026-01-31 · start 2016-02-29 · end 2026-01-31 · periods 120)",
    ]


def test_the_workings_end_with_the_quotes_and_how_to_have_all_observations(kept):
    answer = kept("What is the fund-flow gap between expansion and stagnation assets?")

    assert whole(modal.workings, answer)[-7:-2] == [
        "---",
        (
            "The ten-year gap in net inflows between expansion and stagnation assets is therefore about $1.3 trillion "
            "in favour of stagnation."
        ),
        "(— Harbour & Vale Research, Good returns, empty seats, 12 Feb 2026, p. 1)",
        "(note 9929efcb98d8, characters 1600 to 1729)",
        "(All observations, in a terminal: footnote show a7f3k2mq --export workings.xlsx)",
    ]


@pytest.mark.parametrize(("unit", "said"), [("USD", "美元"), ("persons", "人"), ("index", "指数点")])
def test_units_of_chinese_workings_are_chinese(unit, said):
    kept = made(language="zh", figures=[figure(inputs=[observed(unit=unit)])])

    assert any(f"({said}))" in line for line in lines(modal.workings(kept)))


def test_the_workings_of_a_chinese_answer_are_chinese(kept):
    shown = modal.workings(kept("密歇根消费者信心是几月以来最高"))

    assert shown["title"]["text"] == "计算过程"
    assert shown["close"]["text"] == "关闭"
    assert lines(shown)[:5] == [
        "*密歇根消费者信心（2026年2月）* = *57.3*",
        "`last earlier observation >= the one of 2026-02-28`",
        (
            "(截至 2026-02-28 · 距今天数 -8 · 时效内 是 · 上次达到 2025-08-31 · 创纪录 否 · 相等 否 · 前一期 2026-01-31"
            " · 样本数 254 · 首期 2005-01-31 · 数据版本 仅当前值)"
        ),
        "(UMCSENT，来源 file:surveys/umcsent.csv，仅当前值，254 个观测值，2005-01-31 … 2026-02-28)",
        (
            "(之前另有 249 个未列出 · 2025-10-31 53.8 · 2025-11-30 51.4 · 2025-12-31 53.1 · 2026-01-31 56.2"
            " · 2026-02-28 57.3 (指数点))"
        ),
    ]


def test_each_view_says_what_it_is_and_whose(kept):
    shown = [view(kept("Gold return YTD")) for view in VIEWS]

    assert [view["callback_id"] for view in shown] == ["workings", "table", "quotes", "plan"]
    assert [view["title"]["text"] for view in shown] == [
        "Workings",
        "The whole table",
        "Every quote",
        "How it was read",
    ]
    assert {view["private_metadata"] for view in shown} == {"a7f3k2mq"}


@pytest.mark.parametrize(
    ("item", "line"),
    [
        (put_in("given", "cap", 0.05, "ratio"), "given: cap = 0.05 ratio"),
        (put_in("assumption", "window", "10Y"), "assumed: window = 10Y"),
        (put_in("quote", "q1", 1_302_000_000_000.0, "USD"), "quote: q1 = 1,302,000,000,000 USD"),
        (put_in("figure", "slope", 1.25), "figure: slope = 1.25"),
    ],
)
def test_a_number_that_no_series_gave_is_named(item, line):
    assert line in lines(modal.workings(made(figures=[figure(inputs=[item])])))


def test_a_figure_among_the_inputs_is_shown_once_as_a_part():
    part = figure(name="a", series=None, label="Part", text="2", formula="", inputs=[])

    shown = lines(modal.workings(made(figures=[figure(inputs=[put_in("figure", "a", 2)], parts=[part])])))

    assert shown[:4] == [
        "*Gold, 20 Feb 2026* = *413.6*",
        "`GOLD at 2026-02-20`",
        "(as of 2026-02-20)",
        "  `a`: *Part* = *2*",
    ]


def test_one_observation_has_one_day():
    shown = lines(modal.workings(made(figures=[figure(inputs=[observed(1)])])))

    assert shown[3:5] == [
        "(GOLD from file:market/prices.csv, current only, 1 observation, 2026-01-01)",
        "(2026-01-01 401 (index points))",
    ]


def test_a_kept_answer_without_its_observations_still_names_the_series():
    item = {key: value for key, value in observed().items() if key != "observations"}

    shown = lines(modal.workings(made(figures=[figure(inputs=[item])])))

    assert shown[3] == "(GOLD from file:market/prices.csv, current only, 3 observations, 2026-01-01 … 2026-01-03)"
    assert len(shown) == 5


def test_statistics_and_caveats_stand_with_their_figure():
    stats = {"n": 120, "low": -1.5, "record": True, "since": None}

    shown = lines(
        modal.workings(made(caveats=["Short.", "Old note."], figures=[figure(stats=stats, caveats=["Short."])]))
    )

    assert "(as of 2026-02-20 · n 120 · low -1.5 · record yes · since –)" in shown
    assert [line for line in shown if "⚠" in line] == ["⚠ Short.", "⚠ Old note."]


def test_figures_are_apart():
    shown = lines(modal.workings(made(figures=[figure(label="One"), figure(label="Two")])))

    assert [line for line in shown if line.startswith(("*", "---"))] == ["*One* = *413.6*", "---", "*Two* = *413.6*"]


@pytest.mark.parametrize("view", [modal.workings, modal.quotes, modal.table])
def test_nothing_is_dropped_however_much_there_is(view):
    many = made(
        figures=[figure(label=f"Figure {number};", formula="f" * 2_000) for number in range(150)],
        citations=[cited(f"Quote {number};") for number in range(150)],
        tables=[tabled(150)],
    )

    shown = "\n".join(whole(view, many))

    names = {modal.workings: ("Figure {};", "Quote {};"), modal.quotes: ("Quote {};",), modal.table: ("*Row {}*",)}
    assert all(name.format(number) in shown for name in names[view] for number in range(1, 150))


def test_a_figure_that_no_page_holds_goes_on_to_the_next():
    caveats = [f"Caveat {number}. " + "c" * 1_000 for number in range(400)]
    many = made(figures=[figure(caveats=caveats)])

    shown = whole(modal.workings, many)

    assert view_faults(modal.workings(many)) == []
    assert [line for line in shown if line.startswith("⚠")] == [f"⚠ {caveat}" for caveat in caveats]


def test_more_leads_to_the_next_page_and_the_last_has_none():
    many = made(figures=[figure(inputs=[], formula="")] * 70)

    first, second, third = (lines(modal.workings(many, page)) for page in range(3))

    assert first[-2:] == ["(page 1 of 4)", "[More workings_page a7f3k2mq:1]"]
    assert second[-2:] == ["(page 2 of 4)", "[More workings_page a7f3k2mq:2]"]
    assert third[-1] == "[More workings_page a7f3k2mq:3]"
    assert lines(modal.workings(many, 3))[-1] == "(page 4 of 4)"
    assert modal.workings(many, 99) == modal.workings(many, 3)
    assert modal.workings(many, -1) == modal.workings(many, 0)


def test_a_short_modal_has_no_pages():
    assert not [line for line in lines(modal.workings(made(figures=[figure()]))) if "page" in line]


def test_observations_that_are_not_shown_are_counted_and_the_way_to_them_is_told():
    few, many = (whole(modal.workings, made(figures=[figure(inputs=[observed(rows)])])) for rows in (5, 28))

    assert not any("not shown" in line or "--export" in line for line in few)
    assert any(line.startswith("(23 before are not shown · 2026-01-24 424 · ") for line in many)
    assert "(All observations, in a terminal: footnote show a7f3k2mq --export workings.xlsx)" in many


def test_many_figures_of_one_kind_have_a_line_each():
    deals = [
        figure(
            name="deal", label=f"Deal {n}", text=f"{n}%", formula="100 (end / start - 1)", caveats=["Old."] * (n == 7)
        )
        for n in range(100)
    ]

    shown = whole(modal.workings, made(figures=[figure(name="mean", label="Mean", inputs=[], parts=deals)]))

    assert shown[3:6] == ["  `100 (end / start - 1)`", "  Deal 0 = *0%*", "  Deal 1 = *1%*"]
    assert [line for line in shown if "Deal" in line] == [f"  Deal {n} = *{n}%*" for n in range(100)]
    assert [line for line in shown if "⚠" in line] == ["  ⚠ Old."]
    assert "(All observations, in a terminal: footnote show a7f3k2mq --export workings.xlsx)" in shown


def test_a_dozen_figures_of_one_kind_are_shown_in_full():
    deals = [figure(name="deal", label=f"Deal {n}") for n in range(12)]

    shown = whole(modal.workings, made(figures=[figure(name="mean", inputs=[], parts=deals)]))

    assert sum("GOLD from file:market/prices.csv" in line for line in shown) == 12


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(("name", "place"), BIG)
def test_the_workings_of_every_tool_are_taken_and_read_on_few_pages(name, place, language):
    """A regression over many pairs, a list of a hundred deals at four horizons."""
    held = hundred_deals() if name == "spac_returns" else other_desk()
    arguments = {"spac_returns": [{}]}.get(name, MORE.get(name))[place]
    whole_figure = all_tools()[name](held, **arguments).keyed("f1")
    answer = Answer(
        id="a7f3k2mq", kind="answer", asked="?", language=language, as_of=TODAY, headline="H", figures=(whole_figure,)
    )
    kept = document(answer, workings=True)

    pages = [modal.workings(kept)]
    while pages[-1]["blocks"][-1]["type"] == "actions":
        pages.append(modal.workings(kept, len(pages)))

    assert [view_faults(page) for page in pages] == [[]] * len(pages)
    assert len(pages) <= 5


def hundred_deals():
    names = [f"D{number}" for number in range(100)]
    prices = {name: path(10, 9 + n % 4, 12, 8, 7, 11) for n, name in enumerate(names)}
    return desk([deal(name, closed="2025-01-02") for name in names], prices, benchmark=path(100, 110, days=300))


def test_the_whole_table_names_every_cell():
    shown = lines(
        modal.table(made(tables=[tabled(2, columns=3), {"columns": ["A"], "rows": [["Gold", ""]], "figures": []}]))
    )

    assert shown == [
        "*Row 1*",
        "Column 1 1.1 · Column 2 1.2",
        "*Row 2*",
        "Column 1 2.1 · Column 2 2.2",
        "---",
        "*Gold*",
        "–",
    ]


def test_a_quote_stays_character_for_character():
    quote = "*No* <!channel> & `gate` of 5%\nopens ~today~."

    bar, where = modal.quotes(made(citations=[cited(quote)]))["blocks"]

    assert bar["elements"][0]["elements"] == [{"type": "text", "text": "*No* <!channel> & `gate` of 5% opens ~today~."}]
    assert where["elements"][0]["text"].splitlines() == [
        "— Harbour & Vale Research, Good returns, 12 Feb 2026, p. 3",
        "note 9929efcb98d8, characters 1042 to 1101",
    ]


def test_the_plan_says_how_the_question_was_read(kept):
    shown = lines(modal.plan(kept("How have gold, nuclear energy and the S&P 500 done this year?")))

    assert shown[:-1] == [
        "*Asked*",
        "How have gold, nuclear energy and the S&P 500 done this year?",
        "*Read as*",
        "returns of Gold, Nuclear energy equities, S&P 500, year to date, to 20 Feb 2026",
        "*Steps*",
        "`returns`",
        "• assets = `GOLD, NUCLEAR, SPX`",
        "• window = `YTD`",
    ]


def test_the_plan_names_what_was_given_and_what_was_assumed_once():
    part = figure(inputs=[put_in("given", "cap", 0.05), put_in("assumption", "window", "10Y")])

    shown = lines(modal.plan(made(figures=[figure(parts=[part]), part])))

    at = shown.index("*Given and assumed*")
    assert shown[at + 1 : -1] == ["given: cap = 0.05", "assumed: window = 10Y"]


def test_an_empty_modal_says_so():
    assert lines(modal.table(made())) == ["There is nothing more behind this answer."]


@pytest.mark.parametrize(
    ("stats", "unit", "shown"),
    [
        ({"year": 2026, "first": 2009}, "USD", "year 2026 · first 2009"),
        ({"n": 2026}, "USD", "n 2,026"),
        ({"low": -2.6047, "high": 10.5512}, "percent", "low -2.6% · high 10.6%"),
        ({"share_negative": 91.6666667}, "percent", "share_negative 91.7%"),
        ({"excess": -38.76543}, "percent", "excess -38.8%"),
        ({"r2": 0.741912, "t": 7.0912, "slope": 0.239312, "intercept": 1234567.891}, "percent",
         "r2 0.74 · t 7.09 · slope 0.239 · intercept 1,235,000"),
        ({"mean": 57.123456, "sd": 0.0123456}, "standard deviation", "mean 57.12 · sd 0.01235"),
    ],
)  # fmt: skip
def test_statistics_are_rounded_for_people(stats, unit, shown):
    """All their digits are in the document and in the export."""
    told = " · ".join(inputs.statistics({"unit": unit, "stats": stats}, "en"))

    assert told == shown


def test_a_year_has_no_mark_for_its_thousands():
    assert inputs.stated(put_in("given", "without", 2020), "en") == "given: without = 2020"
    assert inputs.stated(put_in("given", "rwa", 2020), "en") == "given: rwa = 2,020"


def test_a_figure_among_the_inputs_that_is_not_beneath_is_named_with_its_value():
    around = [
        put_in("figure", "share", 30.76923, "percent"),
        {**put_in("figure", "rwa", 14.2e12, "USD"), "series": "BANK_RWA"},
        *(put_in("figure", "deal", each, "percent") for each in (1.0, 2.0, 3.0, 4.0)),
    ]

    one = figure(inputs=around, parts=[figure(name="share", series=None, inputs=[])])

    assert list(inputs.referred(figure(inputs=around), "en")) == [
        "figure: share = 30.8%",
        "figure: rwa (BANK_RWA) = $14.2tn",
        "figure: deal, 4 of them",
    ]
    assert list(inputs.referred(one, "zh")) == ["数字：rwa（BANK_RWA） = 14.2万亿美元", "数字：deal，共 4 个"]
