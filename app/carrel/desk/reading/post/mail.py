"""Reads a mail with the standard library, for the child in which nothing it does can harm.

What strangers write is held within bounds before a parser sees it: so many headers, parts and letters, and no deeper.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parsedate_to_datetime

from carrel.base.decoding import NotText, decoded
from carrel.base.show import one_line
from carrel.base.text import clean
from carrel.desk.reading.post.heads import Head, parted
from carrel.desk.reading.post.threads import Message

MOST_HEADERS = 1_000
"""Lines above a mail; a program that writes more of them is none that people use."""

MOST_PARTS = 300
MOST_NESTED = 60
"""Parts that have parts themselves; over more of them the parser of the library takes long, or fails."""

MOST_DIVIDED = 3_000
"""Lines that may part a mail; the same."""

MOST_DEEP = 20
MOST_CHARACTERS = 300_000
"""Of the text of one mail, with all that it quotes."""

MOST_ATTACHED = 50
_LONGEST_HEADER = 4_000
_LONGEST_NAME = 120
_LINE = re.compile(rb"\r\n|\n|\r")
_WITH_PARTS = re.compile(rb"boundary\s*=|content-type:\s*message/", re.IGNORECASE)
_IDS = re.compile(r"<[^<>\s]{1,300}>")
_MOST_IDS = 100

ToText = Callable[[str], str]
"""Makes text of HTML."""


class NoMail(Exception):
    """The bytes are no mail, or one that cannot be taken apart."""


def read(content: bytes, to_text: ToText) -> Message:
    """The message in these bytes; raises NoMail."""
    if sum(1 for _found in _WITH_PARTS.finditer(content)) > MOST_NESTED or content.count(b"\n--") > MOST_DIVIDED:
        raise NoMail("too many parts")
    try:
        mail = BytesParser(policy=policy.default).parsebytes(_bounded(content))
        if not isinstance(mail, EmailMessage):
            raise NoMail("no message")
        text, attached = _content(mail, to_text)
    except (MessageError, RecursionError, ValueError, LookupError, TypeError, AttributeError, AssertionError) as error:
        raise NoMail(type(error).__name__) from error  # the parser of the library fails in many ways on broken mails
    sender, address = parted(_header(mail, "from"))
    date = _header(mail, "date")
    return Message(
        head=Head(sender, address, one_line(date), one_line(_header(mail, "subject"))),
        text=text,
        id=next(iter(_IDS.findall(_header(mail, "message-id"))), ""),
        answers=tuple(_IDS.findall(f"{_header(mail, 'references')} {_header(mail, 'in-reply-to')}")[-_MOST_IDS:]),
        to=tuple(filter(None, (parted(one)[1] for one in _header(mail, "to").split(",")[:MOST_ATTACHED]))),
        sent=_seconds(date),
        attached=attached,
    )


def _bounded(content: bytes) -> bytes:
    """The mail without the headers beyond those that a mail may have."""
    end = 0
    for count, found in enumerate(_LINE.finditer(content)):
        if found.start() == end and count:
            return content  # the blank line below the headers
        end = found.end()
        if count == MOST_HEADERS:
            rest = re.search(rb"(?:\r\n){2}|\n\n|\r\r", content[end:])
            return content[:end] + (content[end + rest.start() :] if rest else b"\n\n")
    return content


def _header(mail: EmailMessage, name: str) -> str:
    """The first header of this name, decoded; empty where there is none."""
    for key, value in mail.raw_items():
        if key.lower() == name:
            raw = str(value)[:_LONGEST_HEADER].encode("utf-8", "surrogateescape")
            try:
                told = decoded(raw)[0]
            except NotText:
                told = raw.decode("latin-1")
            plain = " ".join(clean(told).split())
            try:
                return clean(str(policy.default.header_factory(name, plain)))
            except (ValueError, LookupError, TypeError, AttributeError, IndexError, MessageError):
                return plain
    return ""


def _seconds(date: str) -> float | None:
    try:
        return parsedate_to_datetime(date).timestamp()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _content(mail: EmailMessage, to_text: ToText) -> tuple[str, tuple[str, ...]]:
    """What is to be read in the mail, and the names of what hangs on it."""
    plain: list[str] = []
    pages: list[str] = []
    attached: list[str] = []
    for part in _parts(mail):
        kind = part.get_content_type()
        if part.get_content_disposition() == "attachment" or part.get_filename() or kind not in _READ:
            attached.append(_name(part))
        else:
            (plain if kind == "text/plain" else pages).append(_text(part))
    text = "\n\n".join(plain)
    if not text.strip():
        text = "\n\n".join(map(to_text, pages))
    names = tuple(dict.fromkeys(filter(None, attached)))
    return text[:MOST_CHARACTERS], names[:MOST_ATTACHED]


_READ = ("text/plain", "text/html")


def _parts(mail: EmailMessage) -> Iterator[EmailMessage]:
    """The parts that hold something themselves, in order; a mail that hangs on this one is one of them."""
    left: list[tuple[EmailMessage, int]] = [(mail, 0)]
    count = 0
    while left:
        part, deep = left.pop()
        inner = part.get_payload() if part.get_content_maintype() == "multipart" else None
        if isinstance(inner, list) and deep < MOST_DEEP:
            left += [(one, deep + 1) for one in reversed(inner[:MOST_PARTS]) if isinstance(one, EmailMessage)]
        elif not isinstance(inner, list):
            yield part
        count += 1
        if count == MOST_PARTS:
            return


def _text(part: EmailMessage) -> str:
    """The text of a part, in the encoding that it names if it fits, else in the one that its letters speak for."""
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    text = _in_charset(content[: 4 * MOST_CHARACTERS], part.get_content_charset())
    text = clean(text)[:MOST_CHARACTERS]
    flowed = part.get_content_type() == "text/plain" and str(part.get_param("format", "")).lower() == "flowed"
    return re.sub(r"(?<=[^\n-]) \n(?!>)(?=\S)", " ", text) if flowed else text


def _in_charset(content: bytes, charset: str | None) -> str:
    try:
        return content.decode("utf-8")  # whatever a mail says of itself: no other text of letters reads so by chance
    except UnicodeDecodeError:
        pass
    try:
        if charset:
            return content.decode(charset)
    except (LookupError, UnicodeError):
        pass
    try:
        return decoded(content)[0]
    except NotText:
        return content.decode("latin-1")


def _name(part: EmailMessage) -> str:
    """What a person knows the attached file by."""
    try:
        name = part.get_filename() or ""
    except (ValueError, LookupError, TypeError, AttributeError):
        name = ""
    return one_line(clean(str(name)).replace("\\", "/").rsplit("/", 1)[-1], _LONGEST_NAME) or part.get_content_type()
