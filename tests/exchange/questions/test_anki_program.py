"""Anki itself opens what we write, brings it up to date, and writes what we read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from anki.collection import (
    Collection,
    ExportAnkiPackageOptions,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
)

from carrel.exchange.questions import anki as ours
from carrel.exchange.questions.api import Found, Questions, QuestionsRefused
from tests.exchange.questions.anki_kit import NINE


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Any]:
    collection = Collection(str(tmp_path / "collection.anki2"))
    yield collection
    collection.close()


def taken_in(program: Any, content: bytes, path: Path) -> dict[str, int]:
    """How many notes Anki says are new, brought up to date, or there already."""
    path.write_bytes(content)
    log = program.import_anki_package(
        ImportAnkiPackageRequest(package_path=str(path), options=ImportAnkiPackageOptions())
    ).log
    counts = {name: len(getattr(log, name)) for name in ("new", "updated", "duplicate", "conflicting")}
    return {name: count for name, count in counts.items() if count}


def exported(program: Any, path: Path, *, old: bool) -> Found:
    """What we read from Anki's own package."""
    program.export_anki_package(out_path=str(path), options=ExportAnkiPackageOptions(legacy=old), limit=None)
    return ours.read(path.read_bytes(), path.name)


def test_anki_takes_in_every_note_and_finds_its_collection_sound(program: Any, tmp_path: Path) -> None:
    assert taken_in(program, ours.write(NINE).content, tmp_path / "a.apkg") == {"new": 9}
    assert {one.name for one in program.decks.all_names_and_ids()} == {"Cells", "Default"}
    assert program.card_count() == 10
    _report, is_sound = program.fix_integrity()
    assert is_sound


def test_what_comes_twice_is_there_once(program: Any, tmp_path: Path) -> None:
    taken_in(program, ours.write(NINE).content, tmp_path / "a.apkg")
    assert taken_in(program, ours.write(NINE).content, tmp_path / "b.apkg") == {"duplicate": 9}


def test_what_was_changed_since_is_brought_up_to_date(program: Any, tmp_path: Path) -> None:
    taken_in(program, ours.write(replace(NINE, written=1_750_000_000)).content, tmp_path / "a.apkg")
    changed = replace(NINE.items[0], prompt="What divides a nucleus?")
    later = ours.write(Questions("Cells", (changed, *NINE.items[1:]), written=1_760_000_000))
    assert taken_in(program, later.content, tmp_path / "b.apkg") == {"updated": 9}
    [note] = program.find_notes("guid:none OR deck:Cells tag:biology::growth")
    assert program.get_note(note)["Front"] == "What divides a nucleus?"
    assert program.note_count() == 9


def test_a_card_shows_the_hints_only_when_asked_and_the_answer_behind(program: Any, tmp_path: Path) -> None:
    taken_in(program, ours.write(NINE).content, tmp_path / "a.apkg")
    [card] = program.find_cards("tag:biology::growth")
    front, back = program.get_card(card).question(), program.get_card(card).answer()
    assert "display: none" in front.partition("It has four phases.")[0]
    assert "mitosis" not in front
    assert back.index("mitosis") < back.index("It keeps the number") < back.index("Cells &amp; tissues")


def test_a_cloze_asks_one_gap_at_a_time(program: Any, tmp_path: Path) -> None:
    taken_in(program, ours.write(NINE).content, tmp_path / "a.apkg")
    first, second = (program.get_card(card) for card in program.find_cards("mitochondrion"))
    assert ">[...]</span> makes" in first.question()
    assert ">ATP</span>" in first.question()
    assert ">mitochondrion</span> makes" in second.question()


def test_anki_s_own_package_in_the_old_way_comes_back(program: Any, tmp_path: Path) -> None:
    taken_in(program, ours.write(NINE).content, tmp_path / "a.apkg")
    found = exported(program, tmp_path / "old.apkg", old=True)
    straight = ours.read(ours.write(NINE).content, "")
    assert sorted(found.items, key=lambda item: item.id) == sorted(straight.items, key=lambda item: item.id)
    assert (found.title, found.bad) == ("Cells", ())


def test_anki_s_own_package_in_the_new_way_is_refused_with_the_way_around_it(program: Any, tmp_path: Path) -> None:
    with pytest.raises(QuestionsRefused, match="newest format"):
        exported(program, tmp_path / "new.apkg", old=False)


def test_anki_s_own_text_says_the_same_as_its_package(program: Any, tmp_path: Path) -> None:
    taken_in(program, ours.write(NINE).content, tmp_path / "a.apkg")
    every = {"with_html": True, "with_tags": True, "with_deck": True, "with_notetype": True, "with_guid": True}
    program.export_note_csv(out_path=str(tmp_path / "a.txt"), limit=None, **every)
    content = (tmp_path / "a.txt").read_bytes()
    recognises = ours.TEXT.recognises
    assert recognises is not None
    assert recognises(content, "a.txt")
    found = ours.read_text(content, "a.txt")
    package = exported(program, tmp_path / "old.apkg", old=True)
    assert sorted(found.items, key=lambda item: item.id) == sorted(package.items, key=lambda item: item.id)
    assert found.title == "Cells"


def test_a_note_of_anki_s_own_types_comes_in(program: Any, tmp_path: Path) -> None:
    for kind, fields in (
        ("Basic (and reversed card)", {"Front": "Capital of <b>France</b>?", "Back": "Paris"}),
        ("Basic (type in the answer)", {"Front": "2 + 2", "Back": "4"}),
        ("Cloze", {"Text": "{{c1::Rome}} is old.", "Back Extra": "Since 753."}),
    ):
        note = program.new_note(program.models.by_name(kind))
        for name, value in fields.items():
            note[name] = value
        program.add_note(note, program.decks.id("Cities"))
    found = exported(program, tmp_path / "old.apkg", old=True)
    assert [(item.kind, item.prompt or item.text) for item in found.items] == [
        ("text", "Capital of **France**?"),
        ("text", "2 + 2"),
        ("cloze", "{{Rome}} is old."),
    ]
    assert found.lost == {"cards": 1}
