"""What is refused at start beyond the grammar: names nobody defines, ids given twice, sums of what is no flow."""

import pytest
from test_catalogue import BASKET, ETF, HELD, SERIES, WIDE, desk, faults_of, packaged

from tools.desk_folder import load

__all__ = ["desk", "packaged"]


def one(id, more=""):
    return f'[series.{id}]\ntitle = "{id}"\n{SERIES}{more}\n'


@pytest.mark.parametrize("kind", ["price", "stock", "rate", "hard", "survey"])
def test_what_is_no_flow_is_not_summed_as_one(desk, kind):
    listed = "".join(one(id, f'kind = "{kind}"') for id in ("GLD", "URA"))

    (fault,) = faults_of(desk(f'{listed}{BASKET}flows = ["URA"]'))

    assert f"[basket.REAL] flows: 'URA' of kind '{kind}'; only what has kind = \"flow\" can be summed" in fault


def test_prices_of_a_panel_are_not_summed_as_its_flows(desk):
    (fault,) = faults_of(desk(f'{ETF}{BASKET}flows = "panel:ETF"', **HELD))

    assert "[basket.REAL] flows: 'GLD', 'URA' of kind 'price'" in fault


def test_one_id_of_two_panels_is_a_fault_that_names_both(desk):
    again = f'[panel.OTHER]\nsource = "file:other.csv"\n{WIDE}'

    (fault,) = faults_of(desk(f"{ETF}{again}", **HELD, other="date,GLD,SLV\n2026-01-30,7,7\n"))

    assert "[panel.ETF] and [panel.OTHER] both give 'GLD' to a series" in fault


@pytest.mark.parametrize(
    ("written", "names"),
    [
        (one("GLD", 'kind = "price"'), "[series.GLD] and [panel.ETF]"),
        (f'{one("AAX")}[composite.AAX]\ntitle = "AAX"\nparts = ["URA:yoy"]\n', "[series.AAX] and [composite.AAX]"),
        (f'{one("A")}[composite.GLD]\ntitle = "C"\nparts = ["A:yoy"]\n', "[composite.GLD] and [panel.ETF]"),
    ],
)
def test_one_id_of_two_stanzas_is_a_fault_that_names_both(desk, written, names):
    found = faults_of(desk(f"{ETF}{written}", **HELD))

    assert any(f"{names} both give" in fault for fault in found)


def test_a_panel_without_names_may_hold_the_ids_of_another(desk):
    again = (
        f'[panel.OTHER]\nsource = "file:other.csv"\nnamed = false\n{WIDE}[panel.OTHER.members.GLD]\ntitle = "Other"\n'
    )

    catalogue = load(desk(f"{ETF}{again}", **HELD, other="date,GLD,SLV\n2026-01-30,7,7\n"))

    assert (catalogue.series["GLD"].panel, catalogue.series["OTHER/GLD"].panel) == ("ETF", "OTHER")


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("[use]\nhard_gap = {}", "[use] has an unknown key 'hard_gap'; known are hard_soft_gap, spac_returns, implied"),
        ("[use]\nimplied = { x = 'A', y = 'A' }", "[use] implied should be a list of tables"),
        ("[use]\nhard_soft_gap = ['A']", "[use] hard_soft_gap should be a table"),
        ("[use]\nhard_soft_gap = { hard = ['A'], soft = ['NOPE'] }", "[use] hard_soft_gap: soft names 'NOPE'"),
        ("[use]\nhard_soft_gap = { hard = ['A:log13'], soft = ['A'] }", "'A:log13' names no transform"),
        ("[use]\nhard_soft_gap = { hard = ['A:qoq'], soft = ['A'] }", "'A:qoq' does not fit a series of frequency M"),
        ("[use]\nhard_soft_gap = { hard = ['A'] }", "[use] hard_soft_gap needs soft"),
        ("[use]\nimplied = [{ x = 'A', y = 'A', lag = '6M' }]", "[use] implied has an unknown key 'lag'"),
        ("[use]\nimplied = [{ x = 'A', y = 'NOPE' }]", "[use] implied: y names 'NOPE'"),
        ("[use]\nimplied = [{ x = 'A', y = 'A', lead = 6 }]", "[use] implied: lead should be a length such as 6M"),
        ("[use]\nspac_returns = { deals = 'A' }", "[use] spac_returns: deals names 'A', and there is no [events.A]"),
        ("[use]\ncapital_release = { risk_weight = 'much' }", "[use] capital_release: risk_weight should be a number"),
        ("[watchlist]\ndefault = ['A', 'NOPE']", "[watchlist] default names 'NOPE'"),
        ("[watchlist]\ndefault = 'A'", "[watchlist] default should be a list of texts"),
        ("[basket.B]\ntitle = 'B'\nassets = ['NOPE']", "[basket.B] names 'NOPE'"),
    ],
)
def test_what_a_tool_takes_by_default_is_there(desk, written, fault):
    (found,) = faults_of(desk(f"{one('A')}{written}"))

    assert fault in found


