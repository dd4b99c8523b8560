"""Installs course packs, so that their lessons can be found and cited, and takes them away again."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from carrel.assessment import tables as items
from carrel.base.archive import Archive
from carrel.base.files import resource, write_whole
from carrel.base.show import beside
from carrel.base.stamp import derived_id
from carrel.base.words import _
from carrel.base.work import Cancel, Progress
from carrel.flows.kit import Kit
from carrel.flows.pack import Checked, check, opened, unwritable
from carrel.library import search
from carrel.library import tables as library
from carrel.library.model import Document, DocumentMissing, Part
from carrel.library.packs import tables
from carrel.library.packs.files import into_zip
from carrel.library.packs.model import InstalledPack, Pack, PackMissing, PackRefused, Section, Topic

if TYPE_CHECKING:
    from carrel.store.db import Database

FOLDER = "packs"
"""Where the files of installed packs are kept, each named by the pack's id; pictures of lessons come from there."""


def install(kit: Kit, path: Path, cancel: Cancel) -> Iterator[Progress | InstalledPack]:
    """Check a pack and install it, in place of an older version of it; all of it at once, or nothing.

    What refers to a lesson or an item by its id still finds it after a newer version came. Raises PackRefused,
    ArchiveRefused, DiskFull; Stopped when it was stopped before the end.
    """
    yield Progress(_("Checking the pack"))
    checked = (opened(path) if _ships_with_carrel(path) else check(path)).sound()
    cancel.check()
    yield Progress(_("Installing the pack"), 0, len(checked.pack.topics))
    with kit.store.writing() as db:
        _may_be_installed(db, checked.pack)
        _keep(kit, db, checked, cancel)
        _keep_file(kit, checked)
        installed = tables.get(db, checked.pack.id)
    yield installed


def remove(kit: Kit, name: str) -> InstalledPack:
    """Take a pack away with its lessons and items, all at once; returns what it was. Raises PackMissing."""
    with kit.store.writing() as db:
        pack = tables.get(db, name)
        items.forget(db, name, ())
        tables.remove(db, name)
    _file(kit, name).unlink(missing_ok=True)
    return pack


def installed(kit: Kit) -> list[tuple[InstalledPack, int]]:
    """The installed packs by title, each with how many items it has."""
    with kit.store.reading() as db:
        return [(pack, items.count(db, pack.id)) for pack in tables.packs(db)]


def named(kit: Kit, name: str) -> tuple[InstalledPack, int]:
    """The installed pack with this id, and how many items it has; raises PackMissing."""
    with kit.store.reading() as db:
        return tables.get(db, name), items.count(db, name)


def picture(kit: Kit, pack: str, name: str) -> bytes:
    """A picture of an installed pack by its name, such as ``images/cell.svg``; raises PackMissing, ArchiveRefused."""
    try:
        with _file(kit, pack).open("rb") as file:
            return Archive(file).read(name)
    except (OSError, KeyError) as error:
        raise PackMissing(_("This picture is not there."), _("Install the course pack again.")) from error


def lesson_id(pack: str, topic: str) -> str:
    """The id of the document that a topic becomes; it comes out the same for every version of the pack."""
    return derived_id("lesson", pack, topic)


def _ships_with_carrel(path: Path) -> bool:
    """Whether the pack is one of Carrel's own: they are checked before they ship, and nobody waits for it twice."""
    return path.resolve().is_relative_to(resource(FOLDER).resolve())


def _may_be_installed(db: Database, pack: Pack) -> None:
    """Raise PackRefused for an older version than the one that is here, or one that would mix with another pack."""
    for held in tables.packs(db):
        if held.id == pack.id and _version(held.version) > _version(pack.version):
            raise PackRefused(
                _("A newer version of “{title}” is installed: {held}, and this is {new}.").format(
                    title=beside(held.title), held=held.version, new=pack.version
                ),
                _("Remove the installed one first, if you want the older one."),
            )
    for name, title in tables.held_by_others(db, pack):
        raise PackRefused(
            _("The pack “{title}” that is installed has “{id}”, too.").format(title=beside(title), id=name),
            _("Remove that pack first, or give this one ids of its own."),
        )


def _version(text: str) -> tuple[int, ...]:
    """The numbers in a version, to be compared: 2026.10 is newer than 2026.9."""
    return tuple(int(number[:18]) for number in re.findall(r"\d+", text))


def _keep(kit: Kit, db: Database, checked: Checked, cancel: Cancel) -> None:
    pack, now = checked.pack, kit.stamp.now()
    tables.keep(db, pack, now)
    lessons = {}
    for topic in pack.topics:
        cancel.check()
        document = _lesson(kit, checked, topic)
        lessons[topic.id] = document.id
        _keep_lesson(db, document, topic)
    gone = [one.document for one in tables.topics(db, pack.id) if one.document and one.id not in lessons]
    library.remove(db, gone, now)
    tables.keep_topics(db, pack, lessons)
    items.forget(db, pack.id, [item.id for item in pack.items])
    for item in pack.items:
        items.keep(db, item.id, item.kind, item.topic, pack.id, json.dumps(item.raw, ensure_ascii=False))


def _lesson(kit: Kit, checked: Checked, topic: Topic) -> Document:
    """The document that a topic becomes."""
    content = checked.files[topic.file]
    return Document(
        id=lesson_id(checked.pack.id, topic.id),
        created=kit.stamp.now(),
        title=topic.title,
        kind="lesson",
        name=f"{topic.id}.md",
        sha256=hashlib.sha256(content).hexdigest(),
        form="markdown",
        size=len(content),
        language=checked.pack.language,
        state="ready",
        read=len(topic.sections),
        pack=checked.pack.id,
    )


def _keep_lesson(db: Database, document: Document, topic: Topic) -> None:
    """Bring the lesson in, or in place of an older version; one that is the same is left alone."""
    try:
        held = library.get(db, document.id)
    except DocumentMissing:
        library.create(db, document)
    else:
        tables.renew_lesson(db, document.id, document.sha256)
        library.change(db, document)
        if held.sha256 == document.sha256:
            return
        library.forget_parts(db, document.id)
    for place, section in enumerate(topic.sections):
        part = Part(place, section.title, "", _told_apart(section))
        search.learn(db, document.id, library.add_part(db, document.id, part), part)


def _told_apart(section: Section) -> str:
    """The text of a section; a wrong idea is called one in its own heading, so that no quote of it passes for true."""
    if section.kind != "misconceptions":
        return section.text
    return re.sub(r"^###\s+", lambda _mark: f"### {section.title}: ", section.text, flags=re.MULTILINE)


def _keep_file(kit: Kit, checked: Checked) -> None:
    path = _file(kit, checked.pack.id)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, into_zip(checked.files))
    except OSError as error:
        raise unwritable(path, error) from error


def _file(kit: Kit, pack: str) -> Path:
    return kit.places.data / FOLDER / f"pack-{pack}.zip"
