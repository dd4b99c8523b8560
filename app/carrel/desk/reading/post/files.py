"""Finds out what a file with messages is, and reads it dry: a mail, a box of mails, or text that was saved."""

from __future__ import annotations

import re
from collections.abc import Iterator

from carrel.base.decoding import NotText, decoded
from carrel.base.words import _
from carrel.desk.reading.api import DeskRefused, Fault
from carrel.desk.reading.post import mail, pasted
from carrel.desk.reading.post.mail import NoMail, ToText
from carrel.desk.reading.post.threads import Message, Post, Us, threads

MOST_MAILS = 2_000
_FROM = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\r\n]{0,500}\r?\n(?=[A-Za-z][A-Za-z0-9-]{0,60}:)")
_UNESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)
_HEADER = re.compile(rb"([A-Za-z][A-Za-z0-9-]{0,60}):|[ \t]")
_OF_MAIL = {
    b"from",
    b"to",
    b"subject",
    b"date",
    b"message-id",
    b"mime-version",
    b"content-type",
    b"received",
    b"x-mailer",
}
_SURE = {b"message-id", b"mime-version", b"received"}
"""What nobody writes by hand above a text."""


def read(file: str, content: bytes, us: Us, to_text: ToText) -> Post:
    """The threads in these bytes; raises DeskRefused where nothing of them can be read."""
    if not content.strip():
        raise DeskRefused(_("“{file}” is empty.").format(file=file), _("Choose another file."))
    content = content.removeprefix(b"\xef\xbb\xbf")
    if _FROM.match(content):
        return _box(file, content, us, to_text)
    if _is_mail(content):
        return _one(file, content, us, to_text)
    return _text(file, content, us)


def _is_mail(content: bytes) -> bool:
    """Whether the lines at the top are those of a mail as programs save it."""
    names: set[bytes] = set()
    for line in content[:65_536].split(b"\n")[:200]:
        if not line.strip():
            break
        found = _HEADER.match(line)
        if found is None:
            return False
        names.add((found[1] or b"").lower())
    return bool(names & _SURE) and len(names & _OF_MAIL) > 1


def _one(file: str, content: bytes, us: Us, to_text: ToText) -> Post:
    try:
        found = threads([mail.read(content, to_text)], us)
    except NoMail as error:
        raise _damaged(file, str(error)) from error
    if not any(one.mails for one in found):
        raise DeskRefused(
            _("There is no text in “{file}”.").format(file=file), _("Look at it in your mail program, and paste it.")
        )
    return Post(found)


def _box(file: str, content: bytes, us: Us, to_text: ToText) -> Post:
    messages: list[Message] = []
    faults: list[Fault] = []
    for count, (line, one) in enumerate(_cut(content)):
        if count == MOST_MAILS:
            what = _("There are more than {count:,} mails here; the others were not read.").format(count=MOST_MAILS)
            faults.append(Fault(file, line, what, _("Choose those that wait for an answer.")))
            break
        try:
            messages.append(mail.read(one, to_text))
        except NoMail:
            what = _("The mail that begins here is damaged.")
            faults.append(Fault(file, line, what, _("Look at it in your mail program, and paste it.")))
    found = tuple(one for one in threads(messages, us) if one.mails)
    if not found:
        raise _damaged(file, "no mail with text")
    return Post(found, tuple(faults))


def _cut(content: bytes) -> Iterator[tuple[int, bytes]]:
    """The mails of a box, each with the line on which it begins."""
    places = list(_FROM.finditer(content))
    line, counted = 1, 0
    for place, found in enumerate(places):
        line += content.count(b"\n", counted, found.start())
        counted = found.start()
        end = places[place + 1].start() if place + 1 < len(places) else len(content)
        yield line, _UNESCAPED.sub(rb"\1", content[found.end() : end])


def _text(file: str, content: bytes, us: Us) -> Post:
    try:
        text, _doubtful = decoded(content)
    except NotText as error:
        raise DeskRefused(
            _("“{file}” is neither a mail nor text.").format(file=file),
            _("Save the mail as .eml in your mail program, or copy its text and paste it."),
        ) from error
    found = pasted.read(text, us)
    if found is None:
        raise DeskRefused(_("There is no text in “{file}”.").format(file=file), _("Choose another file."))
    if len(text) <= pasted.MOST_CHARACTERS:
        return Post((found,))
    what = _("Only the first {count:,} characters were read.").format(count=pasted.MOST_CHARACTERS)
    return Post((found,), (Fault(file, 0, what, _("Keep the part that is to be answered."), left_out=False),))


def _damaged(file: str, detail: str) -> DeskRefused:
    return DeskRefused(
        _("“{file}” is damaged, or is no mail.").format(file=file),
        _("Look at it in your mail program, and copy its text and paste it."),
        detail,
    )
