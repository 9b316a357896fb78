"""A lexicon tries a word only where it can begin: so what a spelling begins with has to be listed in full."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.beginnings import beginnings
from bot.language.engine import Lexicon
from bot.language.lexicon import ROWS

SPELLINGS = sorted({spelling for _, spelling in ROWS})
WRITTEN = "年月日底前内初旬季度上下半一二十百万亿两至到-、和每个项家%元全国目区市春节 \n.,“”0123456789之间余多"


@pytest.mark.parametrize(
    ("spelling", "letters"),
    [
        ("年底|月末", "年月"),
        ("(?:及|和)?以上", "及和以"),
        ("[上中-丯]旬", "上中丮丯"),
        (r"(?<=\d)年", "年"),
        (r"\d+(?=[^年])月", "0123456789"),
        (r"[一两]{0,2}\.?号", "一两.号"),
        (r"(?m:^)[ ]*第", " 第"),
    ],
)
def test_the_letters_that_a_spelling_begins_with(spelling: str, letters: str) -> None:
    assert beginnings(spelling) == frozenset(letters)


@pytest.mark.parametrize("spelling", [".月", "[^年]月", r"\w+", "(?:年)?", "年*", "年)月"])
def test_a_spelling_whose_beginnings_cannot_be_listed_is_refused(spelling: str) -> None:
    with pytest.raises(ValueError, match="can't be listed"):
        beginnings(spelling)


@given(st.text(st.sampled_from(WRITTEN), max_size=30))
def test_what_a_spelling_matches_begins_with_one_of_its_letters(text: str) -> None:
    for spelling in SPELLINGS:
        assert {found[0][0] for found in re.finditer(spelling, text)} <= beginnings(spelling)


@given(st.text(st.sampled_from(WRITTEN), max_size=30))
def test_at_each_place_the_first_row_that_fits_makes_the_token(text: str) -> None:
    """As if the rows were tried one after the other at each character."""
    expected, at = [], 0
    while at < len(text):
        fits = ((kind, match) for kind, row in ROWS if (match := re.compile(row).match(text, at)))
        kind, match = next(fits, (None, None))
        if match is not None:
            expected.append((kind, at, match.end()))
        at = match.end() if match else at + 1
    tokens = Lexicon(ROWS).lex(text)
    words = zip(tokens.kinds, tokens.starts, tokens.ends, strict=True)
    assert [word for word in words if word[0] != "."] == expected


def test_a_spelling_captures_no_groups() -> None:
    with pytest.raises(ValueError, match="capture"):
        Lexicon([("N", r"(\d)年")])
