"""Which documents a desk answers from, and the articles that were proposed for them, in the store."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from carrel.base.text import clean
from carrel.base.words import _
from carrel.desk.model import DeskMissing, ProposalState, ProposedArticle
from carrel.store.moments import moment_from, moment_row

if TYPE_CHECKING:
    from sqlite_utils import Database


class ProposalMissing(DeskMissing):
    """There is no such proposed article."""


def link(db: Database, desk: str, document: str, file: str = "") -> None:
    """Let the desk answer from this document. file: its name in the folder of the desk; empty if it has none."""
    db["desk_document"].insert({"desk": desk, "document": document, "file": clean(file)}, replace=True)


def unlink(db: Database, desk: str, document: str) -> None:
    """Let the desk answer from this document no longer."""
    db.execute("delete from desk_document where desk = ? and document = ?", (desk, document))


def documents(db: Database, desk: str) -> dict[str, str]:
    """The ids of the documents that the desk answers from, each with the name of its file or an empty one."""
    rows = db.execute("select document, file from desk_document where desk = ? order by file, document", (desk,))
    return {row[0]: row[1] for row in rows}


def keep(db: Database, one: ProposedArticle) -> None:
    """Keep a proposed article, in place of how it stood."""
    row: dict[str, object] = {name: getattr(one, name) for name in ("id", "desk", "ticket", "state", "document")}
    row |= {"title": clean(one.title), "text": clean(one.text), **moment_row("created", one.created)}
    changed = ", ".join(f"{name} = excluded.{name}" for name in ("title", "text", "state", "document"))
    holes = ", ".join(f":{name}" for name in row)
    db.execute(
        f"insert into proposed_article ({', '.join(row)}) values ({holes}) on conflict (id) do update set {changed}",
        row,
    )


def proposals(db: Database, desk: str, state: ProposalState | None = "open") -> list[ProposedArticle]:
    """The proposed articles of a desk in this state, or in any, the oldest first."""
    rows = db.query(
        "select * from proposed_article where desk = ? and (? is null or state = ?) order by number",
        (desk, state, state),
    )
    return [_proposal(row) for row in rows]


def proposal(db: Database, named: str) -> ProposedArticle:
    """The proposed article with this id, or the only one whose id ends so; raises ProposalMissing."""
    rows = list(
        db.query(
            """select * from proposed_article
               where id = :id or (length(:id) >= 6 and substr(id, -length(:id)) = :id)
               order by id = :id desc limit 2""",
            {"id": named},
        )
    )
    if rows and (len(rows) == 1 or rows[0]["id"] == named):
        return _proposal(rows[0])
    raise ProposalMissing(
        _("There is no such proposed article."), _("“carrel desk proposals” shows those that wait, with their ids.")
    )


def of_ticket(db: Database, ticket: str) -> ProposedArticle | None:
    """What was proposed from this ticket last; None where nothing was."""
    rows = db.query("select * from proposed_article where ticket = ? order by number desc", (ticket,))
    return next((_proposal(row) for row in rows), None)


def forget(db: Database, proposal: str) -> None:
    """Take a proposed article away for good."""
    db.execute("delete from proposed_article where id = ?", (proposal,))


def _proposal(row: Mapping[str, Any]) -> ProposedArticle:
    names = ("id", "desk", "ticket", "title", "text", "state", "document")
    return ProposedArticle(**{name: row[name] for name in names}, created=moment_from(row))
