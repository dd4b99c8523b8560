"""Documents, parts and evidence as they are kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from carrel.conversations import tables as chats
from carrel.conversations.model import Conversation, Message
from carrel.courses import tables as courses
from carrel.courses.model import Course
from carrel.library import tables
from carrel.library.evidence import tables as evidence_tables
from carrel.library.evidence.model import Citation, Considered, Evidence
from carrel.library.model import Document, DocumentMissing, Part
from tests.conftest import CountingStamp

if TYPE_CHECKING:
    from sqlite_utils import Database


def kept(db: Database, stamp: CountingStamp, title: str, **values: object) -> Document:
    """A kept document."""
    document = Document(stamp.new_id(), stamp.now(), title, "text", f"{title}.txt", f"sha of {title}")
    document = replace(document, **values)  # type: ignore[arg-type]
    tables.create(db, document)
    return document


def test_a_document_comes_back_as_it_was_kept(db: Database, stamp: CountingStamp) -> None:
    courses.create(db, Course("biology", stamp.now(), "Biology"))
    values = {"path": "/a/b.pdf", "pages": 3, "silent": ("p. 2",), "courses": ("biology",), "form": "markdown"}
    document = kept(db, stamp, "Cells", **values)
    assert tables.get(db, document.id) == document


def test_what_reading_finds_out_is_kept(db: Database, stamp: CountingStamp) -> None:
    document = kept(db, stamp, "Cells")
    changed = replace(document, state="refused", problem="It is locked.", next_step="Unlock it.", title="The cell")
    tables.change(db, changed)
    assert tables.get(db, document.id) == changed


def test_documents_are_listed_by_title_and_by_course(db: Database, stamp: CountingStamp) -> None:
    courses.create(db, Course("biology", stamp.now(), "Biology"))
    water = kept(db, stamp, "water")
    cells = kept(db, stamp, "Cells", courses=("biology",))
    assert [one.id for one in tables.documents(db)] == [cells.id, water.id]
    assert [one.id for one in tables.documents(db, course="biology")] == [cells.id]
    tables.take_out_of(db, cells.id, "biology")
    assert tables.documents(db, course="biology") == []


def test_a_removed_document_is_nowhere_and_comes_back(db: Database, stamp: CountingStamp) -> None:
    document = kept(db, stamp, "Cells", path="/cells.txt")
    tables.remove(db, [document.id], stamp.now())
    assert tables.documents(db) == []
    assert tables.with_content(db, document.sha256) is None
    assert tables.at_path(db, "/cells.txt") is None
    assert tables.count(db) == 0
    tables.put_back(db, [document.id])
    assert tables.with_content(db, document.sha256) == document
    assert tables.count(db) == 1


def test_a_document_that_is_not_there_is_said_to_be_missing(db: Database, stamp: CountingStamp) -> None:
    with pytest.raises(DocumentMissing):
        tables.get(db, "nothing")
    with pytest.raises(DocumentMissing):
        tables.remove(db, ["nothing"], stamp.now())
    with pytest.raises(DocumentMissing):
        tables.add_part(db, "nothing", Part(0, "", "", "text"))


def test_reading_goes_on_where_it_was_cut_off(db: Database, stamp: CountingStamp) -> None:
    document = kept(db, stamp, "Cells")
    for place in range(2):
        tables.add_part(db, document.id, Part(place, f"p. {place + 1}", "", f"Page {place + 1}\x00."))
    assert [one.read for one in tables.unfinished(db)] == [2]
    assert tables.part(db, document.id, 1) == Part(1, "p. 2", "", "Page 2.")
    tables.change(db, replace(tables.get(db, document.id), state="ready"))
    assert tables.unfinished(db) == []
    tables.forget_parts(db, document.id)
    assert (tables.parts(db, document.id), tables.get(db, document.id).read) == ([], 0)


def test_watched_folders_are_remembered_once(db: Database, stamp: CountingStamp) -> None:
    courses.create(db, Course("biology", stamp.now(), "Biology"))
    tables.watch(db, "/notes", None)
    tables.watch(db, "/notes", "biology")
    assert tables.watched(db) == [("/notes", "biology")]
    tables.unwatch(db, "/notes")
    assert tables.watched(db) == []


def test_what_stands_behind_a_reply_outlives_its_document(db: Database, stamp: CountingStamp) -> None:
    now = stamp.now()
    chats.create_conversation(db, Conversation("chat", now, now))
    chats.add_message(db, Message("reply", "chat", None, "assistant", "Cells divide [1].", stamp.now()))
    document = kept(db, stamp, "Cells")
    considered = Considered(document.id, "Cells", "p. 2", "Life", 1, 0, 13, "Cells divide.", 1.5, 1, None, sent=True)
    citation = Citation(1, document.id, "Cells", "p. 2", 1, 0, 13, "Cells divide.", "code", 0.75)
    evidence = Evidence(
        "reply", "from_sources", "sources", "cells", 1, 3, True, ((0, 17), (20, 30)), (considered,), (citation,)
    )
    evidence_tables.keep(db, replace(evidence, query="before"))
    evidence_tables.keep(db, evidence)
    assert evidence_tables.of_message(db, "reply") == evidence
    assert evidence_tables.of_message(db, "other") is None
    db.execute("delete from document")
    held = evidence_tables.of_message(db, "reply")
    assert held is not None
    assert held.citations == (replace(citation, document=None),)
    assert held.considered == (replace(considered, document=None),)
