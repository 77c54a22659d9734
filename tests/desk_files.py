"""What a reading of a desk's file holds, and with which sentence one is refused."""

import pytest

from footnote.errors import SourceError


def values(reading):
    return {str(day.date()): value for day, value in reading.values.items()}


def refusal(read, text, **known):
    """The sentence with which *text* is refused; it names the series and the file in both languages."""
    with pytest.raises(SourceError) as caught:
        read(text, **known)
    words, name = caught.value.text, known.get("name", "a.csv")
    assert not caught.value.retry
    assert words.en.startswith(f"Title of A (A): the file {name} ")
    assert words.zh.startswith(f"A的名称（A）：文件 {name} ")
    return words
