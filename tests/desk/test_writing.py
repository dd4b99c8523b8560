"""Settings are written into desk.toml, and everything else in it stays as a person wrote it."""

from __future__ import annotations

from dataclasses import replace

from carrel.desk.reading import settings
from carrel.desk.reading.writing import rewritten

TEXT = '''# Our shop, as we write it.
sign = """
Kind regards
[The shop]
"""
title = "Shop" # for now
mine = [
  "help@shop.example",
]

[[general]]
name = "product"
says = "the product"
ask = "Which product?"   # asked first
kind = "product"
'''


def test_what_is_said_anew_stands_in_its_place_and_the_rest_stays() -> None:
    before = settings.read(TEXT)[0]
    assert before is not None
    said = replace(before, title='The "Shop"\\', currency="€", sign="", mine=("a@shop.example", "b@shop.example"))
    text = rewritten(TEXT, said)
    assert settings.read(text) == (said, ())
    assert text.startswith("# Our shop, as we write it.\n")
    assert text.endswith(TEXT[TEXT.index("[[general]]") :])
    assert "Kind regards" not in text


def test_written_twice_it_is_the_same() -> None:
    said = settings.read(TEXT)[0]
    assert said is not None
    once = rewritten(TEXT, said)
    assert rewritten(once, said) == once
    assert settings.read(rewritten("", said))[0] == replace(said, general=())
