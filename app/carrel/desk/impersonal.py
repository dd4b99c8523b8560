"""What a case says without what belongs to a person: the customer's question, and a reply to it."""

from __future__ import annotations

from itertools import pairwise

from carrel.base.matching import folded
from carrel.base.personal import find_in_all
from carrel.base.sentences import sentences
from carrel.desk.asked import questions
from carrel.desk.letters import body, name_of
from carrel.desk.model import Desk, Thread
from carrel.desk.reading.post.signatures import unsigned
from carrel.desk.slots import shaped


def question(desk: Desk, thread: Thread) -> str:
    """What the customer asks, "…" standing for what belongs to a person; empty where nothing is asked."""
    return masked(desk, thread, " ".join(one.text for one in questions(thread)))


def reply(desk: Desk, thread: Thread, text: str) -> str:
    """What a reply says between its greeting and its signature, without the sentences that tell of a person."""
    whole = unsigned(_without_sign(text, desk.sign))[0].strip()
    plain = body(whole)
    if not whole.startswith(plain):  # behind a greeting many write on in small letters
        plain = plain[:1].upper() + plain[1:]
    return "\n\n".join(filter(None, (_told(desk, thread, one) for one in plain.split("\n\n"))))


def masked(desk: Desk, thread: Thread, text: str) -> str:
    """The text, "…" standing for what belongs to a person."""
    for first, last in reversed(_personal(desk, thread, text)):
        text = f"{text[:first]}…{text[last:]}"
    return text


def _told(desk: Desk, thread: Thread, paragraph: str) -> str:
    """A paragraph without the sentences that tell of a person; the others stand as they stood, in lines or in a row."""
    ends = [0, *(last for _first, last in sentences(paragraph))]
    told = (paragraph[before:last] for before, last in pairwise(ends))
    return "".join(one for one in told if not _personal(desk, thread, one)).strip()


def _without_sign(answer: str, sign: str) -> str:
    text = answer.strip()
    return text.removesuffix(sign.strip()).rstrip() if sign.strip() else text


def _personal(desk: Desk, thread: Thread, text: str) -> list[tuple[int, int]]:
    """Where something stands that belongs to a person, and not to the desk itself."""
    names = [*(mail.sender for mail in thread.customer if mail.sender), name_of(thread)]
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
