"""Words are compared as SQLite's full-text search compares them."""

from __future__ import annotations

import re

from sqlcipher3 import dbapi2 as driver

from carrel.base.matching import folded, terms
from carrel.base.stems import stem
from tests.house.sources import APP, ROOT, python_files


def test_stems_are_those_of_the_index() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (*python_files(APP), *sorted(ROOT.glob("resources/**/*.md")))]
    words = sorted({word for text in texts for word in re.findall("[a-z]{4,}", text.lower())})
    words += ["relational", "conditional", "hopping", "falling", "skies", "sized", "controlling", "generalizations"]
    db = driver.connect(":memory:")
    db.execute("create virtual table kept using fts5(word, tokenize='porter unicode61 remove_diacritics 2')")
    db.execute("create virtual table term using fts5vocab(kept, instance)")
    db.executemany("insert into kept (rowid, word) values (?, ?)", list(enumerate(words)))
    theirs = dict(db.execute("select doc, term from term"))
    db.close()
    assert len(words) > 3000
    assert {word: stem(word) for word in words} == {word: theirs[number] for number, word in enumerate(words)}


def test_terms_are_stems_and_pairs_of_letters() -> None:
    assert terms("Crème BRÛLÉES, divided 3.5") == ["creme", "brule", "divid", "3", "5"]
    assert terms("DNA分子")[0] == "dna"
    assert len(terms("DNA分子")) == 3
    assert folded("ΑΘΉΝΑ Straße") == "αθηνα strasse"
