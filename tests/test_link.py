"""What a question calls by name: ids, titles and aliases, and those that two things share."""

from dataclasses import replace

import pytest
from fakes import TODAY, catalogue_of, spec

from bot.language import normalise
from bot.link import Linker
from bot.plan import Planner
from footnote.errors import AskError
from footnote.text import Text, same
from tools import suggest
from tools.registry import all_tools


def hidden(id, title=None, **known):
    member = id.partition("/")[2]
    return spec(id, hidden=True, member=member, panel=id.partition("/")[0], title=title or same(member), **known)


def linked(text, *items):
    return [[item.id for item in link.items] for link in Linker(catalogue_of(*items)).links(normalise(text))]


FLOW = hidden("FL/GLDX", Text("Gold fund money", "黄金基金资金"), aliases=("gold money",), kind="flow", unit="USD mn")
PRICE = spec("GLDX", title=same("GLDX"), kind="price", unit="USD")


@pytest.mark.parametrize("typed", ["latest gold fund money", "gold money now", "最新黄金基金资金"])
def test_a_hidden_member_is_called_by_what_the_desk_wrote(typed):
    assert linked(typed, PRICE, FLOW) == [["FL/GLDX"]]


def test_the_bare_id_is_the_others():
    assert linked("latest GLDX", PRICE, FLOW) == [["GLDX"]]
    assert linked("latest GLDX", FLOW) == []


@pytest.mark.parametrize("typed", ["latest FL/GLDX", "fl/gldx, please", "change in FL/GLDX?", "最新FL/GLDX是多少"])
def test_a_full_id_is_found(typed):
    assert linked(typed, PRICE, FLOW, hidden("FL/GLD")) == [["FL/GLDX"]]


@pytest.mark.parametrize("typed", ["latest fl gldxx", "FL/GLDXX", "is it open or free", "fl / nothing"])
def test_what_is_only_like_a_full_id_is_not(typed):
    assert linked(typed, FLOW, hidden("FL/OPEN"), hidden("FL/FREE")) == []


def test_members_without_words_of_their_own_are_in_no_vocabulary():
    linker = Linker(catalogue_of(hidden("SPAC/OPEN"), spec("A")))

    assert not {"spac", "open"} & linker.vocabulary


# ---------------------------------------------------------------- names that several have

ONE, OTHER = (spec(id, title=Text("Positions", "持仓")) for id in ("POS_A", "POS_B"))


def test_choices_of_one_title_have_their_ids():
    assert suggest.choices([ONE, OTHER, spec("C")]) == (
        Text("Positions (POS_A)", "持仓（POS_A）"),
        Text("Positions (POS_B)", "持仓（POS_B）"),
        Text("Title of C", "C的名称"),
    )


@pytest.mark.parametrize("typed", ["Positions (POS_B)", "latest Positions (POS_B)?", "最新持仓（POS_B）"])
def test_a_choice_with_its_id_is_understood(typed):
    assert linked(typed, ONE, OTHER) == [["POS_B"]]


def planned(text, *items):
    tools = all_tools()
    catalogue = catalogue_of(*items)
    return Planner(linker=Linker(catalogue), tools=tools, today=TODAY, examples=same("")).plan(text)


def test_an_id_typed_as_it_is_written_wins_over_another_name_in_other_letters():
    items = spec("GLDX"), spec("OTHER", aliases=("gldx",))

    assert planned("latest GLDX", *items).calls[0].arguments == {"series": "GLDX"}
    with pytest.raises(AskError) as caught:
        planned("latest gldx", *items)
    assert [choice.en for choice in caught.value.choices] == ["Title of GLDX", "Title of OTHER"]


def test_two_of_one_title_lead_to_a_question_that_tells_them_apart():
    with pytest.raises(AskError) as caught:
        planned("latest positions", ONE, replace(OTHER, aliases=()))

    assert [choice.en for choice in caught.value.choices] == ["Positions (POS_A)", "Positions (POS_B)"]
    assert planned(caught.value.choices[1].en, ONE, OTHER).calls[0].arguments == {"series": "POS_B"}
