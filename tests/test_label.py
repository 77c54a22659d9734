"""The label of an answer: as high as the highest thing it is made of, was asked about, or names."""

import json
from dataclasses import replace

import pytest
from fakes import Told

from footnote.answer import Question
from footnote.errors import FootnoteError, SourceError
from footnote.text import Text, same
from tools.catalogue import Series
from tools.units import Unit

DESK = frozenset({"public", "desk"})


@pytest.fixture
def desk(sample):
    """The sample desk, with other labels on some of what it holds."""

    def labelled(*items, sources=None, **labels):
        catalogue = sample.catalogue
        for group in ("series", "baskets", "boards", "portfolios"):
            held = getattr(catalogue, group)
            held = {id: replace(item, label=labels.get(id, item.label)) for id, item in held.items()}
            if group == "series":
                held |= {item.id: item for item in items}
            catalogue = replace(catalogue, **{group: held})
        return replace(sample.desk, catalogue=catalogue, sources=sources or sample.desk.sources)

    return labelled


def composite(id, *parts):
    return Series(
        id=id,
        title=same(id.lower()),
        parts=parts,
        sources=(f"composite:{id}",),
        unit=Unit("standard deviation"),
        freq="M",
        kind="survey",
    )


def asked(desk, text, **more):
    return desk.answer(Question(text=text, **more))


def test_a_closed_basket_over_series_of_the_desk_is_closed(desk):
    answer = asked(desk(EXPANSION="closed"), "10y flow gap expansion vs stagnation")

    assert (answer.kind, answer.label) == ("answer", "closed")


def test_a_composite_of_a_composite_has_the_label_of_the_innermost_part(desk):
    nested = composite("INNER", "TRUCK_DEMAND"), composite("OUTER", "INNER", "ISM_NEW_ORDERS")

    answer = asked(desk(*nested, TRUCK_DEMAND="closed"), "latest OUTER")

    assert (answer.kind, answer.label) == ("answer", "closed")


def test_a_closed_row_that_cannot_be_read_closes_the_board(desk, sample):
    def read(wanted):
        if wanted.series.id == "TRUCK_DEMAND":
            raise SourceError(Text("The file is torn.", "文件已损坏。"))
        return sample.desk.sources["file"].read(wanted)

    answer = asked(desk(TRUCK_DEMAND="closed", sources={"file": Told(read)}), "us industry snapshot")

    assert any("TRUCK_DEMAND" in caveat for caveat in answer.caveats)
    assert answer.label == "closed"


def test_a_board_has_the_label_of_the_rows_its_reader_saw(desk):
    closed = desk(TRUCK_DEMAND="closed")

    boss, member = (asked(closed, "us industry snapshot", user=user) for user in ("U024PM", "U0MEMBER"))

    assert (boss.label, member.label) == ("closed", "desk")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("change in truck demand since 1950", "refuse"),
        ("truck demand over the blorp", "ask"),
        ("truck demnd blorp", "ask"),
        ("最新TRUCK_DEMAND和什么", None),
    ],
)
def test_whatever_names_a_closed_series_is_closed(desk, text, kind):
    """Also a question back that offers it, and a refusal that tells how far it reaches."""
    answer = asked(desk(TRUCK_DEMAND="closed"), text)

    assert kind in (None, answer.kind)
    said = f"{answer.headline} {answer.choices} {answer.plan}".casefold()
    assert "truck" in said or "卡车" in said
    assert answer.label == "closed"


@pytest.mark.parametrize("text", ["expansion return since 1950", "change in OUTER since 1950"])
def test_a_refusal_has_the_label_of_the_parts_of_what_was_asked_for(desk, text):
    """Whoever may not see a member may not see the basket, nor that it has no history."""
    nested = composite("INNER", "TRUCK_DEMAND"), composite("OUTER", "INNER", "ISM_NEW_ORDERS")

    answer = asked(desk(*nested, NUCLEAR="closed", TRUCK_DEMAND="closed"), text)

    assert (answer.kind, answer.label) == ("refuse", "closed")


def test_a_question_that_names_a_closed_series_is_closed_whatever_comes_of_it(desk):
    answer = asked(desk(TRUCK_DEMAND="closed"), "flow gap of truck demand")

    assert "truck" not in f"{answer.headline} {answer.choices}".casefold()
    assert (answer.kind, answer.label) == ("ask", "closed")


def test_a_source_that_fails_on_a_closed_series_is_closed(desk):
    def down(_):
        raise SourceError(Text("The file is locked.", "文件被占用。"))

    answer = asked(desk(TRUCK_DEMAND="closed", sources={"file": Told(down)}), "latest truck demand")

    assert (answer.kind, answer.label) == ("error", "closed")


@pytest.mark.parametrize(("labels", "label"), [(DESK, "desk"), (frozenset({"public"}), "public")])
def test_what_names_nothing_may_be_shown_to_whoever_asked(sample, labels, label):
    assert asked(sample.desk, "should I buy it?", labels=labels).label == label


def test_a_refusal_is_served_to_nobody_below_it(desk, sample):
    answer = asked(desk(TRUCK_DEMAND="closed"), "change in truck demand since 1950")

    with pytest.raises(FootnoteError):
        sample.ledger.get(answer.id, DESK)
    assert sample.ledger.get(answer.id, DESK | {"restricted", "closed"})["headline"] == answer.headline


def test_what_a_reader_may_not_see_raises_no_label(desk):
    """The label would tell that there is something."""
    answer = asked(desk(TRUCK_DEMAND="closed"), "latest truck demand", user="U0MEMBER")

    assert answer.label == "desk"
    assert "60.8" not in json.dumps(answer.headline)
