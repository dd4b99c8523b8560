"""Behaviours in the store, with all their versions; those that come with Carrel stand beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carrel.base.stamp import Moment
from carrel.base.words import _
from carrel.behaviours.model import Behaviour, BehaviourMissing, BehaviourRefused, Kept, Version, name_of
from carrel.behaviours.reading import read
from carrel.behaviours.shipped import shipped
from carrel.store.moments import moment_from, moment_row

if TYPE_CHECKING:
    from sqlite_utils import Database

_NEWEST = """
    select name, text, behaviour_version.number as version from behaviour
    join behaviour_version on behaviour_version.behaviour = behaviour.id
    where deleted is null and behaviour_version.number =
        (select max(number) from behaviour_version as other where other.behaviour = behaviour.id)
"""


def by_name(db: Database, name: str) -> Behaviour:
    """The behaviour of this name as it is now, one's own before the one that came along; raises BehaviourMissing."""
    return kept(db, name).behaviour


def kept(db: Database, name: str) -> Kept:
    """The same, with how it is kept."""
    wanted = name_of(name)
    for row in db.query(f"{_NEWEST} and name = ?", (wanted,)):
        return Kept(_behaviour(wanted, row["text"]), row["version"], wanted in shipped())
    if wanted in shipped():
        return Kept(shipped()[wanted], 0, comes_along=True)
    raise _missing(name)


def all_kept(db: Database) -> list[Kept]:
    """All behaviours, a person's own and those that came along, by title."""
    own = {row["name"]: row for row in db.query(_NEWEST)}
    found = [Kept(_behaviour(name, row["text"]), row["version"], name in shipped()) for name, row in own.items()]
    found += [Kept(one, 0, comes_along=True) for name, one in shipped().items() if name not in own]
    return sorted(found, key=lambda one: (one.behaviour.title.casefold(), one.behaviour.name))


def keep(db: Database, behaviour: Behaviour, moment: Moment, new_id: str) -> int:
    """Keep the text of the behaviour as its newest version, unless it is that already; returns the version's number.

    new_id: for one that was not kept before. What came along is then kept as its first version.
    """
    held = _held(db, behaviour.name)
    if held is None:
        db["behaviour"].insert({"id": new_id, "name": behaviour.name})
        held = new_id
        if behaviour.name in shipped():
            _add(db, held, shipped()[behaviour.name].text, moment)
    newest = _versions(db, held)
    if newest and newest[0].text == behaviour.text:
        return newest[0].number
    return _add(db, held, behaviour.text, moment)


def versions(db: Database, name: str) -> list[Version]:
    """All versions, the newest first; none for one that came along and is unchanged. Raises BehaviourMissing."""
    held = _held(db, name_of(name))
    if held is None:
        kept(db, name)
        return []
    return _versions(db, held)


def keep_draft(db: Database, name: str, text: str) -> None:
    """Keep what is being written in place of this behaviour; it is no version of it, and need not be sound."""
    db["behaviour_draft"].upsert({"name": name_of(name), "text": text}, pk="name")


def draft(db: Database, name: str) -> str | None:
    """What is being written in place of this behaviour; None where nothing is."""
    for row in db.query("select text from behaviour_draft where name = ?", (name_of(name),)):
        return str(row["text"])
    return None


def forget_draft(db: Database, name: str) -> None:
    """Nothing is being written in its place any more."""
    db.execute("delete from behaviour_draft where name = ?", (name_of(name),))


def remove(db: Database, name: str, moment: Moment) -> str:
    """Take a person's own behaviour away with its versions; returns what `restore` needs.

    Raises BehaviourMissing, and BehaviourRefused for one that came along and is unchanged.
    """
    held = _held(db, name_of(name))
    if held is None:
        came_along = kept(db, name).behaviour
        raise BehaviourRefused(
            _("“{title}” comes with Carrel and cannot be removed.").format(title=came_along.title),
            _("Use another one, or change it: your own version is then used in its place."),
        )
    db.execute("update behaviour set deleted = ? where id = ?", (moment.utc, held))
    return held


def restore(db: Database, removed: str) -> None:
    """Bring back what was removed; raises BehaviourRefused where another has its name by now."""
    for row in db.query("select name from behaviour where id = ?", (removed,)):
        if _held(db, row["name"]) is not None:
            raise BehaviourRefused(
                _("There is another behaviour named “{name}” by now.").format(name=row["name"]),
                _("Remove that one first, or keep both: export it, and add it under another name."),
            )
    db.execute("update behaviour set deleted = null where id = ?", (removed,))


def last_removed(db: Database, name: str) -> str:
    """What `restore` needs for the behaviour of this name that was removed last; raises BehaviourMissing."""
    rows = db.query(
        "select id from behaviour where name = ? and deleted is not null order by deleted desc limit 1",
        (name_of(name),),
    )
    for row in rows:
        return str(row["id"])
    raise BehaviourMissing(
        _("No behaviour named “{name}” was removed.").format(name=name),
        _("“carrel behaviour list” names those that are here."),
    )


def _held(db: Database, name: str) -> str | None:
    """The id of a person's own behaviour of this name."""
    for row in db.query("select id from behaviour where name = ? and deleted is null", (name,)):
        return str(row["id"])
    return None


def _versions(db: Database, held: str) -> list[Version]:
    rows = db.query("select * from behaviour_version where behaviour = ? order by number desc", (held,))
    return [Version(row["number"], row["text"], moment_from(row)) for row in rows]


def _add(db: Database, held: str, text: str, moment: Moment) -> int:
    newest = db.execute("select max(number) from behaviour_version where behaviour = ?", (held,)).fetchone()[0]
    number = (newest or 0) + 1
    row = {"behaviour": held, "number": number, "text": text}
    db["behaviour_version"].insert({**row, **moment_row("created", moment)})
    return number


def _behaviour(name: str, text: str) -> Behaviour:
    """What the text says; only its name where it is no behaviour to this version of Carrel."""
    return read(name, text).behaviour or Behaviour(name, name, text)


def _missing(name: str) -> BehaviourMissing:
    return BehaviourMissing(
        _("There is no behaviour named “{name}”.").format(name=name),
        _("“carrel behaviour list” names those that are here."),
    )
