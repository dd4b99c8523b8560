"""Documents and their parts in the store."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from carrel.base.stamp import Moment
from carrel.base.text import clean
from carrel.base.words import _
from carrel.library.model import Document, DocumentMissing, Part, Passage
from carrel.store.moments import moment_from, moment_row

if TYPE_CHECKING:
    from sqlite_utils import Database

    from carrel.store.connect import Connection

_COURSES = "(select json_group_array(course) from document_course where document_course.document = document.id)"
_IN_COURSE = """(:course is null or exists (
    select 1 from document_course where document_course.document = document.id and course = :course))"""
_SELECT = f"select document.*, {_COURSES} as courses from document"


def create(db: Database, document: Document) -> None:
    """Keep a new document, and put it into its courses; its parts follow."""
    db["document"].insert(
        {
            "id": document.id,
            "name": clean(document.name),
            "path": clean(document.path) if document.path is not None else None,
            "sha256": document.sha256,
            "pack": document.pack,
            "loose": int(document.loose),
            **_told(document),
            **moment_row("created", document.created),
        }
    )
    put_into(db, document.id, document.courses)


def change(db: Database, document: Document) -> None:
    """Keep what is known of the document now; its parts, its courses and where it came from stay."""
    values = _told(document)
    assignments = ", ".join(f"{column} = ?" for column in values)
    _done(db.execute(f"update document set {assignments} where id = ?", (*values.values(), document.id)), document.id)


def move_to(db: Database, document: str, path: str, modified: float) -> None:
    """The file was found again at this path."""
    values = (clean(path), modified, document)
    _done(db.execute("update document set path = ?, modified = ? where id = ?", values), document)


def renew(db: Database, document: str, sha256: str, size: int) -> None:
    """The document has these bytes now, and is to be read."""
    values = (sha256, size, document)
    _done(db.execute("update document set sha256 = ?, size = ?, state = 'reading' where id = ?", values), document)


def forget(db: Database, document: str) -> None:
    """Take the document away for good, with all its parts."""
    _done(db.execute("delete from document where id = ?", (document,)), document)


def get(db: Database, document: str) -> Document:
    """The document with this id, removed or not; raises DocumentMissing."""
    for row in db.query(f"{_SELECT} where id = ?", (clean(document),)):
        return _document(row)
    raise _missing(document)


def there(db: Database, document: str) -> Document:
    """The same for one that has to be in the library now; raises DocumentMissing for a removed one as well."""
    found = get(db, document)
    if found.deleted:
        raise _missing(document)
    return found


def was_removed(db: Database, sha256: str) -> bool:
    """Whether a document with these bytes was taken out of the library, and none of them is in it."""
    row = db.execute(
        "select count(*) > 0 and count(deleted) = count(*) from document where sha256 = ? and pack is null", (sha256,)
    ).fetchone()
    return bool(row[0])


def documents(db: Database, course: str | None = None, pack: str | None = None) -> list[Document]:
    """The documents that are not removed, by title: all of them, or those of a course or a pack."""
    rows = db.query(
        f"""{_SELECT} where deleted is null and not loose and (:pack is null or pack = :pack) and {_IN_COURSE}
            order by title collate nocase, number""",
        {"course": course, "pack": pack},
    )
    return [_document(row) for row in rows]


def count(db: Database, course: str | None = None) -> int:
    """How many documents are not removed and were read, in all or in one course."""
    row = db.execute(
        f"""select count(*) from document
            where deleted is null and not loose and state <> 'refused' and {_IN_COURSE}""",
        {"course": course},
    ).fetchone()
    return int(row[0])


def with_content(db: Database, sha256: str) -> Document | None:
    """The document with these bytes that is not removed and not of a pack; None when there is none."""
    rows = db.query(
        f"{_SELECT} where sha256 = ? and deleted is null and pack is null order by loose, number", (sha256,)
    )
    return next((_document(row) for row in rows), None)


def at_path(db: Database, path: str) -> Document | None:
    """The document last read from this path that is not removed; None when there is none."""
    rows = db.query(f"{_SELECT} where path = ? and deleted is null order by number desc", (clean(path),))
    return next((_document(row) for row in rows), None)


def unfinished(db: Database) -> list[Document]:
    """The documents whose reading was cut off, oldest first."""
    return [
        _document(row) for row in db.query(f"{_SELECT} where state = 'reading' and deleted is null order by number")
    ]


def forget_loose(db: Connection | Database, held: Collection[str]) -> None:
    """Take loose documents away for good that are not among those held by an attachment, and that no reply cites."""
    db.execute(
        """delete from document where loose and id not in (select value from json_each(?))
           and not exists (select 1 from citation where citation.document = document.id)""",
        (json.dumps(sorted(held)),),
    )


def contents(db: Connection | Database) -> frozenset[str]:
    """The sha256 of every document, removed or not."""
    return frozenset(row[0] for row in db.execute("select distinct sha256 from document"))


def list_openly(db: Database, document: str) -> None:
    """What was only attached somewhere belongs to the library from now on."""
    _done(db.execute("update document set loose = 0 where id = ?", (document,)), document)


def put_into(db: Database, document: str, courses: Iterable[str]) -> None:
    """Put the document into these courses as well."""
    for course in courses:
        db.execute("insert or ignore into document_course (document, course) values (?, ?)", (document, course))


def take_out_of(db: Database, document: str, course: str) -> None:
    """Take the document out of the course; it stays in the library."""
    db.execute("delete from document_course where document = ? and course = ?", (document, course))


def remove(db: Database, documents: Sequence[str], moment: Moment) -> None:
    """Hide documents from the library and from every search; everything stays for an undo."""
    for document in documents:
        _done(db.execute("update document set deleted = ? where id = ?", (moment.utc, document)), document)


def put_back(db: Database, documents: Sequence[str]) -> None:
    """Bring removed documents back."""
    for document in documents:
        _done(db.execute("update document set deleted = null where id = ?", (document,)), document)


def forget_parts(db: Database, document: str) -> None:
    """Take all parts of the document away with their passages: it is about to be read anew."""
    db.execute("delete from part where document = (select number from document where id = ?)", (document,))
    db.execute("update document set read = 0 where id = ?", (document,))


def add_part(db: Database, document: str, part: Part) -> int:
    """Keep the next part of the document; returns the number of its row."""
    row = db.execute(
        """insert into part (document, place, label, heading, text, page)
           select number, ?, ?, ?, ?, ? from document where id = ? returning number""",
        (part.place, clean(part.label), clean(part.heading), clean(part.text), part.page, document),
    ).fetchone()
    if row is None:
        raise _missing(document)
    db.execute("update document set read = ? where id = ?", (part.place + 1, document))
    return int(row[0])


def parts(db: Database, document: str) -> list[Part]:
    """All parts of the document in order."""
    rows = db.query(f"{_PARTS} order by place", {"document": document})
    return [_part(row) for row in rows]


def part(db: Database, document: str, place: int) -> Part:
    """One part of the document; raises DocumentMissing."""
    for row in db.query(f"{_PARTS} and place = :place", {"document": document, "place": place}):
        return _part(row)
    raise _missing(document)


def pages(db: Database, document: str) -> frozenset[int]:
    """The pages (from 0) that the parts of the document stand on."""
    rows = db.execute(
        "select distinct page from part where document = (select number from document where id = ?)", (document,)
    )
    return frozenset(int(page) for (page,) in rows)


def passage_count(db: Database, document: str) -> int:
    """How many passages the document has."""
    row = db.execute(
        "select count(*) from passage where document = (select number from document where id = ?)", (document,)
    ).fetchone()
    return int(row[0])


def passages(db: Database, document: str, limit: int) -> list[Passage]:
    """The first passages of the document, in order."""
    rows = db.query(
        """select passage.number, document.id as document, document.title, part.place as part, part.label, part.heading,
                  passage.first, passage.last,
                  substr(part.text, passage.first + 1, passage.last - passage.first) as text
           from document join passage on passage.document = document.number join part on part.number = passage.part
           where document.id = ? order by passage.number limit ?""",
        (document, limit),
    )
    return [Passage(**row) for row in rows]


_PARTS = "select part.* from part join document on document.number = part.document where document.id = :document"


def watch(db: Database, path: str, course: str | None) -> None:
    """Look for new and changed files in this folder from now on."""
    db.execute("insert or replace into watched_folder (path, course) values (?, ?)", (clean(path), course))


def unwatch(db: Database, path: str) -> None:
    """Look there no longer; what was read stays."""
    db.execute("delete from watched_folder where path = ?", (clean(path),))


def watched(db: Database) -> list[tuple[str, str | None]]:
    """The folders that are looked into, each with the id of its course or None."""
    return [(row[0], row[1]) for row in db.execute("select path, course from watched_folder order by path")]


def _told(document: Document) -> dict[str, object]:
    """What reading finds out about a document, as columns."""
    return {
        "title": clean(document.title),
        "kind": document.kind,
        "form": document.form,
        "size": document.size,
        "modified": document.modified,
        "language": clean(document.language),
        "state": document.state,
        "problem": clean(document.problem),
        "next_step": clean(document.next_step),
        "pages": document.pages,
        "silent": json.dumps(document.silent, ensure_ascii=False),
        "read": document.read,
    }


def _document(row: Mapping[str, Any]) -> Document:
    return Document(
        id=row["id"],
        created=moment_from(row),
        title=row["title"],
        kind=row["kind"],
        name=row["name"],
        sha256=row["sha256"],
        form=row["form"],
        path=row["path"],
        size=row["size"],
        modified=row["modified"],
        language=row["language"],
        state=row["state"],
        problem=row["problem"],
        next_step=row["next_step"],
        pages=row["pages"],
        silent=tuple(json.loads(row["silent"])),
        read=row["read"],
        pack=row["pack"],
        loose=bool(row["loose"]),
        courses=tuple(json.loads(row["courses"])),
        deleted=row["deleted"] is not None,
    )


def _part(row: Mapping[str, Any]) -> Part:
    return Part(row["place"], row["label"], row["heading"], row["text"], row["page"])


def _done(cursor: Any, document: str) -> None:
    if not cursor.rowcount:
        raise _missing(document)


def _missing(document: str) -> DocumentMissing:
    return DocumentMissing(
        _("This document is no longer in the library."), _("Choose another one, or bring it in again."), document
    )