def test_what_is_there_may_be_taken_by_default(desk):
    use = (
        "[use]\nimplied = [{ x = 'A:qmean', y = 'GDPC1:saar', lead = '6M' }]\n[watchlist]\ndefault = ['A', 'UNRATE']\n"
    )

    assert "A" in load(desk(f"{one('A')}{use}")).series


def test_a_panel_that_cannot_be_read_does_not_silence_other_names(desk):
    """What may be in its file is not told; what cannot be is, and so are the levels of readers."""
    broken = f'[panel.ETF]\nsource = "file:etf.csv"\ndate = "day"\n{WIDE}'
    board = '[board.X]\ntitle = "X"\nrows = ["GLD", "NOPE", "OTHER/GLD"]\n[rights]\nmember = "dsk"\n'

    found = faults_of(desk(f"{broken}{board}", etf="date,GLD\n2026-01-30,1\n"))

    told = ["[panel.ETF]", "names 'NOPE'", "names 'OTHER/GLD'", "[rights] member is 'dsk'; the labels are public, desk"]
    assert [sum(each in fault for fault in found) for each in told] == [1] * 4
    assert len(found) == 4
    assert all(fault.startswith("desk.toml: ") for fault in found)


def test_names_that_an_absent_file_may_hold_are_not_told(desk):
    (fault,) = faults_of(desk(f'{ETF}[board.X]\ntitle = "X"\nrows = ["GLD"]'))

    assert "[panel.ETF]" in fault


def test_a_password_in_the_wrong_place_is_not_repeated(desk):
    url = "postgresql://u:SECRET PW@h/db"
    toml = f"""
        [series.A]
        title = "A"
        source = "{url}"
        unit = "{url}"
        freq = "M"
        "{url}" = 1
        [series.B]
        title = "B"
        source = "sql:{url}"
        unit = "index"
        freq = "M"
        label = "{url}"
        [sql."{url}"]
        url = "{url}"
        query = "select 1"
        ["{url}"]
        [board.X]
        title = "X"
        rows = ["{url}"]
        [use]
        "{url}" = 1
        [rights]
        people = {{ U1 = "{url}" }}
    """

    found = faults_of(desk(toml))

    assert len(found) >= 9
    assert not [fault for fault in found if "SECRET" in fault or "PW" in fault or "://" in fault]


def test_a_file_saved_by_a_windows_editor_is_read(desk):
    folder = desk("")
    (folder / "desk.toml").write_bytes(b"\xef\xbb\xbf" + one("A").encode())

    assert "A" in load(folder).series


@pytest.mark.parametrize("id", ["", "WIDGET:yoy", " A"])
def test_what_cannot_be_an_id_is_named(desk, id):
    (fault,) = faults_of(desk(f'[series."{id}"]\ntitle = "T"\n{SERIES}'))

    assert f"[series.{id}] is no id" in fault


def test_a_column_that_ends_like_a_transform_is_named(desk):
    (fault,) = faults_of(desk(ETF, etf="date,GLD:yoy,Total: all\n2026-01-30,1,1\n"))

    assert "[panel.ETF] 'GLD:yoy' ends like a transform" in fault


@pytest.mark.parametrize(("key", "name"), [("aliases", "the"), ("aliases", ""), ("aliases", "What"), ("zh", "的")])
def test_a_word_of_any_question_is_no_name(desk, key, name):
    (fault,) = faults_of(desk(one("A", f'{key} = ["gold", "{name}"]')))

    assert 'none of them empty or an everyday word such as "the"' in fault


def test_a_board_is_seen_by_those_who_may(desk):
    catalogue = load(desk(f'{one("A")}[board.X]\ntitle = "X"\nrows = ["A"]\nlabel = "restricted"\n'))

    assert "X" not in catalogue.visible(frozenset({"public", "desk"}), "desk").boards
    assert "X" in catalogue.visible(frozenset({"public", "desk", "restricted"}), "desk").boards


def test_a_hidden_column_does_not_take_the_packaged_series_from_others(desk, packaged):
    closed = f'[panel.ETF]\nsource = "file:etf.csv"\nlabel = "closed"\n{WIDE}'
    catalogue = load(desk(closed, etf="date,UNRATE,GLD\n2026-01-30,1,1\n"))

    member, boss = (catalogue.visible(frozenset(labels), "desk") for labels in (["desk"], ["desk", "closed"]))

    assert member.series["UNRATE"] == packaged.series["UNRATE"]
    assert "GLD" not in member.series
    assert boss.series["UNRATE"].panel == "ETF"
