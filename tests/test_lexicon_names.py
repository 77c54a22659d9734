"""What people type is found, however they inflect, join or spell it, and is given its names in the other language.

The pairs in ``data/lexicon_pairs.tsv`` were written down by what a desk types, before its lexicon was looked at: then
it knew 67 % of them.
"""

from pathlib import Path

import pytest
from opencc import OpenCC

from knowledge.concepts import COMPUTED, SHOWN, TYPED, concepts, translated
from knowledge.inflected import bare, singular
from knowledge.lexical import plain, units
from knowledge.lexicon import Lexicon
from knowledge.script import CJK
from knowledge.terms import Term

PAIRS = Path(__file__).parent / "data" / "lexicon_pairs.tsv"


@pytest.fixture(scope="module")
def lexicon():
    return Lexicon.load()


def names(typed, lexicon):
    return {plain(name) for concept in concepts(typed, lexicon) for name in concept.names}


def curated(lexicon):
    """The terms of which every name is theirs; the loose ones leave theirs to whoever else has them."""
    return [term for term in lexicon.terms if not term.is_loose]


def typed_concepts(query, lexicon):
    """What of *query* is a term, as it was typed."""
    return [" ".join(segment.written) for segment in lexicon.segments(query) if segment.names]


def test_what_a_desk_types_has_its_name_in_the_other_language(lexicon):
    rows = [line.split("\t") for line in PAIRS.read_text("utf-8").splitlines()[1:]]

    missed = [typed for typed, wanted in rows if names(typed, lexicon).isdisjoint(map(plain, wanted.split(" | ")))]

    assert len(rows) > 250
    assert missed == []


def test_every_english_name_is_found_as_a_plural_in_capitals_and_hyphenated(lexicon):
    for term in curated(lexicon):
        for name in term.names:
            if CJK.search(name) or not name[-1].isalpha():
                continue
            plural = name if name.endswith(("s", "y", "i", "ed")) or len(name) < 3 else f"{name}s"
            for typed in (name.upper(), name.replace(" ", "-"), plural):
                (segment,) = lexicon.segments(typed)
                assert set(term.names) <= {*segment.names, *segment.near, *_same(term, segment)}, typed


def _same(term, segment):
    return [name for name in term.names if tuple(units(name)) == segment.typed]


def test_every_chinese_name_is_found_in_traditional_characters(lexicon):
    traditional = OpenCC("s2t").convert
    for term in curated(lexicon):
        for name in term.names:
            if CJK.search(name) and CJK.sub("", name) == "":
                found = lexicon.segments(traditional(name))
                assert len(found) == 1, name
                assert set(term.names) <= {*found[0].names, *found[0].near, *_same(term, found[0])}, name


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("redeeming", "赎回"),
        ("withdrew", "提款"),
        ("has defaulted", "违约"),
        ("tightened", "收紧"),
        ("the rate was cut, and cutting rates goes on", "降息"),
        ("were downgraded", "下调评级"),
        ("carried interests", "附带权益"),
        ("securitised", "证券化"),
        ("mergers & acquisitions", "并购"),
        ("Research & Development", "研发"),
        ("R & D", "研发"),
        ("M and A", "并购"),
        ("stockholder’s equity", "股东权益"),
        ("shareholders' equity", "股东权益"),
        ("purchasing manager's index", "采购经理指数"),
        ("the Fed's", "美联储"),
        ("year-on-year", "同比"),
        ("price-to-earnings", "市盈率"),
        ("ＣＰＩ", "消费者价格指数"),
        ("AI資本支出", "AI资本开支"),
        ("BDCs", "商业发展公司"),
        ("LPs", "有限合伙人"),
    ],
)
def test_any_form_of_a_name_is_found(lexicon, typed, wanted):
    assert plain(wanted) in names(typed, lexicon)


@pytest.mark.parametrize(
    ("typed", "unwanted"),
    [
        ("important", "进口"),
        ("positive", "头寸"),
        ("product", "生产率"),
        ("industry", "工业股"),
        ("rating", "利率"),
        ("account", "会计"),
        ("market", "营销"),
        ("funds", "融资"),
        ("funding", "基金"),
        ("CD", "信用违约互换"),
        ("in order to", "新订单"),
        ("customers", "关税"),
        ("multiple reasons", "估值"),
        ("international", "国际货币基金组织"),
        ("it does not bear interest", "熊市"),
    ],
)
def test_a_word_of_the_same_stem_is_another_word(lexicon, typed, unwanted):
    assert plain(unwanted) not in names(typed, lexicon)


def test_a_loose_term_leaves_its_names_to_whoever_else_has_them():
    curated, loose = Term.of(["fund"], ["基金"]), Term.of(["capital", "fund"], ["资金", "基金"], is_loose=True)
    lexicon = Lexicon.made([curated], [loose])

    assert names("fund", lexicon) == {"基金"}
    assert names("基金", lexicon) == {"fund"}
    assert names("capital", lexicon) == {"资金", "基金"}


