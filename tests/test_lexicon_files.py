"""The files of the lexicon are fit to be edited by people: each line says what it should, and no two say the same."""

from collections import defaultdict
from pathlib import Path

import pytest

from footnote.errors import SetupError
from knowledge import statements
from knowledge.inflected import singular
from knowledge.lexical import tokens, units
from knowledge.lexicon import Lexicon
from knowledge.script import CJK, simplified
from knowledge.terms import everyday, packaged, read

FILES = Path(statements.__file__).parent
MOST = 500  # terms of the desk: more than that, nobody looks through


@pytest.fixture(scope="module")
def terms():
    return [*packaged(), *everyday()]


def english(term):
    return [name for name in term.names if not CJK.search(name)]


def test_there_are_no_more_terms_than_a_person_can_keep():
    assert 400 < len(list(read(FILES / "lexicon.tsv"))) <= MOST


def test_every_term_has_a_name_in_each_language(terms):
    one_sided = [term.names for term in terms if not english(term) or not any(map(CJK.search, term.names))]

    assert not one_sided


def test_no_english_name_stands_on_two_lines(terms):
    lines = defaultdict(set)
    for number, term in enumerate(terms):
        for name in english(term):
            lines[tuple(map(singular, name.replace("-", " ").split()))].add(number)

    assert [name for name, numbers in lines.items() if len(numbers) > 1] == []


def test_chinese_names_are_in_simplified_characters(terms):
    assert [name for term in terms for name in term.names if simplified(name) != name] == []


def test_every_name_can_be_typed(terms):
    assert [name for term in terms for name in term.names if not units(name)] == []


def test_the_statements_of_an_item_are_those_that_pages_are_told_by(terms):
    known = {each.name for each in statements.known()}

    assert {statement for term in terms for statement in term.statements} <= known
    assert set(Lexicon.load().statements) <= known


def test_what_a_measure_is_made_of_is_known_by_its_own_name(terms):
    """Otherwise a slip of the keys in the fourth column would never show."""
    items = {tuple(tokens(name)) for term in terms for name in term.names}
    made = [way for line in read(FILES / "accounts.tsv") for way in line.made_of]

    assert len(made) > 60
    assert [way for way in made if not _is_made_of(tokens(way), items)] == []


def _is_made_of(words, items):
    """Whether *words* can be cut into the words of items."""
    if not words:
        return True
    return any(tuple(words[:end]) in items and _is_made_of(words[end:], items) for end in range(1, len(words) + 1))


@pytest.mark.parametrize("line", ["gold 黄金", "gold\t", "\t黄金"], ids=["no tab", "no Chinese", "no English"])
def test_a_line_that_is_none_is_refused_by_its_number(tmp_path, line):
    file = tmp_path / "lexicon.tsv"
    file.write_text(f"en\tzh\n# Metals\nsilver\t白银\n{line}\n", encoding="utf-8")

    with pytest.raises(SetupError, match=r"lexicon\.tsv, line 4"):
        list(read(file))


def test_a_desk_adds_its_terms_in_its_folder(tmp_path):
    (tmp_path / "lexicon.tsv").write_text("en\tzh\nnet lease | triple net\t净租赁\n", encoding="utf-8")

    lexicon = Lexicon.load(desk=tmp_path)

    assert lexicon.expand("triple nets") == ["net lease", "净租赁"]
    assert "通胀" in lexicon.expand("inflation")
    assert Lexicon.load(desk=tmp_path / "elsewhere").expand("triple nets") == []


def test_a_file_in_another_encoding_is_refused(tmp_path):
    (tmp_path / "lexicon.tsv").write_bytes("en\tzh\ngold\t黄金\n".encode("gb18030"))

    with pytest.raises(SetupError, match="save it as UTF-8"):
        Lexicon.load(desk=tmp_path)


def test_a_desks_own_item_may_name_a_statement_of_its_own(tmp_path):
    (tmp_path / "lexicon.tsv").write_text("en\tzh\tstatement\nfloat\t浮存金\tinsurance accounts\n", encoding="utf-8")

    (segment,) = Lexicon.load(path=tmp_path / "lexicon.tsv").segments("float")

    assert segment.statements == (("insurance accounts",),)
