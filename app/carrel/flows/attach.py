"""Attaching texts: to what is being written, or to a course as a source."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from carrel.attachments import tables
from carrel.attachments.model import MOST, Attachment, AttachmentRefused, Owner
from carrel.base.decoding import NotText, decoded
from carrel.base.files import NotOrdinary, ordinary_content
from carrel.base.text import MOST_BYTES, cap, clean
from carrel.base.words import _, counted
from carrel.base.work import Cancel, Progress
from carrel.flows.courses import hang
from carrel.flows.kit import Kit
from carrel.flows.read_in import Failed, Read, Wish, read_in, take_text
from carrel.library import tables as library_tables

_LONGEST_NAME = 120
_PDF = b"%PDF-"
_MOST_READ = MOST_BYTES * 4  # bytes: no encoding takes more for a text that is short enough


@dataclass(frozen=True)
class Taken:
    """A text that hangs on its owner now. size: how long it is, in words. doubtful: its encoding was guessed."""

    attachment: Attachment
    size: str
    doubtful: bool = False


@dataclass(frozen=True)
class Refused:
    """A file that could not be attached, and why."""

    error: AttachmentRefused


def attach_files(
    kit: Kit, paths: Sequence[Path], kind: Owner, owner: str | None, cancel: Cancel
) -> Iterator[Progress | Taken | Refused]:
    """Attach several files; a bad one is told, and the others go on. Yields a Progress before each."""
    for done, path in enumerate(paths):
        cancel.check()
        yield Progress(_("Reading {name}").format(name=shown_name(path.name)), done, len(paths))
        try:
            made, doubtful = _read(kit, path, cancel)
            yield Taken(_hang(kit, made, kind, owner), size_of(made.text), doubtful)
        except AttachmentRefused as error:
            yield Refused(error)


def attach_file(kit: Kit, path: Path, kind: Owner, owner: str | None) -> Attachment:
    """Read a text or a document and hang it on its owner; raises AttachmentRefused for anything that is neither."""
    return _hang(kit, read_file(kit, path), kind, owner)


def attach_text(kit: Kit, name: str, text: str, kind: Owner, owner: str | None) -> Attachment:
    """Hang a text on its owner; raises AttachmentRefused."""
    return _hang(kit, _made(kit, name, text), kind, owner)


def read_file(kit: Kit, path: Path, cancel: Cancel | None = None) -> Attachment:
    """A text or a document as something to attach; raises AttachmentRefused for anything that is neither."""
    return _read(kit, path, cancel or Cancel())[0]


def drafted(kit: Kit, conversation: str | None) -> list[Taken]:
    """What goes with the next turn of this chat; None for one that has not begun."""
    return [Taken(one, size_of(one.text)) for one in attached(kit, "draft", conversation)]


def size_of(text: str) -> str:
    """How long a text is, for a person: in words, and in letters where a language has no spaces between words."""
    words = len(text.split())
    if len(text) > 24 * max(words, 1):
        return counted("{count:,} character", "{count:,} characters", len(text))
    return counted("{count:,} word", "{count:,} words", words)


def _read(kit: Kit, path: Path, cancel: Cancel) -> tuple[Attachment, bool]:
    name = shown_name(path.name)
    content = _content(path, name)
    if content is not None and content.startswith(_PDF):  # all of a small one may be letters
        content = None
    try:
        text, doubtful = decoded(content) if content is not None else ("", False)
    except NotText:
        text, content = "", None
    if content is None or len(text.encode("utf-8")) > MOST_BYTES:
        return _read_document(kit, path, name, cancel), False
    return _made(kit, name, text), doubtful


def _read_document(kit: Kit, path: Path, name: str, cancel: Cancel) -> Attachment:
    """What is no short text goes through the readers of the library; of a long document the beginning stands here."""
    for step in read_in(kit, [path], cancel, Wish(loose=True)):
        if isinstance(step, Failed):
            what = _("{name} cannot be attached. {why}").format(name=name, why=step.error.what)
            raise AttachmentRefused(what, step.error.next_step, step.error.detail)
        if isinstance(step, Read):
            with kit.store.reading() as db:
                text = "\n\n".join(part.text for part in library_tables.parts(db, step.document.id))
            return Attachment(kit.stamp.new_id(), name, cap(text)[0], kit.stamp.now(), step.document.id)
    raise AttachmentRefused(_("{name} is empty.").format(name=name), _("Choose a file with text in it."))


def _content(path: Path, name: str) -> bytes | None:
    """The bytes of a file, None if there are too many for a text."""
    try:
        return ordinary_content(path, _MOST_READ)
    except NotOrdinary as error:
        raise _not_a_file(name) from error
    except (OSError, ValueError) as error:
        raise AttachmentRefused(
            _("{name} cannot be read.").format(name=name),
            _("Check that the file is still there and that you may open it."),
            str(error),
        ) from error


def _not_a_file(name: str) -> AttachmentRefused:
    return AttachmentRefused(
        _("{name} is not a file with text in it.").format(name=name),
        _("From a folder, choose the files you need."),
    )


def _too_long(name: str) -> AttachmentRefused:
    return AttachmentRefused(
        _("{name} is too long to attach.").format(name=name),
        _("Attach at most {size} kB of text: copy the part you need into a file of its own.").format(
            size=MOST_BYTES // 1000
        ),
    )


def _made(kit: Kit, name: str, text: str) -> Attachment:
    text, name = clean(text), shown_name(name)
    if not text.strip():
        raise AttachmentRefused(_("{name} is empty.").format(name=name), _("Choose a file with text in it."))
    if len(text.encode("utf-8")) > MOST_BYTES:
        raise _too_long(name)
    return Attachment(kit.stamp.new_id(), name, text, kit.stamp.now(), take_text(kit, name, text).id)


def _hang(kit: Kit, made: Attachment, kind: Owner, owner: str | None) -> Attachment:
    with kit.store.writing() as db:
        if len(tables.of(db, kind, owner)) >= MOST:
            raise AttachmentRefused(
                _("There are {count} attached texts already.").format(count=MOST), _("Remove one of them first.")
            )
        hang(db, made, kind, owner)
    return made


def attached(kit: Kit, kind: Owner, owner: str | None) -> list[Attachment]:
    """What hangs on the owner."""
    with kit.store.reading() as db:
        return tables.of(db, kind, owner)


def take_off(kit: Kit, attachment: str, kind: Owner, owner: str | None) -> None:
    """Take a text off its owner again."""
    with kit.store.writing() as db:
        tables.take_off(db, attachment, kind, owner)


def put_on(kit: Kit, attachment: Attachment, kind: Owner, owner: str | None) -> None:
    """Undo a `take_off`."""
    with kit.store.writing() as db:
        tables.take_off(db, attachment.id, kind, owner)
        tables.attach(db, attachment, kind, owner)


def hand_over(kit: Kit, old: str | None, new: str) -> None:
    """What hangs on one draft hangs on another from now on: the chat that had not begun has."""
    with kit.store.writing() as db:
        for one in tables.of(db, "draft", old):
            tables.take_off(db, one.id, "draft", old)
            tables.attach(db, one, "draft", new)


def shown_name(name: str) -> str:
    """A file's name without what could disguise it: controls, and marks that turn the direction of writing."""
    plain = "".join(one for one in clean(name) if unicodedata.category(one) not in {"Cc", "Cf", "Zl", "Zp"})
    return plain.strip()[:_LONGEST_NAME] or _("text")
