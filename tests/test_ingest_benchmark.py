"""The benchmark of the ingest: a whole run on three documents, and what it refuses."""

import json

import pytest

from benchmarks import ingest as benchmark
from knowledge import weights

needs_weights = pytest.mark.skipif(not weights.found(), reason="the weights of the embedding model are not there")


@pytest.fixture
def three_documents(tmp_path):
    """Two that can be read, one of two pages, and one that cannot."""
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "a.md").write_text("# Larch\n\nThe harvest of larch fell.\n", "utf-8")
    (folder / "b.txt").write_text("Ferries\n\nFerry traffic rose.\fCopper was dear.\n", "utf-8")
    (folder / "c.xyz").write_bytes(b"\0\1\2")
    return folder


@needs_weights
def test_each_pipeline_takes_the_same_documents_and_is_held_against_the_plain_one(three_documents, capsys):
    benchmark.main(["--documents", str(three_documents), "--json"])

    out, err = capsys.readouterr()
    found = json.loads(out)
    rates = found["pages_a_second"]
    assert "left out: c.xyz" in err
    assert (found["documents"], found["pages"], found["plain_chunks"]) == (2, 3, 3)
    assert found["passages"] == 3
    assert sum(hand["pages"] for hand in found["hands"]) == 3
    assert found["of_plain"] == pytest.approx(rates["Footnote"] / rates["plain LangChain"])
    assert found["of_model_alone"] == pytest.approx(rates["Footnote"] / rates["the model alone"])
    assert all(spent > 0 for stages in found["milliseconds_a_page"].values() for spent in stages.values())
    assert [line.split("  ")[0] for line in benchmark.lines(found)][2:6] == list(rates_in_order())


def rates_in_order():
    return benchmark.OURS, benchmark.AGAIN, benchmark.ALONE, benchmark.PLAIN


def test_documents_are_dealt_up_to_so_many_pages(three_documents):
    assert sum(hand.pages for hand in benchmark.dealt(three_documents, 1)) == 1
    assert [hand.pages for hand in benchmark.dealt(three_documents, 9)] == [2, 1]


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(SystemExit, match="There is no folder"):
        benchmark.main(["--documents", str(tmp_path / "none")])
