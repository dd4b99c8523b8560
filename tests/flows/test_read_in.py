"""Reading in stands whatever happens to a file, a document, a folder or the disk meanwhile."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from carrel.base.errors import Stopped
from carrel.base.work import Cancel, Progress
from carrel.conversations import tables as chat_tables
from carrel.conversations.model import Conversation, Message
from carrel.courses import tables as course_tables
from carrel.courses.model import Course
from carrel.flows import attach, library, read_in
from carrel.flows.kit import Kit
from carrel.flows.read_in import Failed, Read, Wish
from carrel.library import search, tables
from carrel.library.evidence import tables as evidence_tables
from carrel.library.evidence.model import Citation, Evidence
from carrel.library.model import Document
from carrel.library.readers import reading
from carrel.store.faults import DiskFull
from carrel.store.space import Space
from tests.library.made_pdf import pdf

LEAF = "Leaves make sugar from light."
ROOT_WORDS = "Roots take water from the soil."
LONG = "\n\n".join(
    f"Paragraph {number} is about the leaves of a tree. " + "Light and water. " * 40 for number in range(300)
)


def brought(kit: Kit, *paths: Path, wish: Wish = read_in.PLAINLY) -> list[Read | Failed]:
    """Read them in, and leave the progress out."""
    return [step for step in read_in.read_in(kit, paths, Cancel(), wish) if not isinstance(step, Progress)]


def one(kit: Kit, path: Path, wish: Wish = read_in.PLAINLY) -> Read:
    """Read in one good file."""
    (read,) = brought(kit, path, wish=wish)
    assert isinstance(read, Read)
    return read


def refused(step: Read | Failed) -> str:
    """The code of a refusal."""
    assert isinstance(step, Failed)
    return step.error.code


def texts(kit: Kit, document: Document) -> str:
    """All of its text."""
    return "\n\n".join(part.text for part in library.parts(kit, document.id))


def found(kit: Kit, words: str) -> list[str]:
    """The documents in which these words are found."""
    with kit.store.reading() as db:
        return [hit.passage.document for hit in search.find(db, words)]


def course(kit: Kit, name: str) -> str:
    """A new course."""
    with kit.store.writing() as db:
        course_tables.create(db, Course(name, kit.stamp.now(), name))
    return name


@pytest.fixture
def interrupted(monkeypatch: pytest.MonkeyPatch) -> Callable[[int, Callable[[], object]], None]:
    """Lets something happen once, when so many parts of a document have been read, each kept as it comes."""
    real = reading.read

    def prepare(count: int, happens: Callable[[], object]) -> None:
        waiting = [happens]

        def read(*arguments: Any, **named: Any) -> Iterator[Any]:
            for number, step in enumerate(real(*arguments, **named)):
                if number == count and waiting:
                    waiting.pop()()
                yield step

        monkeypatch.setattr(read_in, "read", read)
        monkeypatch.setattr(read_in, "_BATCH_PARTS", 1)

    return prepare


Interrupted = Callable[[int, Callable[[], object]], None]


def test_a_file_that_changes_while_it_is_read_is_refused_and_read_anew_later(
    kit: Kit, tmp_path: Path, interrupted: Interrupted
) -> None:
    path = tmp_path / "growing.txt"
    path.write_text(LONG)
    interrupted(3, lambda: path.write_text(LEAF))
    (step,) = brought(kit, path)
    assert refused(step) == "changed"
    (document,) = library.documents(kit)
    assert (document.state, document.read, library.parts(kit, document.id)) == ("refused", 0, [])
    again = one(kit, path)
    assert (again.document.id, texts(kit, again.document)) == (document.id, LEAF)


def test_a_file_that_goes_away_is_named_and_one_that_is_open_is_read_to_its_end(
    kit: Kit, tmp_path: Path, interrupted: Interrupted
) -> None:
    paths = [tmp_path / "a.pdf", tmp_path / "b.txt"]
    paths[0].write_bytes(pdf([[LEAF], [ROOT_WORDS]]))
    paths[1].write_text(LEAF)

    def unlink() -> None:
        for path in paths:
            path.unlink()

    interrupted(1, unlink)
    first, second = brought(kit, *paths)
    assert isinstance(first, Read)
    assert (first.document.state, len(library.parts(kit, first.document.id))) == ("ready", 2)
    assert library.kept_copy(kit, first.document) is None
    assert refused(second) == "gone"


def test_a_full_disk_is_named_and_reading_goes_on_where_it_was(
    kit: Kit, tmp_path: Path, interrupted: Interrupted, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "long.txt"
    path.write_text(LONG)
    with monkeypatch.context() as full:
        interrupted(4, lambda: full.setattr(type(kit.store), "space", lambda _store: Space(0, True, True)))
        with pytest.raises(DiskFull):
            brought(kit, path)
    (document,) = library.documents(kit)
    assert document.state == "reading"
    assert document.read >= 2
    before = library.parts(kit, document.id)
    steps = [step for step in read_in.go_on(kit, Cancel()) if isinstance(step, Read)]
    assert [step.document.id for step in steps] == [document.id]
    assert library.parts(kit, document.id)[: len(before)] == before
    assert "".join(texts(kit, document).split()) == "".join(LONG.split())


def test_a_document_that_is_removed_while_it_is_read_stays_out_and_an_undo_goes_on(
    kit: Kit, tmp_path: Path, interrupted: Interrupted
) -> None:
    (tmp_path / "a.txt").write_text(LONG)
    (tmp_path / "b.txt").write_text(LEAF)
    ids: list[str] = []

    def remove() -> None:
        ids.extend(document.id for document in library.documents(kit))
        library.remove(kit, ids)

    interrupted(3, remove)
    first, second = brought(kit, tmp_path / "a.txt", tmp_path / "b.txt")
    assert refused(first) == "document-missing"
    assert isinstance(second, Read)
    removed = library.document(kit, ids[0])
    assert (removed.deleted, removed.state) == (True, "reading")
    library.put_back(kit, [removed.id])
    assert [step.document.id for step in read_in.go_on(kit, Cancel()) if isinstance(step, Read)] == [removed.id]


def test_what_was_only_to_be_attached_never_comes_into_the_library_by_itself(
    kit: Kit, tmp_path: Path, interrupted: Interrupted
) -> None:
    path, cancel = tmp_path / "leaf.pdf", Cancel()
    path.write_bytes(pdf([[LEAF], [ROOT_WORDS]]))
    interrupted(2, cancel.set)
    with pytest.raises(Stopped):
        attach.read_file(kit, path, cancel)
    assert list(read_in.go_on(kit, Cancel())) == []
    library.sweep(kit)
    with kit.store.reading() as db:
        assert list(db.execute("select id from document")) == []


def test_a_document_that_is_refused_half_way_keeps_nothing_that_is_found(
    kit: Kit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "long.txt"
    path.write_text(LONG)
    monkeypatch.setattr("carrel.library.readers.reading.MOST_PARTS", 3)
    monkeypatch.setattr(read_in, "_BATCH_PARTS", 1)
    (step,) = brought(kit, path)
    assert refused(step) == "too_large"
    assert found(kit, "leaves") == []


def test_the_same_bytes_in_two_folders_are_one_document_in_both_courses(kit: Kit, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "leaf.txt").write_text(LEAF)
    first = one(kit, tmp_path / "one", Wish(course(kit, "bio")))
    second = one(kit, tmp_path / "two", Wish(course(kit, "art")))
    assert (first.known, second.known) == (False, True)
    (document,) = library.documents(kit)
    assert set(document.courses) == {"bio", "art"}


def test_two_documents_may_have_the_same_name(kit: Kit, tmp_path: Path) -> None:
    for folder, words in (("one", LEAF), ("two", ROOT_WORDS)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "notes.txt").write_text(words)
    brought(kit, tmp_path / "one", tmp_path / "two")
    assert [document.name for document in library.documents(kit)] == ["notes.txt", "notes.txt"]


def test_a_changed_file_is_read_anew_and_keeps_its_id_and_its_courses(kit: Kit, tmp_path: Path) -> None:
    path = tmp_path / "leaf.txt"
    path.write_text(LEAF)
    before = one(kit, path, Wish(course(kit, "bio"))).document
    path.write_text(ROOT_WORDS)
    after = one(kit, path).document
    assert (after.id, after.courses) == (before.id, ("bio",))
    assert texts(kit, after) == ROOT_WORDS
    assert found(kit, "sugar") == []
    assert found(kit, "soil") == [before.id]


@pytest.mark.parametrize("known_elsewhere", [False, True])
def test_a_good_file_in_the_place_of_a_refused_one_takes_its_place(
    kit: Kit, tmp_path: Path, *, known_elsewhere: bool
) -> None:
    path, whole = tmp_path / "leaf.pdf", pdf([[LEAF]])
    path.write_bytes(whole[:300])
    (step,) = brought(kit, path)
    assert refused(step) == "damaged"
    if known_elsewhere:
        (tmp_path / "copy.pdf").write_bytes(whole)
        one(kit, tmp_path / "copy.pdf")
    path.write_bytes(whole)
    read = one(kit, path)
    assert [(document.id, document.state) for document in library.documents(kit)] == [(read.document.id, "ready")]


def test_what_was_attached_as_a_text_gets_its_headings_when_it_is_read_into_the_library(
    kit: Kit, tmp_path: Path
) -> None:
    path = tmp_path / "leaf.md"
    path.write_text(f"# The leaf\n\n{LEAF}\n")
    attached = attach.attach_file(kit, path, "draft", None)
    assert library.documents(kit) == []
    read = one(kit, path)
    assert read.document.id == attached.document
    assert [document.id for document in library.documents(kit)] == [attached.document]
    assert [part.heading for part in library.parts(kit, read.document.id)] == ["The leaf"]


def test_attaching_a_copy_does_not_move_the_document_of_the_library(kit: Kit, tmp_path: Path) -> None:
    for name in ("own.pdf", "copy.pdf"):
        (tmp_path / name).write_bytes(pdf([[LEAF]]))
    one(kit, tmp_path / "own.pdf")
    assert one(kit, tmp_path / "copy.pdf", Wish(loose=True)).known
    (document,) = library.documents(kit)
    assert document.path == str(tmp_path / "own.pdf")


def test_a_text_that_is_attached_while_its_file_was_cut_off_is_whole(kit: Kit, tmp_path: Path) -> None:
    path = tmp_path / "leaf.txt"
    path.write_text(LEAF)
    cut_off = one(kit, path).document
    with kit.store.writing() as db:
        tables.forget_parts(db, cut_off.id)
        tables.renew(db, cut_off.id, cut_off.sha256, cut_off.size)
    assert texts(kit, read_in.take_text(kit, "leaf.txt", LEAF)) == LEAF


def test_a_document_is_found_by_the_title_that_it_tells_itself(kit: Kit, tmp_path: Path) -> None:
    path = tmp_path / "x7.pdf"
    path.write_bytes(pdf([[LEAF]], title="An atlas of chlorophyll"))
    read = one(kit, path)
    assert read.document.title == "An atlas of chlorophyll"
    assert found(kit, "chlorophyll atlas") == [read.document.id]


def test_what_was_taken_out_stays_out_of_a_watched_folder_until_it_is_asked_for(kit: Kit, tmp_path: Path) -> None:
    folder = tmp_path / "watched"
    folder.mkdir()
    (folder / "leaf.txt").write_text(LEAF)
    library.watch(kit, folder)
    (read,) = [step for step in read_in.look_around(kit, Cancel()) if isinstance(step, Read)]
    library.remove(kit, [read.document.id])
    assert not [step for step in read_in.look_around(kit, Cancel()) if isinstance(step, Read)]
    assert one(kit, folder).document.state == "ready"


@pytest.mark.skipif(sys.platform == "win32", reason="making a link needs a right there")
def test_a_folder_is_looked_through_without_links_hidden_files_and_our_own(kit: Kit, tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", ".hidden.txt", "inner/c.txt", ".git/d.txt", "home/data/e.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"{LEAF} {name}")
    (tmp_path / "inner" / "round").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")
    assert [step.file.name for step in brought(kit, tmp_path)] == ["a.txt", "b.txt", "c.txt"]


def test_of_a_folder_with_too_many_files_the_first_are_read_and_it_is_said(
    kit: Kit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        (tmp_path / f"{number}.txt").write_text(f"{LEAF} {number}")
    monkeypatch.setattr(read_in, "MOST_FILES", 2)
    told, *read = brought(kit, tmp_path)
    assert (refused(told), told.file) == ("too_large", tmp_path)
    assert [step.file.name for step in read] == ["0.txt", "1.txt"]


@pytest.mark.skipif(sys.platform != "linux", reason="names are text on the other systems")
def test_a_name_that_is_no_text_harms_nothing(kit: Kit, tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    path.write_text(LEAF)
    assert one(kit, path).document.state == "ready"
    assert one(kit, path).known


def test_at_the_start_only_what_nothing_needs_is_swept_away(kit: Kit, tmp_path: Path) -> None:
    for name, words in (("kept.pdf", "kept"), ("gone.pdf", "gone"), ("own.pdf", "own"), ("cited.pdf", "cited")):
        (tmp_path / name).write_bytes(pdf([[f"{LEAF} It is {words}."]]))
    kept, gone, cited = (
        attach.attach_file(kit, tmp_path / f"{name}.pdf", "draft", None) for name in ("kept", "gone", "cited")
    )
    own = one(kit, tmp_path / "own.pdf").document
    attach.take_off(kit, gone.id, "draft", None)
    attach.take_off(kit, cited.id, "draft", None)
    copies = kit.places.data / library.FOLDER
    (copies / "torn.part").write_bytes(b"%PDF")
    assert len(list(copies.iterdir())) == 5
    cite(kit, str(cited.document))
    library.sweep(kit)
    with kit.store.reading() as db:
        left = {row[0] for row in db.execute("select id from document")}
        hashes = tables.contents(db)
    assert left == {kept.document, own.id, cited.document}
    assert {copy.stem for copy in copies.iterdir()} == hashes


def cite(kit: Kit, document: str) -> None:
    """A reply that cites this document."""
    with kit.store.writing() as db:
        now = kit.stamp.now()
        chat_tables.create_conversation(db, Conversation("chat", created=now, updated=now))
        chat_tables.add_message(db, Message("reply", "chat", None, "assistant", LEAF, now))
        quoted = Citation(1, document, "Leaf", "p. 1", 0, 0, len(LEAF), LEAF, "code", 1.0)
        evidence_tables.keep(db, Evidence("reply", "from_sources", "sources", "leaf", 1, 1, citations=(quoted,)))
