"""Attaching texts: to what is being written, or to a course as a source."""

from __future__ import annotations

import codecs
import unicodedata
from pathlib import Path

from carrel.attachments import tables
from carrel.attachments.model import MOST, Attachment, AttachmentRefused, Owner
from carrel.base.text import MOST_BYTES, clean
from carrel.base.words import _
from carrel.flows.kit import Kit

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins like the mark of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LONGEST_NAME = 120


def attach_file(kit: Kit, path: Path, kind: Owner, owner: str | None) -> Attachment:
    """Read a text file and hang it on its owner; raises AttachmentRefused for anything that is not text."""
    return _hang(kit, read_file(kit, path), kind, owner)


def attach_text(kit: Kit, name: str, text: str, kind: Owner, owner: str | None) -> Attachment:
    """Hang a text on its owner; raises AttachmentRefused."""
    return _hang(kit, _made(kit, name, text), kind, owner)


def read_file(kit: Kit, path: Path) -> Attachment:
    """A text file as something to attach; raises AttachmentRefused for anything that is not text."""
    name = shown_name(path.name)
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES * 4 + 1)
    except OSError as error:
        raise AttachmentRefused(
            _("{name} cannot be read.").format(name=name),
            _("Check that the file is still there and that you may open it."),
            str(error.strerror),
        ) from error
    return _made(kit, name, _decoded(content, name))


def _made(kit: Kit, name: str, text: str) -> Attachment:
    text = clean(text)
    if not text.strip():
        raise AttachmentRefused(_("{name} is empty.").format(name=name), _("Choose a file with text in it."))
    if len(text.encode("utf-8")) > MOST_BYTES:
        raise AttachmentRefused(
            _("{name} is too long to attach.").format(name=name),
            _("Attach at most {size} kB of text: copy the part you need into a file of its own.").format(
                size=MOST_BYTES // 1000
            ),
        )
    return Attachment(kit.stamp.new_id(), shown_name(name), text, kit.stamp.now())


def _hang(kit: Kit, made: Attachment, kind: Owner, owner: str | None) -> Attachment:
    with kit.store.writing() as db:
        if len(tables.of(db, kind, owner)) >= MOST:
            raise AttachmentRefused(
                _("There are {count} attached texts already.").format(count=MOST), _("Remove one of them first.")
            )
        tables.attach(db, made, kind, owner)
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


def shown_name(name: str) -> str:
    """A file's name without what could disguise it: controls, and marks that turn the direction of writing."""
    plain = "".join(one for one in clean(name) if unicodedata.category(one) not in {"Cc", "Cf", "Zl", "Zp"})
    return plain.strip()[:_LONGEST_NAME] or _("text")


def _decoded(content: bytes, name: str) -> str:
    """The text of a file in any usual encoding."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    if b"\x00" in content:
        raise AttachmentRefused(
            _("{name} is not a text file.").format(name=name),
            _("Save it as text, or copy the part you need and paste it here."),
        )
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
