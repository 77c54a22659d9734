"""Who may see what; in doubt, nobody."""

import pytest

from footnote.errors import SetupError
from knowledge.rights import Rights

USUAL = {
    "labels": ["public", "desk", "restricted", "closed"],
    "notes": "desk",
    "folders": {"notes/restricted": "restricted", "notes/restricted/board": "closed"},
    "people": {"U1": "closed"},
    "member": "desk",
    "unknown": "public",
    "terminal": "closed",
}


@pytest.mark.parametrize("stanza", [None, {}, USUAL])
def test_the_terminal_sees_all_and_a_member_what_members_see(stanza):
    rights = Rights.of(stanza)

    assert rights.clearance(None) == {"public", "desk", "restricted", "closed"}
    assert rights.clearance("U9") == {"public", "desk"}
    assert rights.clearance("U9", known=False) == {"public"}


def test_a_person_listed_has_their_own_clearance():
    assert Rights.of(USUAL).clearance("U1") == {"public", "desk", "restricted", "closed"}


@pytest.mark.parametrize(
    ("path", "given", "label"),
    [
        ("notes/a.md", None, "desk"),
        ("notes/a.md", "Public", "public"),
        ("notes/restricted/a.md", None, "restricted"),
        ("notes/restricted/board/a.md", None, "closed"),
        ("notes/restricted-not/a.md", None, "desk"),
        ("notes/restricted/a.md", "closed", "closed"),
    ],
)
def test_the_label_of_a_note(path, given, label):
    assert Rights.of(USUAL).label_for(path, given) == (label, None)


def test_a_misspelt_label_closes_the_note_and_is_said():
    label, warning = Rights.of(USUAL).label_for("notes/a.md", "restrcted")

    assert label == "closed"
    assert "'restrcted' is not one of public, desk, restricted, closed" in warning


def test_a_note_does_not_open_its_folder():
    label, warning = Rights.of(USUAL).label_for("notes/restricted/a.md", "public")

    assert label == "restricted"
    assert "below that of its folder" in warning


def test_labels_of_its_own_without_levels_fail_closed():
    rights = Rights.of({"labels": ["low", "high"]})

    assert rights.clearance("U9") == {"low"}
    assert rights.clearance(None) == {"low", "high"}
    assert rights.label_for("a.md", None) == ("high", None)


def test_all_faults_are_named_at_once():
    with pytest.raises(SetupError) as caught:
        Rights.of({"member": "dsk", "colour": "red", "people": {"U1": "boss"}, "folders": 3})

    assert [fault.split(" ")[1] for fault in caught.value.faults] == ["member", "colour", "people:", "folders"]


def test_labels_must_be_a_list_of_different_names():
    with pytest.raises(SetupError, match="list of different names"):
        Rights.of({"labels": ["a", "a"]})
