"""Writes what a knowledge base could say from now on: from a thread and the answer that was sent, by code alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from carrel.base.sentences import sentences
from carrel.base.show import one_line
from carrel.desk.asked import content, is_question, questions
from carrel.desk.claims import is_courtesy
from carrel.desk.impersonal import masked, reply
from carrel.desk.model import Desk, Thread

LONGEST_TITLE = 120
_LEAST_NEW = 0.5
"""Where more than so much of an answer stands in the knowledge base, that answers the question already."""


@dataclass(frozen=True)
class Written:
    """An article. text: Markdown, without its title."""

    title: str
    text: str


def written(desk: Desk, thread: Thread, answer: str, is_known: Callable[[str], bool]) -> Written | None:
    """The article that this answer could become; None where it says nothing that is not known.

    is_known: whether a sentence stands in the knowledge base or the catalogue. Greetings, thanks, questions and the
    signature are left out, and so is every sentence with something in it that belongs to a person. Whether the rest
    holds for everybody is for a person to say.
    """
    paragraphs = [one for one in _paragraphs(desk, thread, answer) if one]
    told = [sentence for paragraph in paragraphs for sentence in paragraph]
    new = [sentence for sentence in told if not is_known(sentence)]
    if not new or len(new) < _LEAST_NEW * len(told):
        return None
    return Written(_title(desk, thread, told[0]), "\n\n".join(" ".join(paragraph) for paragraph in paragraphs))


def _paragraphs(desk: Desk, thread: Thread, answer: str) -> Iterator[list[str]]:
    """The sentences of the answer that can be told to anybody, paragraph by paragraph."""
    for paragraph in reply(desk, thread, answer).split("\n\n"):
        said = [paragraph[first:last] for first, last in sentences(paragraph)]
        yield [" ".join(one.split()) for one in said if content(one) and not is_question(one) and not is_courtesy(one)]


def _title(desk: Desk, thread: Thread, otherwise: str) -> str:
    """What was asked, in a line, without what belongs to a person."""
    for asked in (*(one.text for one in questions(thread)), thread.subject):
        title = masked(desk, thread, asked)
        if len(content(title)) > 1:
            return one_line(title[:1].upper() + title[1:], LONGEST_TITLE)
    return one_line(otherwise, LONGEST_TITLE)
