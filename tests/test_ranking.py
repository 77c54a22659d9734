"""Which passages come first: of whom, of when and of which kind a question asks, and in either language."""

from datetime import date

import pytest
from made_notes import ALL, DESK, note_of, put

from knowledge import phrases
from knowledge.asked import asked
from knowledge.gloss import BOTH_GLOSSED, LOSS, Glossed, asked_of, gloss, glossed
from knowledge.lexicon import Lexicon
from knowledge.library import Library
from knowledge.split import passages

pytest_plugins = ("library_fixtures",)

CASH_FLOWS = """CONSOLIDATED STATEMENTS OF CASH FLOWS
(Dollars in millions)
2021 2020
Operating activities:
Net income $ 412 $ 380
Depreciation and amortization 145 139
Changes in inventories (31) 12
Net cash provided by operating activities 526 531
Investing activities:
Purchases of property and equipment (250) (222)
Proceeds from disposals of assets 14 9
Net cash used in investing activities (236) (213)
Financing activities:
Dividends paid (118) (110)
Repurchases of common stock (90) (60)
Net cash used in financing activities (208) (170)
Cash and cash equivalents, end of year $ 690 $ 608
"""
ESSAY = "Capital expenditure in our industry rises and falls. Our view of 2021 is that capital is at its heart."
YEARS = {2018: "brief", 2019: "full", 2020: "sum", 2021: "short"}


@pytest.fixture
def library(tmp_path):
    """An empty library with the packaged lexicon and no embedder."""
    with Library(tmp_path / "home") as found:
        yield found


def filed(library, company, year, text):
    """A 10-K of *company* on that year."""
    what = {"institution": company, "kind": "10-K", "period": f"FY{year}", "date": date(year, 12, 31)}
    return put(library, text, path=f"/f/{company} {year}.pdf", title=f"{company} annual report {year}", **what).note


def found(library, query, labels=ALL, **known):
    return [hit.note for hit in library.search(query, labels=labels, limit=10, **known)]


def test_a_statement_is_one_passage_under_its_name():
    (passage,) = passages(note_of("\n".join([CASH_FLOWS, *(f"Line {number} 1 2" for number in range(60))])))

    assert passage.headings[-1] == "cash flow statement"
    assert (passage.start, passage.page) == (0, 1)


def test_a_longer_text_that_shows_no_statement_is_cut():
    assert len(passages(note_of("\n".join(f"Line {number} of a long list." for number in range(120))))) > 1


def test_capital_expenditure_is_found_on_the_cash_flow_statement(library):
    statement = filed(library, "Brindle Robotics", 2021, CASH_FLOWS)
    filed(library, "Brindle Robotics", 2019, ESSAY)

    assert found(library, "Brindle Robotics capex in FY2021")[0] == statement
    assert found(library, "Brindle Robotics free cash flow, fiscal 2021")[0] == statement


def test_the_year_that_is_asked_for_comes_first_and_the_next_one_after(library):
    of = {year: filed(library, "Brindle Robotics", year, f"Margins, in {word}.") for year, word in YEARS.items()}

    assert found(library, "Brindle Robotics margins FY2019")[:2] == [of[2019], of[2020]]


def test_what_another_company_filed_is_left_out_and_a_note_on_this_one_stays(library):
    ours = filed(library, "Brindle Robotics", 2021, "Margins held up well.")
    filed(library, "Lumen Harbor", 2021, "Margins held up well, better than anywhere.")
    research = put(library, "Brindle Robotics has margins to envy.", path="/n/a.md", institution="Reed & Vale").note

    assert sorted(found(library, "Brindle Robotics margins")) == sorted([ours, research])


def test_a_question_about_now_hears_the_latest_note_first(library):
    old = put(library, "Gold is dear now.", path="/n/old.md", title="Metals", date=date(2023, 1, 5)).note
    new = put(library, "Gold is dear too.", path="/n/new.md", title="Metals", date=date(2026, 1, 5)).note

    assert found(library, "latest on gold") == [new, old]
    assert found(library, "gold") == [old, new]


