"""Behaviours are looked at, changed with all former versions kept, and go in and out as files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from carrel.base.decoding import NotText, decoded
from carrel.base.files import ordinary_content, resource, write_whole
from carrel.base.show import beside
from carrel.base.text import cap, clean
from carrel.base.words import _
from carrel.behaviours import tables
from carrel.behaviours.comparing import Line, difference
from carrel.behaviours.model import (
    Behaviour,
    BehaviourMissing,
    BehaviourRefused,
    Fault,
    Kept,
    Read,
    Version,
    name_of,
)
from carrel.behaviours.reading import MOST_BYTES, read, retitled
from carrel.flows.kit import Kit

SUFFIX = ".md"
_MOST_READ = 4 * MOST_BYTES  # no encoding takes more for a text that is short enough


@dataclass(frozen=True)
class Incoming:
    """What a file would bring in. faults: all that was found in it. former: what is kept under its name; None for
    nothing. changes: what would be different; everything is new where nothing is kept.
    """

    behaviour: Behaviour
    faults: tuple[Fault, ...] = ()
    former: Kept | None = None
    changes: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Opened:
    """A behaviour with all that a person works with. draft: what is being written in its place; None for nothing.

    read: what the draft says, or the behaviour itself where there is none. versions: the newest first.
    """

    kept: Kept
    read: Read
    draft: str | None = None
    versions: tuple[Version, ...] = ()

    @property
    def text(self) -> str:
        """What is written: the draft, or the behaviour as it is."""
        return self.kept.behaviour.text if self.draft is None else self.draft


def everything(kit: Kit) -> list[Kept]:
    """All behaviours, those that came with Carrel too, by title."""
    with kit.store.reading() as db:
        return tables.all_kept(db)


def one(kit: Kit, name: str) -> Kept:
    """The behaviour of this name as it is now; raises BehaviourMissing."""
    with kit.store.reading() as db:
        return tables.kept(db, name)


def opened(kit: Kit, name: str) -> Opened:
    """The behaviour of this name with what is being written in its place; raises BehaviourMissing."""
    with kit.store.reading() as db:
        kept, draft = tables.kept(db, name), tables.draft(db, name)
        former = tuple(tables.versions(db, name))
    text = kept.behaviour.text if draft is None else draft
    return Opened(kept, read(kept.behaviour.name, text), draft, former)


def write(kit: Kit, name: str, text: str) -> Opened:
    """Keep what is being written, sound or not; what is as it was is no draft. Raises BehaviourMissing."""
    text = cap(clean(text), _MOST_READ)[0]
    with kit.store.writing() as db:
        if text == tables.by_name(db, name).text:
            tables.forget_draft(db, name)
        else:
            tables.keep_draft(db, name, text)
    return opened(kit, name)


def discard(kit: Kit, name: str) -> str:
    """Leave the behaviour as it is; returns what was being written."""
    with kit.store.writing() as db:
        text = tables.draft(db, name) or ""
        tables.forget_draft(db, name)
    return text


def versions(kit: Kit, name: str) -> list[Version]:
    """All its versions, the newest first; none for one that came along unchanged. Raises BehaviourMissing."""
    with kit.store.reading() as db:
        return tables.versions(db, name)


def version(kit: Kit, name: str, number: int) -> Version:
    """One of its versions; raises BehaviourMissing."""
    for found in versions(kit, name):
        if found.number == number:
            return found
    raise BehaviourMissing(
        _("“{name}” has no version {number}.").format(name=beside(name, 80), number=number),
        _("“carrel behaviour versions {name}” names those it has.").format(name=name_of(name)),
    )


def compared(kit: Kit, name: str, former: int, later: int) -> tuple[Line, ...]:
    """What changed from one version to another; raises BehaviourMissing."""
    return difference(version(kit, name, former).text, version(kit, name, later).text)


def looked_at(kit: Kit, file: Path, name: str = "") -> Incoming:
    """What the file would bring in under this name, or under its own; nothing is kept. Raises BehaviourRefused."""
    text = _text_of(file)
    behaviour, faults = _sound(_named(name or file.stem), text, file.name)
    with kit.store.reading() as db:
        try:
            former = tables.kept(db, behaviour.name)
        except BehaviourMissing:
            former = None
    changes = difference(former.behaviour.text if former is not None else "", behaviour.text)
    return Incoming(behaviour, faults, former, changes)


def take(kit: Kit, incoming: Incoming) -> int:
    """Keep what a file brings in; returns the number of its version."""
    return save(kit, incoming.behaviour.name, incoming.behaviour.text)


def save(kit: Kit, name: str, text: str) -> int:
    """Keep this text as the newest version; returns its number. Raises BehaviourRefused where a fault is grave.

    What was being written is no draft any more where it is this text.
    """
    behaviour, _faults = _sound(_named(name), text, _named(name) + SUFFIX)
    with kit.store.writing() as db:
        if tables.draft(db, behaviour.name) == behaviour.text:
            tables.forget_draft(db, behaviour.name)
        return tables.keep(db, behaviour, kit.stamp.now(), kit.stamp.new_id())


def back(kit: Kit, name: str, number: int) -> int:
    """Go back to a former version: its text becomes the newest one, so that nothing is lost. Returns its number."""
    return save(kit, name, version(kit, name, number).text)


def duplicate(kit: Kit, name: str) -> str:
    """Keep a copy under a name and a title of its own; returns the name."""
    held = one(kit, name).behaviour
    taken = {other.behaviour.name for other in everything(kit)}
    new = free_name(held.name, taken)
    save(kit, new, retitled(held.text, _("{title} (copy)").format(title=held.title)))
    return new


def begin(kit: Kit) -> str:
    """Keep a new behaviour with a few lines to begin with; returns its name, which is free."""
    taken = {other.behaviour.name for other in everything(kit)}
    title = _("My behaviour")
    name = free_name(name_of(title) or "mine", taken)
    text = resource("behaviours/blank/blank.md").read_text(encoding="utf-8")
    discard(kit, name)
    save(kit, name, retitled(text, title))
    return name


def free_name(name: str, taken: Sequence[str] | set[str]) -> str:
    """The name, with a number behind it where it is taken."""
    number, found = 1, name
    while found in taken:
        number += 1
        found = f"{name}-{number}"
    return found


def export(kit: Kit, name: str, to: Path, *, number: int | None = None, replace: bool = False) -> Path:
    """Write a behaviour, or one of its versions, into a file; a folder gets NAME.md. Returns the path written.

    Raises BehaviourMissing, and BehaviourRefused where the file is there or cannot be written.
    """
    held = one(kit, name).behaviour
    text = held.text if number is None else version(kit, name, number).text
    path = to / f"{held.name}{SUFFIX}" if to.is_dir() else to
    if path.exists() and not replace:
        raise BehaviourRefused(
            _("The file “{name}” is there already.").format(name=beside(path.name, 80)),
            _("Choose another name, or say that it may be replaced."),
        )
    try:
        write_whole(path, text.encode())
    except (OSError, ValueError) as error:
        raise BehaviourRefused(
            _("The file “{name}” could not be written.").format(name=beside(path.name, 80)),
            _("Choose another folder, or make room on the disk."),
            str(error),
        ) from error
    return path


def remove(kit: Kit, name: str) -> str:
    """Take a behaviour of one's own away; returns what `restore` needs. Raises BehaviourMissing, BehaviourRefused."""
    with kit.store.writing() as db:
        return tables.remove(db, name, kit.stamp.now())


