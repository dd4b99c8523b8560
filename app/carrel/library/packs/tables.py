"""Installed packs, their skills and their topics in the store."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from carrel.base.stamp import Moment
from carrel.base.words import _
from carrel.library.packs.model import InstalledPack, InstalledTopic, Pack, PackMissing, Skill
from carrel.store.moments import moment_from, moment_row

if TYPE_CHECKING:
    from sqlite_utils import Database

_SELECT = """select pack.*, (select count(*) from topic where topic.pack = pack.id) as topics,
    (select count(*) from skill where skill.pack = pack.id) as skills from pack"""


def packs(db: Database) -> list[InstalledPack]:
    """The installed packs, by title."""
    return [_pack(row) for row in db.query(f"{_SELECT} order by title collate nocase, number")]


def get(db: Database, name: str) -> InstalledPack:
    """The installed pack with this id; raises PackMissing."""
    for row in db.query(f"{_SELECT} where id = ?", (name,)):
        return _pack(row)
    raise _missing(name)


def topics(db: Database, pack: str) -> list[InstalledTopic]:
    """The topics of a pack in the order in which they stand in it."""
    return [_topic(row) for row in db.query("select * from topic where pack = ? order by number", (pack,))]


def skills(db: Database, pack: str) -> list[Skill]:
    """The skills of a pack in the order in which they stand in it."""
    rows = db.query(
        """select id, name, (select json_group_array(requires) from skill_requires where skill = skill.id) as requires
           from skill where pack = ? order by number""",
        (pack,),
    )
    return [Skill(row["id"], row["name"], tuple(sorted(json.loads(row["requires"])))) for row in rows]


def held_by_others(db: Database, pack: Pack) -> list[tuple[str, str]]:
    """The skills and topics of this pack that another installed pack has, each with the title of that pack."""
    ids = json.dumps([*(skill.id for skill in pack.skills), *(topic.id for topic in pack.topics)])
    rows = db.execute(
        """select held.id, pack.title
           from (select id, pack from skill union select id, pack from topic) as held join pack on pack.id = held.pack
           where held.pack <> ? and held.id in (select value from json_each(?)) order by held.id""",
        (pack.id, ids),
    )
    return [(row[0], row[1]) for row in rows]


def keep(db: Database, pack: Pack, moment: Moment) -> None:
    """Keep what the pack is and its skills; what an older version of it had and this one has not, goes."""
    told = {
        "id": pack.id,
        "version": pack.version,
        "title": pack.title,
        "language": pack.language,
        "licence": pack.licence,
        "authors": json.dumps(pack.authors, ensure_ascii=False),
        "about": pack.about,
    }
    columns = ("version", "title", "language", "licence", "authors", "about")
    _upsert(db, "pack", {**told, **moment_row("created", moment)}, columns)
    _forget_others(db, "skill", pack.id, [skill.id for skill in pack.skills])
    for skill in pack.skills:
        _upsert(db, "skill", {"id": skill.id, "pack": pack.id, "name": skill.name}, ("name",))
        db.execute("delete from skill_requires where skill = ?", (skill.id,))
    for skill in pack.skills:
        for required in dict.fromkeys(skill.requires):
            db.execute("insert into skill_requires (skill, requires) values (?, ?)", (skill.id, required))


def keep_topics(db: Database, pack: Pack, documents: Mapping[str, str]) -> None:
    """Keep the topics, each with the document that is its lesson, if it has one; those of an older version go."""
    _forget_others(db, "topic", pack.id, [topic.id for topic in pack.topics])
    for topic in pack.topics:
        told = {
            "id": topic.id,
            "pack": pack.id,
            "title": topic.title,
            "subject": topic.subject,
            "minutes": topic.minutes,
            "skills": json.dumps(topic.skills),
            "document": documents.get(topic.id),
        }
        _upsert(db, "topic", told, ("title", "subject", "minutes", "skills", "document"))


def renew_lesson(db: Database, document: str, sha256: str) -> None:
    """The lesson is in the library, made from these bytes; it may have been taken out of it before."""
    db.execute("update document set sha256 = ?, deleted = null where id = ?", (sha256, document))


def remove(db: Database, name: str) -> None:
    """Take the pack away with its skills, topics and lessons; raises PackMissing."""
    if not db.execute("delete from pack where id = ?", (name,)).rowcount:
        raise _missing(name)


def _upsert(db: Database, table: str, row: Mapping[str, object], changing: tuple[str, ...]) -> None:
    """Keep the row; one with the same id keeps its number, and changes only these columns."""
    names, holes = ", ".join(row), ", ".join("?" * len(row))
    changes = ", ".join(f"{name} = excluded.{name}" for name in changing)
    db.execute(
        f"insert into {table} ({names}) values ({holes}) on conflict (id) do update set {changes}",
        tuple(row.values()),
    )


def _forget_others(db: Database, table: str, pack: str, kept: list[str]) -> None:
    db.execute(
        f"delete from {table} where pack = ? and id not in (select value from json_each(?))", (pack, json.dumps(kept))
    )


def _pack(row: Mapping[str, Any]) -> InstalledPack:
    return InstalledPack(
        id=row["id"],
        version=row["version"],
        title=row["title"],
        language=row["language"],
        licence=row["licence"],
        authors=tuple(json.loads(row["authors"])),
        about=row["about"],
        topics=row["topics"],
        skills=row["skills"],
        created=moment_from(row),
    )


def _topic(row: Mapping[str, Any]) -> InstalledTopic:
    return InstalledTopic(
        row["id"],
        row["pack"],
        row["title"],
        row["subject"],
        row["minutes"],
        tuple(json.loads(row["skills"])),
        row["document"],
    )


def _missing(name: str) -> PackMissing:
    return PackMissing(
        _("No course pack “{name}” is installed.").format(name=name[:80]),
        _("“carrel pack list” names those that are."),
    )
