"""Desks in the store, with their procedures and macros as the texts they were written in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from carrel.base.stamp import Moment
from carrel.base.text import clean
from carrel.base.words import _
from carrel.desk.model import Desk, DeskMissing, Macro, Procedure
from carrel.desk.reading import macros, procedures, settings
from carrel.desk.reading.settings import DeskSettings
from carrel.store.moments import moment_from, moment_row

if TYPE_CHECKING:
    from sqlite_utils import Database

    from carrel.store.connect import Connection


def add(db: Database, desk: str, title: str, text: str, created: Moment) -> None:
    """Keep a new desk. text: of its desk.toml."""
    row = {"id": desk, "title": clean(title), "text": clean(text), "used": created.utc}
    db["desk"].insert({**row, **moment_row("created", created)})


def rewrite(db: Database, desk: str, title: str, text: str) -> None:
    """Keep another text of desk.toml for this desk; raises DeskMissing."""
    done = db.execute("update desk set title = ?, text = ? where id = ?", (clean(title), clean(text), desk))
    _done(done)


def use(db: Database, desk: str, moment: Moment) -> None:
    """Somebody works at this desk now: it is the one that is meant where none is named."""
    db.execute("update desk set used = ? where id = ?", (moment.utc, desk))


def remove(db: Database, desk: str, moment: Moment) -> None:
    """Hide a desk with everything on it; raises DeskMissing."""
    _done(db.execute("update desk set deleted = ? where id = ?", (moment.utc, desk)))


def put_back(db: Database, desk: str) -> None:
    """Undo a `remove`; raises DeskMissing."""
    _done(db.execute("update desk set deleted = null where id = ?", (desk,)))


def removed(db: Database, named: str) -> str:
    """The id of the desk with this id or title that was removed last; raises DeskMissing."""
    row = db.execute(
        """select id from desk where deleted is not null and (id = :name or title = :name collate nocase)
           order by deleted desc""",
        {"name": named},
    ).fetchone()
    if row is None:
        raise DeskMissing(_("No desk called “{title}” was removed.").format(title=named), _("Look at its name."))
    return str(row[0])


def sweep(db: Connection | Database, before: Moment) -> frozenset[str]:
    """Take away for good what was removed before then; returns the ids of the documents that desks answer from."""
    for table in ("desk", "ticket", "past_case"):
        db.execute(f"delete from {table} where deleted < ?", (before.utc,))
    return frozenset(row[0] for row in db.execute("select distinct document from desk_document"))


def desks(db: Database) -> list[Desk]:
    """The desks that are not removed, the one that was used last first."""
    rows = db.query("select * from desk where deleted is null order by used desc, number desc")
    return [_desk(db, row) for row in rows]


def desk(db: Database, named: str) -> Desk:
    """The desk with this id, or the only one with this title; without a name, the one used last. Raises DeskMissing."""
    known = desks(db)
    found = [one for one in known if not named or named == one.id][:1]
    found = found or [one for one in known if named.casefold() == one.title.casefold()]
    if len(found) == 1:
        return found[0]
    if found:
        raise DeskMissing(_("More than one desk is called “{title}”.").format(title=named), _("Name it by its id."))
    if named:
        raise DeskMissing(
            _("There is no desk called “{title}”.").format(title=named), _("“carrel desk list” shows the desks.")
        )
    raise DeskMissing(
        _("There is no desk yet."), _("Make one with “carrel desk new TITLE”, or look at “carrel desk sample”.")
    )


def keep_procedure(db: Database, desk: str, name: str, text: str, place: int) -> None:
    """Keep the text of a procedure, in place of the one of this name. place: in the order of the desk."""
    db["procedure"].insert({"desk": desk, "name": name, "text": clean(text), "place": place}, replace=True)


def keep_macro(db: Database, desk: str, name: str, text: str, place: int) -> None:
    """Keep the text of a macro, in place of the one of this name."""
    db["macro"].insert({"desk": desk, "name": name, "text": clean(text), "place": place}, replace=True)


def forget_procedures(db: Database, desk: str) -> None:
    """Take all procedures of a desk away."""
    db.execute("delete from procedure where desk = ?", (desk,))


def forget_macros(db: Database, desk: str) -> None:
    """Take all macros of a desk away."""
    db.execute("delete from macro where desk = ?", (desk,))


def procedure_texts(db: Database, desk: str) -> dict[str, str]:
    """The texts of the procedures by their names, in order."""
    rows = db.execute("select name, text from procedure where desk = ? order by place, name", (desk,))
    return {row[0]: row[1] for row in rows}


def macro_texts(db: Database, desk: str) -> dict[str, str]:
    """The texts of the macros by their names, in order."""
    rows = db.execute("select name, text from macro where desk = ? order by place, name", (desk,))
    return {row[0]: row[1] for row in rows}


def text_of(db: Database, desk: str) -> str:
    """The text of desk.toml of this desk; raises DeskMissing."""
    for row in db.execute("select text from desk where id = ?", (desk,)):
        return str(row[0])
    raise missing()


def missing() -> DeskMissing:
    """What to say of a desk that is not there."""
    return DeskMissing(_("This desk is not there any more."), _("“carrel desk list” shows the desks."))


def _desk(db: Database, row: Mapping[str, Any]) -> Desk:
    said = settings.read(row["text"])[0] or DeskSettings(row["title"])
    return Desk(
        id=row["id"],
        title=row["title"],
        created=moment_from(row),
        currency=said.currency,
        language=said.language,
        behaviour=said.behaviour,
        sign=said.sign,
        procedures=_procedures(procedure_texts(db, row["id"])),
        general=said.general,
        escalations=said.escalations,
        macros=_macros(macro_texts(db, row["id"])),
        mine=said.mine,
    )


def _procedures(texts: Mapping[str, str]) -> tuple[Procedure, ...]:
    found = (procedures.read(name, text)[0] for name, text in texts.items())
    return tuple(one for one in found if one is not None)


def _macros(texts: Mapping[str, str]) -> tuple[Macro, ...]:
    found = (macros.read(name, text)[0] for name, text in texts.items())
    return tuple(one for one in found if one is not None)


def _done(cursor: Any) -> None:
    if not cursor.rowcount:
        raise missing()
