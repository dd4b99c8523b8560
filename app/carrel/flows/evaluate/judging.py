"""Judges a reply by what was expected of it, with the words of the reply that show each verdict; no model is asked.

What must stand in a reply is looked for as it is written. What a reply is to say, or must not claim, is found in other
words too, and its denials are understood, as they are in the open answers of learners; where code cannot know, it says
so.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace

from carrel.assessment.marking import open as open_answer
from carrel.assessment.model import Item, Point
from carrel.base.expecting import Expectation, judge, standing
from carrel.base.matching import function_words, terms
from carrel.base.sentences import sentences
from carrel.base.show import beside
from carrel.base.words import _, counted
from carrel.evaluations.model import Found, Judged, Outcome, Question
from carrel.flows.evaluate import items

_NEAR = 0.6
"""A sentence with so much of a wording may say the same in other words: a person has to read it."""


def judged(question: Question, text: str) -> Judged:
    """The verdict on this reply: wrong where something is claimed that must not be, or nothing expected is there.

    The score is the share of what it was to say; half of that where it does not keep to its bounds.
    """
    if not text.strip():
        return Judged("wrong", 0.0, (Outcome(_("There is a reply."), "no"),))
    if question.item:
        by_item = items.judged(json.loads(question.item), text)
        others = replace(question, item="")
        if others.expects_nothing:
            return by_item
        more = judged(others, text)
        verdict = min(by_item.verdict, more.verdict, key=_ORDER.index)
        return Judged(verdict, min(by_item.score, more.score), (*by_item.outcomes, *more.outcomes))
    said = (*_said(question, text), *_standing(_needed(question.expected), text))
    kept = tuple(_standing(_kept(question.expected), text))
    barred = tuple(_claimed(question, text))
    outcomes = (*said, *kept, *barred)
    is_amiss = any(one.found == "no" for one in kept)
    score = sum(one.found == "yes" for one in said) / len(said) if said else float(not is_amiss)
    if any(one.found == "no" for one in barred):
        return Judged("wrong", 0.0, outcomes)
    score = score / 2 if is_amiss else score
    if is_amiss or any(one.found == "no" for one in said):
        return Judged("partly" if score else "wrong", score, outcomes)
    return Judged("cant_tell" if any(one.found == "cant_tell" for one in outcomes) else "right", score, outcomes)


def _needed(expected: Expectation) -> Expectation:
    """What of it a reply has to have: each earns its share."""
    return replace(expected, lacks=(), most_words=None, asks=expected.asks or None, language="")


def _kept(expected: Expectation) -> Expectation:
    """What of it a reply has to keep to, whatever it says: that alone earns nothing, and without it half is lost."""
    return replace(expected, contains=(), fewest_words=None, asks=None if expected.asks else expected.asks)


_ORDER = ("wrong", "partly", "cant_tell", "right")
"""From the worst to the best, where two verdicts come together."""


def _said(question: Question, text: str) -> Iterator[Outcome]:
    """What the reply is to say, each in any of its wordings."""
    for wordings in question.points:
        wanted = _("It says “{wording}”.").format(wording=beside(wordings[0], 120))
        found, evidence = _point(wordings, text)
        yield Outcome(wanted, found, evidence)


def _point(wordings: tuple[str, ...], text: str) -> tuple[Found, str]:
    made = _made(wordings, text)
    if made[0] == "absent" and made[1]:
        return "no", made[1]  # it says the contrary
    if made[0] == "present":
        return "yes", made[1]
    stands = standing(text, wordings)
    if stands:
        sentence = _sentence_with(text, stands)
        denied = open_answer.is_denied(sentence, text, wordings)
        return ("cant_tell" if denied else "yes"), sentence
    near = _nearest(wordings, text)
    return ("cant_tell", near) if near else ("no", "")


def _claimed(question: Question, text: str) -> Iterator[Outcome]:
    """What the reply must not claim: to say that it is not so is fine."""
    for claim in question.claims:
        wanted = _("It does not claim “{wording}”.").format(wording=beside(claim, 120))
        kind, evidence = _made((claim,), text)
        if kind == "present":
            yield Outcome(wanted, "no", evidence)
        elif kind == "cant_tell" and evidence:
            yield Outcome(wanted, "cant_tell", evidence)
        elif kind == "cant_tell" and (stands := standing(text, (claim,))):
            yield Outcome(wanted, "cant_tell", _sentence_with(text, stands))
        else:
            yield Outcome(wanted, "yes", evidence)


def _made(wordings: tuple[str, ...], text: str) -> tuple[str, str]:
    """What the grader of open answers finds of this point: present, absent or cant_tell, and the words for it."""
    item = Item("", "open", points=(Point("point", wordings[0], wordings),))
    [one] = open_answer.mark(item, text).points
    return one.found, one.evidence


def _standing(expected: Expectation, text: str) -> Iterator[Outcome]:
    """What code can see for sure, each with what shows it."""
    for part, wanted, words in _parts(expected):
        amiss = judge(part, text)
        if not amiss:
            yield Outcome(wanted, "yes", standing(text, words) if words else "")
        for one in amiss:
            yield Outcome(wanted, "no" if one.sure else "cant_tell", one.evidence)


def _parts(expected: Expectation) -> Iterator[tuple[Expectation, str, Sequence[str]]]:
    """Each thing that is expected, in a sentence, with the wordings of which one has to stand there."""
    for wordings in expected.contains:
        wanted = _("“{wording}” stands in it.").format(wording=beside(wordings[0], 120))
        yield Expectation(contains=(wordings,)), wanted, wordings
    for wording in expected.lacks:
        yield Expectation(lacks=(wording,)), _("“{wording}” does not stand in it.").format(wording=wording), ()
    if expected.most_words is not None:
        most = counted("It has at most one word.", "It has at most {count} words.", expected.most_words)
        yield Expectation(most_words=expected.most_words), most, ()
    if expected.fewest_words is not None:
        least = counted("It has at least one word.", "It has at least {count} words.", expected.fewest_words)
        yield Expectation(fewest_words=expected.fewest_words), least, ()
    if expected.asks is not None:
        asks = _("It asks something back.") if expected.asks else _("It asks nothing back.")
        yield Expectation(asks=expected.asks), asks, ()
    if expected.language:
        wanted = _("It is in the language “{code}”.").format(code=expected.language)
        yield Expectation(language=expected.language), wanted, ()


def _sentence_with(text: str, words: str) -> str:
    at = text.find(words)
    return next((text[first:end].strip() for first, end in sentences(text) if first <= at < end), words)


def _nearest(wordings: Sequence[str], text: str) -> str:
    """A sentence that holds much of a wording of several words without being it; "" where none does."""
    small = function_words()
    for wording in wordings:
        wanted = {one for one in terms(wording) if one not in small}
        if len(wanted) < 2:
            continue
        for first, end in sentences(text):
            if len(wanted & set(terms(text[first:end]))) >= _NEAR * len(wanted):
                return text[first:end].strip()
    return ""
