"""`carrel read` as a person meets it: a folder with everything in it, read by the real program."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

from carrel.base.stamp import SystemStamp
from carrel.courses import tables as course_tables
from carrel.courses.model import Course
from carrel.flows import library
from tests.cli.reading import around, carrel_read, measured, opened, run, start, wait_for_parts
from tests.library.made import PASSWORD, STORY, bad, good, mixed_folder
from tests.library.made_pdf import pdf

MOST_MEMORY = 600_000_000
SECRET = "the diary of Ada"


@pytest.mark.fault
def test_every_good_file_of_a_mixed_folder_is_in_and_every_bad_one_is_named(tmp_path: Path) -> None:
    folder, home = tmp_path / "mixed", tmp_path / "home"
    expected = mixed_folder(folder)
    del expected["folder.pdf"]  # inside a folder it is one more folder, and empty
    (tmp_path / "secret.txt").write_text(SECRET)
    assert len(expected) >= 40
    before = around(tmp_path)
    ran = measured(home, folder, str(folder), "--json")
    lines = ran.lines()
    assert {Path(line["file"]).name: "ok" if line["ok"] else line["error"]["code"] for line in lines} == expected
    assert len(lines) == len(expected)
    assert (ran.code, "Traceback" in ran.err, SECRET in ran.out) == (1, False, False)
    for line in lines:
        assert {"file", "ok", "document", "pages", "passages"} <= line.keys()
        assert bool(line["passages"]) == line["ok"]
        if not line["ok"]:
            assert line["error"].keys() == {"what", "next", "code"}
            assert f"{line['file']}: {line['error']['what']}\n" in ran.err
    assert around(tmp_path) == before
    assert ran.memory <= MOST_MEMORY
    with opened(home) as kit:
        first = {one.id: (one.state, one.read) for one in library.documents(kit)}
    again = carrel_read(home, *(str(folder / name) for name in good()), "--json")
    assert again.code == 0
    assert {line["document"] for line in again.lines()} == {line["document"] for line in lines if line["ok"]}
    assert all(line["known"] for line in again.lines())
    with opened(home) as kit:
        assert {one.id: (one.state, one.read) for one in library.documents(kit)} == first
    assert {name for name, code in expected.items() if code != "ok"} == {*bad(), "pipe.txt"} & set(expected)


def test_a_bad_file_is_a_sentence_and_a_next_step_and_the_others_go_on(tmp_path: Path) -> None:
    folder, home = tmp_path / "papers", tmp_path / "home"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(pdf([[STORY]], password=PASSWORD))
    (folder / "b.txt").write_text(STORY)
    ran = carrel_read(home, str(folder), str(folder / "nowhere.txt"))
    assert ran.code == 1
    assert ran.out == f"{folder / 'b.txt'}: one passage\n"
    assert f"{folder / 'a.pdf'}: This document is locked with a password.\n    Give its password" in ran.err
    assert "“--password -” asks for it." in ran.err
    assert f"{folder / 'nowhere.txt'}: This file cannot be opened.\n" in ran.err
    assert "2 files could not be read. One is in the library." in ran.err
    opened_now = carrel_read(home, str(folder / "a.pdf"), "--password", "-", "--json", stdin=f"{PASSWORD}\n")
    assert (opened_now.code, [line["pages"] for line in opened_now.lines()]) == (0, [1])


def test_documents_go_into_a_course_and_an_unknown_one_is_named(tmp_path: Path) -> None:
    home = tmp_path / "home"
    (tmp_path / "b.txt").write_text(STORY)
    with opened(home) as kit, kit.store.writing() as db:
        course_tables.create(db, Course("bio", SystemStamp().now(), "Biology"))
    assert carrel_read(home, str(tmp_path / "b.txt"), "--course", "biology").code == 0
    with opened(home) as kit:
        assert [one.name for one in library.documents(kit, "bio")] == ["b.txt"]
    missing = carrel_read(home, str(tmp_path / "b.txt"), "--course", "Chemistry", "--json")
    assert (missing.code, missing.lines()[0]["error"]["code"]) == (1, "course-missing")


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C cannot be sent to one process there")
def test_ctrl_c_stops_and_without_a_file_reading_goes_on(tmp_path: Path) -> None:
    home, path = tmp_path / "home", tmp_path / "long.pdf"
    path.write_bytes(pdf([[f"Page {number} is about leaf number {number}."] for number in range(3000)]))
    child = start(home, "read", str(path))
    wait_for_parts(home, child)
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=60)
    assert (child.returncode, out) == (130, "")
    assert "“carrel read” goes on." in err
    with opened(home) as kit:
        (document,) = library.documents(kit)
    assert document.state == "reading"
    assert 0 < document.read < 3000
    (line,) = carrel_read(home, "--json").lines()
    assert (line["document"], line["pages"], line["passages"]) == (document.id, 3000, 3000)
    assert "There was nothing to read." in carrel_read(home).err


@pytest.mark.native
def test_a_text_and_a_pdf_are_answered_from_with_their_own_words(tmp_path: Path) -> None:
    home, note, leaf = tmp_path / "home", tmp_path / "two lines.txt", tmp_path / "leaf.pdf"
    note.write_text("The garden gate is locked at nine.\nOnly the caretaker has a key to it.\n")
    leaf.write_bytes(pdf([["Roots take water from the soil."], ["The stomata of a leaf open by day."]]))
    for file, question, quote, locator in (
        (note, "When is the garden gate locked?", "The garden gate is locked at nine.", ""),
        (leaf, "When do the stomata of a leaf open?", "The stomata of a leaf open by day.", "p. 2"),
    ):
        ran = run(home, "ask", question, "--from", str(file), "--mode", "sources", "--json")
        (told,) = ran.lines()
        assert (ran.code, told["state"]) == (0, "from_sources"), told
        assert [(one["quote"], one["locator"]) for one in told["citations"]] == [(quote, locator)]