def test_a_hidden_note_changes_nothing_for_whoever_may_not_see_it(library):
    """Neither as the newest, nor as the house that a question names."""
    put(library, "Gold is dear. Brindle mines it.", path="/n/a.md", date=date(2023, 1, 5))
    put(library, "Gold again, and more gold.", path="/n/b.md", date=date(2022, 1, 5), institution="Reed & Vale")
    queries = ["latest on gold", "gold at Brindle in FY2021", "gold by Reed & Vale", "Brindle 10-K gold"]
    before = [library.search(query, labels=DESK, limit=10) for query in queries]

    what = {"institution": "Brindle", "kind": "10-K", "period": "FY2021", "date": date(2026, 1, 1), "label": "closed"}
    put(library, "Gold is what Brindle filed on.", path="/n/c.md", **what)

    assert [library.search(query, labels=DESK, limit=10) for query in queries] == before
    assert library.search(queries[0], labels=ALL, limit=10) != before[0]


def test_neighbours_of_the_question_that_stand_together_count(library):
    apart = put(library, "The swap was short of a dollar, and credit was default.", path="/n/a.md", title="A").note
    together = put(library, "The credit default swap was short of a dollar.", path="/n/b.md", title="B").note

    assert found(library, "credit default swap") == [together, apart]


def test_a_pair_tells_as_much_as_its_words_and_is_no_pair_with_a_word_that_is_not_looked_for():
    assert phrases.pairs(["gold", "price", "the", "gold"], {"gold": 2.0, "price": 1.0}) == {("gold", "price"): 3.0}


def test_a_gloss_names_each_term_in_english_and_leaves_out_the_rest():
    lexicon = Lexicon.of([(["private credit"], ["私募信贷"]), (["redemption"], ["赎回"])])

    assert gloss("SPAC 與私募信貸的贖回上限 5%", lexicon) == "spac private credit redemption 5c"


class Ears:
    """An embedder that reads English and keeps what it is given."""

    identity = "ears"

    def __init__(self):
        self.heard = []

    def passages(self, texts):
        self.heard += texts

    def query(self, text):
        return text

    def covers(self, language):
        return language == "en"


class Polyglot(Ears):
    def covers(self, language):
        return True


def test_a_model_that_reads_english_alone_hears_glosses_and_one_that_reads_both_the_text():
    lexicon = Lexicon.of([(["gold"], ["黄金"])])
    ears, polyglot = Ears(), Polyglot()

    glossed(ears, lexicon).passages(["黄金上涨", "Gold rose"])

    assert ears.heard == ["gold", "Gold rose"]
    assert glossed(polyglot, lexicon) is polyglot
    assert glossed(None, lexicon) is None
    assert glossed(ears, lexicon).identity == ears.identity


def test_how_a_question_is_compared_with_each_pool():
    lexicon = Lexicon.of([(["gold"], ["黄金"])])
    ears = Glossed(Ears(), lexicon)

    english, chinese = asked_of(ears, "gold", [], "en"), asked_of(ears, "gold", [], "zh")
    glosses = [asked_of(ears, "黄金怎么样", [], pool) for pool in ("en", "zh")]

    assert (english.text, english.loss, chinese.text, chinese.loss) == ("gold", 1.0, "gold", LOSS)
    assert [each.text for each in glosses] == ["gold", "gold"]
    assert {each.weight for each in glosses} == {BOTH_GLOSSED}
    assert asked_of(ears, "怎么样", [], "zh") is None
    assert asked_of(Polyglot(), "黄金怎么样", [], "en").text == "黄金怎么样"


def test_an_english_question_finds_a_chinese_passage_by_its_meaning(tmp_path, embedder):
    with Library(tmp_path / "home", embedder) as library:
        put(library, "葡萄酒进口去年下降。", path="/n/wine.md", title="酒")
        wanted = put(library, "工厂招不到工人，只好推迟交货。", path="/n/plant.md", title="制造业").note
        put(library, "银行存款利率下调。", path="/n/bank.md", title="银行")

        assert found(library, "labour shortages hold up production")[0] == wanted


def test_a_fiscal_year_is_found_in_the_heads_of_columns(library):
    concepts = {
        form.tokens
        for concept in asked("margins in FY21", library.lexicon, _seen(library)).concepts
        for form in concept.forms
    }

    assert {("fy21",), ("2021",)} <= concepts


def _seen(library):
    from knowledge.scope import Scope

    with library.record.reading() as connection:
        return library._passages.seen(connection, Scope(labels=ALL))
