"""Writes what a knowledge base could say from now on: from a thread and the answer that was sent, by code alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from carrel.base.matching import folded
from carrel.base.personal import find_in_all
from carrel.base.sentences import sentences
from carrel.base.show import one_line
from carrel.desk.asked import content, is_question, questions
from carrel.desk.claims import is_courtesy
from carrel.desk.letters import body
from carrel.desk.model import Desk, Thread
from carrel.desk.reading.post.signatures import unsigned
from carrel.desk.slots import shaped

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
    plain = body(unsigned(_without_sign(answer, desk.sign))[0])
    for paragraph in plain.split("\n\n"):
        said = [paragraph[first:last] for first, last in sentences(paragraph)]
        yield [
            " ".join(one.split())
            for one in said
            if content(one) and not is_question(one) and not is_courtesy(one) and not _personal(desk, thread, one)
        ]


def _without_sign(answer: str, sign: str) -> str:
    text = answer.strip()
    return text.removesuffix(sign.strip()).rstrip() if sign.strip() else text


def _title(desk: Desk, thread: Thread, otherwise: str) -> str:
    """What was asked, in a line, without what belongs to a person."""
    for asked in (*(one.text for one in questions(thread)), thread.subject):
        title = asked
        for first, last in reversed(_personal(desk, thread, asked)):
            title = f"{title[:first]}…{title[last:]}"
        if len(content(title)) > 1:
            return one_line(title[:1].upper() + title[1:], LONGEST_TITLE)
    return one_line(otherwise, LONGEST_TITLE)


def _personal(desk: Desk, thread: Thread, text: str) -> list[tuple[int, int]]:
    """Where something stands that belongs to a person, and not to the desk itself."""
    names = [mail.sender for mail in thread.customer if mail.sender]
    finds = find_in_all((text, *(mail.text for mail in thread.customer)), names)[0]
    ours = folded(f"{desk.title}\n{desk.sign}\n" + "\n".join(desk.mine))
    found = {(one.first, one.last) for one in finds if folded(one.text) not in ours}
    asked = [*desk.general, *(slot for one in desk.procedures for slot in one.slots)]
    shapes = {shape for slot in asked for shape in slot.patterns}
    found |= {match.span() for shape in shapes for match in shaped(shape).finditer(text)}
    return _apart(found)


def _apart(spans: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, those that overlap made one."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if found and first < found[-1][1]:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found