def test_a_loose_word_is_much_like_its_neighbours_and_just_what_it_is_called_abroad(lexicon):
    (concept,) = concepts("parcel", Lexicon.made([], [Term.of(["parcel", "package"], ["包裹"], is_loose=True)]))

    assert {form.tokens: form.weight for form in concept.forms} == {("parcel",): 1.0, ("包裹",): 0.8, ("packag",): 0.4}


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("private credit default rate", ["private credit", "default rate"]),
        ("private-credit defaults", ["private credit", "defaults"]),
        ("high yield bond issuance", ["high yield", "bond issuance"]),
        ("redemption limits at interval funds", ["redemption limits", "interval funds"]),
        ("US Treasury yields", ["treasury yields"]),
        ("hedge fund inflows", ["hedge fund", "inflows"]),
        ("real gold price", ["real", "gold price"]),
        ("IPO exits of PE funds", ["ipo", "exits", "pe funds"]),
        ("私募信贷违约率", ["私 募 信 贷", "违 约 率"]),
        ("间隔基金的赎回上限", ["间 隔 基 金", "赎 回 上 限"]),
        ("AI泡沫与资本开支", ["ai", "泡 沫", "资 本 开 支"]),
        ("国际货币基金组织", ["国 际 货 币 基 金 组 织"]),
    ],
)
def test_a_phrase_is_taken_apart_into_its_terms_the_longest_first(lexicon, query, wanted):
    assert typed_concepts(query, lexicon) == wanted


def test_the_words_of_a_query_are_all_kept_and_in_order(lexicon):
    query = "How did the Fed's rate cuts of 2024 move 私募信贷, M&A and Acme?"

    segments = lexicon.segments(query)

    assert [stem for segment in segments for stem in segment.typed] == [unit for unit in units(query) if unit != "s"]


def test_plain_words_are_translated_but_are_no_terms_of_the_desk(lexicon):
    assert "翻倍" in names("doubled", lexicon)
    assert lexicon.expand("which one doubled on average") == []


def test_a_measure_is_made_of_items_that_a_statement_shows(lexicon):
    quick, statement = concepts("quick ratio", lexicon, accounts=True)

    assert {("流动", "动资", "资产", "存货", "动负", "负债")} <= {form.tokens for form in quick.forms}
    assert [form.weight for form in quick.forms if "inventori" in form.tokens] == [COMPUTED]
    assert quick.forms[0].weight == TYPED
    assert statement.statement == "balance sheet"
    assert {form.weight for form in statement.forms} == {SHOWN}


def test_what_is_printed_is_found_by_what_analysts_call_it(lexicon):
    (capex,) = concepts("capex", lexicon)

    assert ("purchas", "properti", "plant", "equip") in {form.tokens for form in capex.forms}


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("capital expenditure", ["cash flow statement"]),
        ("应收账款周转天数", ["income statement", "balance sheet"]),
        ("dividends paid on the cash flow statement", []),
        ("inflation", []),
    ],
)
def test_an_item_brings_the_statements_that_show_it_unless_they_were_typed(lexicon, query, shown):
    found = concepts(query, lexicon, accounts=True)

    assert [concept.statement for concept in found if concept.statement] == shown
    assert not any(concept.statement for concept in concepts(query, lexicon))


def test_a_statement_that_nobody_typed_is_not_translated(lexicon):
    found = concepts("应收账款周转天数", lexicon, accounts=True)

    assert len(found) == 3
    assert translated("应收账款周转天数", found, "en") == "days sales outstanding"


@pytest.mark.parametrize(
    ("one", "other"),
    [("policies", "policy"), ("taxes", "tax"), ("losses", "loss"), ("crashes", "crash"), ("prices", "price")],
)
def test_a_plural_is_its_noun(one, other):
    assert singular(one) == singular(other)


@pytest.mark.parametrize("word", ["bonus", "crisis", "loss", "cds", "fed"])
def test_what_is_no_plural_stays(word):
    assert singular(word) == word


@pytest.mark.parametrize(
    "forms",
    [
        ("hedge", "hedges", "hedged", "hedging"),
        ("plan", "planned", "planning"),
        ("carry", "carries", "carried", "carrying"),
        ("sell", "selling"),
        ("raise", "raised", "raising"),
        ("securitize", "securitise", "securitised", "securitising"),
    ],
    ids=lambda forms: forms[0],
)
def test_all_forms_of_a_verb_are_one(forms):
    assert len(set(map(bare, forms))) == 1


@pytest.mark.parametrize("pair", [("exceed", "exce"), ("need", "ne"), ("spring", "spr"), ("product", "productivity")])
def test_what_only_looks_like_a_form_is_none(pair):
    assert bare(pair[0]) != bare(pair[1])
