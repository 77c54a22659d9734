"""What is wrong, odd or missing in the real files of FRED and its vintages, and that no figure falls for it."""

from datetime import date

import numpy as np
import pytest
from real_desk import REAL, data_at, needs_real, real_desk
from real_traps import TODAY, TRAPS, raw, refused

from footnote.errors import AskError, FootnoteError, SourceError
from tools.boards import snapshot
from tools.extremes import since_when
from tools.indicators import change, latest
from tools.returns import returns
from tools.vintages import revisions

pytestmark = needs_real
EARLIER_SNAPSHOT = {
    "UMCSENT": date(2025, 11, 30),
    "INDPRO": date(2025, 11, 30),
    "BUSLOANS": date(2025, 11, 30),
    "DGORDER": date(2025, 10, 31),
    "GDPC1": date(2025, 9, 30),
    "USREC": date(2025, 12, 31),
    "ICSA": date(2025, 12, 27),
    "DGS10": date(2025, 12, 30),
    "T10Y2Y": date(2025, 12, 31),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return real_desk(tmp_path_factory.mktemp("traps") / "desk", TRAPS)


@pytest.fixture(scope="module")
def real(folder):
    return data_at(folder)


@pytest.fixture
def known_on(folder):
    """The same data as known on a day."""
    return lambda day: data_at(folder, date.fromisoformat(day))


# ---------------------------------------------------------------- fred/: two snapshot days, histories cut by hand


@pytest.mark.parametrize("id", EARLIER_SNAPSHOT)
def test_what_was_downloaded_earlier_is_not_called_current(real, id):
    figure = latest(real, id)

    assert figure.as_of == EARLIER_SNAPSHOT[id]
    assert not figure.stats["current"]
    assert "not current" in figure.caveats[0].en


def test_a_board_over_both_snapshot_days_marks_the_older_rows(real):
    rows = {row.series: row for row in snapshot(real, series=("INDPRO", "CPIAUCSL", "UNRATE", "DGS10")).parts}

    assert {id: row.stats["current"] for id, row in rows.items()} == {
        "INDPRO": False,
        "CPIAUCSL": True,
        "UNRATE": True,
        "DGS10": False,
    }
    assert any("Nov 2025" in caveat.en for caveat in rows["INDPRO"].caveats)


@pytest.mark.parametrize("id", sorted(EARLIER_SNAPSHOT.keys() - {"DGORDER"}))
def test_a_history_that_starts_in_1980_by_choice_says_where_it_starts(real, id):
    figure = since_when(real, id, "highest")

    assert figure.stats["first"].year == 1980
    assert refused(AskError, change, real, id, start="1979").reason == "short_history"


def test_a_record_is_one_of_the_history_held(known_on):
    figure = since_when(known_on("2019-12-20"), "BUSLOANS", "highest")

    assert figure.stats["record"]
    assert any(caveat.en.endswith("(BUSLOANS): the history held runs from Jan 1980 on.") for caveat in figure.caveats)


# ---------------------------------------------------------------- fred/: blanks


@pytest.mark.parametrize("id", ["CPIAUCSL", "UNRATE"])
@pytest.mark.parametrize(
    "typed", [{"start": "2024-10", "end": "2025-10"}, {"start": "2025-10", "end": "2025-11"}, {"start": "2025-10"}]
)
def test_no_change_has_an_end_in_october_2025(real, id, typed):
    error = refused(AskError, change, real, id, **typed)

    assert error.reason == "blank"
    assert "Oct 2025" in error.text.en


@pytest.mark.parametrize("id", ["CPIAUCSL", "UNRATE"])
def test_november_2025_is_not_set_against_september(known_on, id):
    """The month before is blank: a change on the month would be one on two."""
    data = known_on("2025-12-20")

    assert latest(data, id).as_of == date(2025, 11, 30)
    assert "Oct 2025" in refused(AskError, change, data, id, window="1M").text.en
    assert "Oct 2025" in refused(AskError, latest, data, id, at="2025-10").text.en
    (row,) = snapshot(data, series=(id,)).parts
    assert "change_period" not in {part.name for part in row.parts}
    assert "change_year" in {part.name for part in row.parts}


@pytest.mark.parametrize("id", ["DGS10", "T10Y2Y"])
def test_a_holiday_is_blank_and_its_neighbour_is_named(real, known_on, id):
    held = real.series(id)
    figure = latest(known_on("2025-12-26"), id)

    assert (held.values.isna().sum(), held.known.isna().sum()) == (501, 0)
    assert figure.as_of == date(2025, 12, 24)
    assert "24 Dec 2025" in figure.label.en
    assert change(known_on("2025-12-27"), id, window="1D").stats["start"] == date(2025, 12, 24)


# ---------------------------------------------------------------- fred/: zeros and negatives


@pytest.mark.parametrize(
    ("id", "start", "end", "value", "unit"),
    [
        ("USREC", "2020-02", "2020-04", 1, "count"),
        ("USREC", "2020-04", "2020-05", -1, "count"),
        ("T10Y2Y", "2023-07-03", "2025-12-31", 179, "basis point"),
        ("T10Y2Y", "2022-07-05", "2022-07-06", -4, "basis point"),
        ("GACDFSA066MSFRBPHI", "2026-05", "2026-07", 41.8, "diffusion index"),
        ("NOCDFSA066MSFRBPHI", "2025-04", "2026-07", 65.6, "diffusion index"),
    ],
)
def test_across_zero_a_change_is_a_difference(real, id, start, end, value, unit):
    figure = change(real, id, start=start, end=end)

    assert (round(figure.value, 6), figure.unit) == (value, unit)


def test_a_balance_earns_no_return(real):
    assert refused(AskError, returns, real, assets=("T10Y2Y",), window="1Y").reason == "units"


# ---------------------------------------------------------------- vintages/


@pytest.mark.parametrize(("as_of", "thousands"), [("2008-10-31", -159), ("2009-02-27", -321), ("2024-03-29", -450)])
def test_payrolls_of_september_2008_as_they_were_known(known_on, as_of, thousands):
    figure = change(known_on(as_of), "PAYEMS", start="2008-08", end="2008-09")

    assert (figure.value, figure.unit) == (thousands * 1000, "persons")
    assert {part.inputs[0].vintage for part in figure.parts if part.unit == "persons"} == {f"as published by {as_of}"}


def test_a_value_that_never_changed_is_known_in_every_later_vintage(known_on):
    """The table has one row for June 2003 after its last revision, and nothing in the years that follow."""
    rows = raw("vintages/UNRATE.csv").query("date == '2003-06-01'")

    assert rows["realtime_start"].max() < "2005"
    assert latest(known_on("2010-01-29"), "UNRATE_KNOWN", at="2003-06").value == rows["value"].iloc[-1]


@pytest.mark.parametrize(("id", "opens"), [("INDPRO_KNOWN", "1999-08-31"), ("NAPMNOI", "2015-01-30")])
def test_before_the_first_vintage_nothing_was_known(known_on, id, opens):
    before = str(date.fromisoformat(opens).replace(day=date.fromisoformat(opens).day - 1))

    assert refused(AskError, latest, known_on(before), id).reason == "short_history"
    assert latest(known_on(opens), id, at="1998-12").inputs[0].vintage == f"as published by {opens}"


def test_the_oldest_print_held_is_not_called_the_first_print(real):
    figure = revisions(real, "INDPRO_KNOWN", "1998-12")

    assert any("need not be the first print" in caveat.en for caveat in figure.caveats)


def test_levels_before_and_after_a_rebasing_are_not_subtracted(real, known_on):
    """January 1959 was 34.431 until the base year moved, and 28.055 from 31 December 2002 on."""
    older, newer = known_on("2002-12-30"), known_on("2002-12-31")
    rows = raw("vintages/INDPRO.csv")

    for data, day, level in ((older, "2002-12-30", 34.431), (newer, "2002-12-31", 28.055)):
        known = rows[rows["realtime_start"] <= day].groupby("date")["value"].last()
        expected = 100 * (known["1960-01-01"] / known["1959-01-01"] - 1)
        figure = change(data, "INDPRO_KNOWN", start="1959-01", end="1960-01")
        assert latest(data, "INDPRO_KNOWN", at="1959-01").value == level
        assert figure.value == pytest.approx(expected)
        assert 5 < figure.value < 15
    revised = revisions(real, "INDPRO_KNOWN", "1998-12")
    assert (revised.value, revised.stats["rebased"]) == (None, True)


def test_a_column_is_a_vintage_and_its_dates_are_quarters(real):
    then = latest(real, "GNP_2000Q1", at="1999Q3")
    now = latest(real, "GDP_2024Q1", at="1999Q3")

    assert (then.value, now.value) == (8_900.6e9, 13_604.8e9)
    assert then.as_of == now.as_of == date(1999, 9, 30)
    assert refused(AskError, latest, real, "GNP_2000Q1", at="1947Q1").reason == "short_history"
    assert latest(real, "GDP_2024Q1", at="1947Q1").value == pytest.approx(2_182.7e9)


def test_growth_stays_within_one_vintage(real):
    rows = raw("vintages/RTDSM_ROUTPUT_2000on.csv").set_index("date")

    for id, column in (("GNP_2000Q1", "ROUTPUT00Q1"), ("GDP_2024Q1", "ROUTPUT24Q1")):
        expected = 100 * (rows.loc["1999:Q3", column] / rows.loc["1998:Q3", column] - 1)
        assert change(real, id, start="1998Q3", end="1999Q3").value == pytest.approx(expected)


# ---------------------------------------------------------------- fredmd/


def test_the_line_of_transform_codes_is_no_observation(real):
    for id in ("MD_INDPRO", "MD_INDPRO_TOLD"):
        error = refused(SourceError, latest, real, id)
        assert "row 2" in error.text.en
        assert "'Transform:'" in error.text.en


@pytest.fixture
def without_codes(tmp_path):
    """A desk over both vintages with their second line deleted, as the refusal says."""
    desk = tmp_path / "desk"
    (desk / "data" / "fredmd").mkdir(parents=True)
    for vintage in ("2008-09", "2024-03"):
        lines = (REAL / "fredmd" / f"{vintage}.csv").read_text("utf-8").splitlines(keepends=True)
        (desk / "data" / "fredmd" / f"{vintage}.csv").write_text("".join(lines[:1] + lines[2:]), "utf-8")
    written = {("2024-03", "INDPRO"): "index", ("2024-03", "UMCSENTx"): "index", ("2008-09", "INDPRO"): "index"}
    written |= {("2008-09", "CMRMTSPLx"): "USD mn", ("2008-09", "HWI"): "index"}
    stanzas = [
        f'[series.{head}_{vintage[:4]}{told}]\ntitle = "{head}"\nsource = "file:fredmd/{vintage}.csv#{head}"\n'
        f'date = "sasdate"\nunit = "{unit}"\nfreq = "M"\n' + ('dates = "%m/%d/%Y"\n' if told else "")
        for (vintage, head), unit in written.items()
        for told in ("", "_TOLD")
    ]
    (desk / "desk.toml").write_text("\n".join(stanzas), "utf-8")
    return data_at(desk, TODAY)


def test_months_and_days_in_slashes_are_read_only_when_told(without_codes):
    """1/2/1959 is February by this file, 2 January by another's; one vintage writes zeros before, one does not."""
    for id in ("INDPRO_2008", "INDPRO_2024"):
        assert "/1959" in refused(SourceError, latest, without_codes, id).text.en
        assert len(without_codes.series(f"{id}_TOLD").known) in (596, 782)
    assert latest(without_codes, "INDPRO_2024_TOLD", at="1959-02").value == 22.3966


def test_a_column_that_was_once_quarterly_has_no_monthly_change_there(without_codes):
    assert refused(AskError, latest, without_codes, "UMCSENTx_2024_TOLD", at="1977-01").reason == "blank"
    error = refused(AskError, change, without_codes, "UMCSENTx_2024_TOLD", start="1977-01", end="1978-01")
    assert "Jan 1977" in error.text.en


def test_a_ragged_end_is_not_the_last_value(without_codes):
    """The last rows of a vintage lack what is published later."""
    assert latest(without_codes, "INDPRO_2008_TOLD").as_of == date(2008, 8, 31)
    assert latest(without_codes, "CMRMTSPLx_2008_TOLD").as_of < date(2008, 8, 31)


def test_a_column_of_another_vintage_is_missed_by_name(without_codes):
    error = refused(FootnoteError, latest, without_codes, "HWI_2008_TOLD")

    assert "HWI" in error.text.en
    assert "2008-09.csv" in error.text.en


# ---------------------------------------------------------------- the files themselves


def test_every_real_file_is_as_its_traps_say():
    """The counts above are of these files; a new copy of one shows here first."""
    counts = {name: raw(name) for name in ("fred/USREC.csv", "fred/T10Y2Y.csv", "market/SP500_shiller_monthly.csv")}

    assert (counts["fred/USREC.csv"]["value"] == 0).sum() == 494
    assert (counts["fred/T10Y2Y.csv"]["value"] < 0).sum() == 1_710
    assert (counts["market/SP500_shiller_monthly.csv"]["Dividend"] == 0).sum() == 36
    assert np.isnan(counts["fred/T10Y2Y.csv"]["value"]).sum() == 501
