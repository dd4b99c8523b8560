"""The text in a file of questions, and how the places in it are called."""

from __future__ import annotations

from pathlib import PurePath

from carrel.base.decoding import NotText, decoded
from carrel.base.text import clean
from carrel.base.words import _
from carrel.exchange.questions.api import QuestionsRefused

MOST_BYTES = 20_000_000
MOST_QUESTIONS = 20_000
_SAMPLE = 65_536
_MARK = b"\xef\xbb\xbf"


def text_of(content: bytes) -> str:
    """The whole text, in any usual encoding; raises QuestionsRefused for what is too large, empty, or no text."""
    if len(content) > MOST_BYTES:
        raise QuestionsRefused(
            _("This file is larger than {count} MB.").format(count=MOST_BYTES // 1_000_000), _split_it()
        )
    try:
        text = _decoded(content)
    except NotText as error:
        raise QuestionsRefused(
            _("This file is not text, so no questions can be read from it."),
            _("Save it as plain text in the program it comes from, and choose it again."),
        ) from error
    if not text.strip():
        raise QuestionsRefused(_("This file is empty."), _("Choose another file."))
    return text


def beginning(content: bytes) -> str:
    """The text at the beginning of a file, to see what it is; empty where it is no text."""
    try:
        return _decoded(content[:_SAMPLE])
    except NotText:
        return ""


def title_of(name: str) -> str:
    """What a set of questions is called that stands in a file of this name."""
    return PurePath(name).stem


def place(line: int) -> str:
    """Where a question stands: the number of its first line, counted from 1."""
    return _("line {number}").format(number=line)


def check_count(count: int) -> None:
    """Raise QuestionsRefused for more questions than are read from one file."""
    if count > MOST_QUESTIONS:
        raise QuestionsRefused(
            _("This file holds more than {count} questions.").format(count=MOST_QUESTIONS), _split_it()
        )


def nothing_found(title: str) -> QuestionsRefused:
    """What to raise about a sound text in which there is no question; title: of the format, as a person knows it."""
    return QuestionsRefused(
        _("No questions in the format {title} were found in this file.").format(title=title),
        _("Choose another file, or another format."),
    )


def _decoded(content: bytes) -> str:
    """The text; what says that it is UTF-8 and is keeps every letter, be it a control."""
    if content.startswith(_MARK) and b"\x00" not in content:
        try:
            return clean(content.decode("utf-8-sig"))
        except UnicodeDecodeError:
            return clean(decoded(content)[0])
    return clean(decoded(content)[0]).removeprefix("\ufeff")


def _split_it() -> str:
    return _("Split it into smaller files, and read them one after the other.")
