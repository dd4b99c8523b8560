"""Gathers what is wrong in the text of a set, and holds its questions to their bounds."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from carrel.base.show import beside
from carrel.base.words import _
from carrel.evaluations.model import Fault, Question, Written

MOST_QUESTIONS = 500
MOST_GIVEN = 20
MOST_TURNS = 40
LONGEST = 6_000
"""Characters of what is asked, and of one turn before it."""

LONGEST_GIVEN = 60_000
"""Characters of one text that goes with a question."""

LONGEST_WORDS = 200
"""Characters of the title, of what the set says of itself, and of the name of a question."""


class Faults:
    """What was found so far."""

    def __init__(self) -> None:
        self._found: list[Fault] = []

    def grave(self, line: int, what: str, then: str) -> None:
        """There is no set until this is put right."""
        self._found.append(Fault(max(line, 1), what, then))

    def light(self, line: int, what: str, then: str) -> None:
        """Something is left out, and all the rest works."""
        self._found.append(Fault(max(line, 1), what, then, is_grave=False))

    def bounded(self, text: str, most: int, line: int) -> str:
        """The text without the blanks around it; too long a one is a fault."""
        if len(text) > most:
            what = _("This is longer than {most} characters.").format(most=f"{most:,}")
            self.grave(line, what, _("Shorten it."))
        return text[:most].strip()

    def whole(self, written: Written) -> Written:
        """The set with everything that is wrong in it, by lines; its questions are looked at here."""
        questions = written.questions
        if not questions and not self._found:
            self.grave(1, _("There is no question in this set."), _("Write one; a new set begins with an example."))
        if len(questions) > MOST_QUESTIONS:
            what = _("There are more than {most} questions.").format(most=MOST_QUESTIONS)
            self.grave(questions[MOST_QUESTIONS].line, what, _("Make two sets of it."))
        self._named_once(questions)
        for one, end in zip(questions, [*(after.line for after in questions[1:]), sys.maxsize], strict=False):
            told = any(fault.is_grave and one.line <= fault.line < end for fault in self._found)
            if one.expects_nothing and not told:
                what = _("Nothing is expected of the reply to “{name}”.").format(name=beside(one.id, 60))
                self.grave(one.line, what, _("Say what a good reply says, or what it must not claim."))
        kept = questions[:MOST_QUESTIONS]
        faults = tuple(sorted(self._found, key=lambda one: one.line))
        return Written(written.title, written.says, written.mode, kept, faults)

    def _named_once(self, questions: Sequence[Question]) -> None:
        seen: set[str] = set()
        for one in questions:
            if one.id in seen:
                what = _("Two questions are called “{name}”.").format(name=beside(one.id, 60))
                self.grave(one.line, what, _("Call one of them something else: replies are compared by this name."))
            seen.add(one.id)