def restore(kit: Kit, removed: str) -> None:
    """Bring a removed behaviour back with its versions; raises BehaviourRefused where its name is taken by now."""
    with kit.store.writing() as db:
        tables.restore(db, removed)


def bring_back(kit: Kit, name: str) -> None:
    """Bring back the behaviour of this name that was removed last; raises BehaviourMissing, BehaviourRefused."""
    with kit.store.writing() as db:
        tables.restore(db, tables.last_removed(db, name))


def _named(name: str) -> str:
    """The name as it is kept; raises BehaviourRefused where nothing is left of it."""
    found = name_of(name)
    if not found:
        raise BehaviourRefused(
            _("A behaviour needs a name with a letter or a digit in it."), _("Give it a short name, such as “coach”.")
        )
    return found


def _sound(name: str, text: str, file: str) -> tuple[Behaviour, tuple[Fault, ...]]:
    """The behaviour in the text and what else was found; raises BehaviourRefused with the first grave fault."""
    found = read(name, clean(text))
    if found.behaviour is None:
        fault = next(one for one in found.faults if one.is_grave)
        raise BehaviourRefused(
            _("{file}, line {line}: {what}").format(file=beside(file, 80), line=fault.line, what=fault.what), fault.then
        )
    return found.behaviour, found.faults


def _text_of(file: Path) -> str:
    """The text in a file; raises BehaviourRefused for anything else."""
    name = beside(file.name, 80)
    try:
        content = ordinary_content(file, _MOST_READ)
    except (OSError, ValueError) as error:
        raise BehaviourRefused(
            _("The file “{name}” cannot be read.").format(name=name),
            _("Check that the file is there and that you may open it."),
            str(error),
        ) from error
    try:
        return decoded(content)[0] if content is not None else " " * (MOST_BYTES + 1)
    except NotText as error:
        raise BehaviourRefused(
            _("The file “{name}” is no text.").format(name=name), _("Choose the text file of a behaviour.")
        ) from error
