"""Marks open answers point by point, each with the learner's own words, and leaves open what code cannot know."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from carrel.assessment.marking import denial
from carrel.assessment.marking.answers import as_text
from carrel.assessment.marking.plain import words
from carrel.assessment.marking.slips import is_slip, one_spelling, same_but_for_number
from carrel.assessment.marking.verdicts import cant_tell, partly, right, wrong
from carrel.assessment.model import Answer, Item, Point, PointFound, Verdict
from carrel.assessment.word_lists import listed
from carrel.base.words import _

MOST = 20_000
"""The longest answer that is looked into, in characters: about ten pages."""

PRESENT, ABSENT, CANT_TELL = "present", "absent", "cant_tell"
_TAKEN_BACK = re.compile(r"\b(?:myth|false|untrue|incorrect|wrong|not true|nonsense|mistake)\b", re.IGNORECASE)
_NOBODY = re.compile(r"\b(?:nobody|no one|nothing|doubts?|doubtful)\b", re.IGNORECASE)
_CONCLUDES = re.compile(
    r"[,;]?\s+(?:so|therefore|thus|hence)\s+(?:(?:it|this|that|he|she)(?:['’]?s| is| must be)\s+|must be )?"
    r"(?:wrong|false|incorrect|untrue)\s*[.!?]*$",
    re.IGNORECASE,
)
"""“3/7 is smaller than 2/3, so it is wrong” holds what comes before the “so” against something else."""
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")


def mark(item: Item, answer: Answer) -> Verdict:
    """The verdict on an open item: right when every point is there, partly when some are, else can't tell."""
    said = as_text(answer)[:MOST]
    found = _found(item, said)
    total = sum(point.weight for point in item.points)
    score = sum(point.weight for point, one in zip(item.points, found, strict=True) if one.found == PRESENT) / total
    verdict = _verdict(item.points, found, score)
    return replace(verdict, points=found)


def left_open(item: Item, answer: Answer) -> tuple[Point, ...]:
    """The points that code cannot tell of an honest answer.

    There are none where the answer is about something else, only lists the keywords, or says the question back.
    """
    said = as_text(answer)[:MOST]
    found = [_point(point, said) for point in item.points] if _is_about(item, said) else []
    if _is_stuffed(item, said, sum(one.found == PRESENT for one in found)) or _is_copied(item.prompt, said):
        return ()
    return tuple(point for point, one in zip(item.points, found, strict=False) if one.found == CANT_TELL)


def is_denied(words_of: str, said: str, phrases: Sequence[str]) -> bool:
    """Whether the answer denies, or takes back, what these words of it say; phrases: those of the point they make."""
    denying = all(denial.denials(phrase) for phrase in phrases)
    for sentence in (one for one in _SENTENCE.split(said) if words_of in one or one.strip() in words_of):
        touched = [
            one for one in denial.clauses(sentence) if one.text in words_of or words_of.strip(" .!;") in one.text
        ]
        if not denying and any(one.denies or _NOBODY.search(one.text) for one in touched):
            return True
        if any(_is_taken_back(sentence, phrase) for phrase in phrases[:1]):
            return True
    return denying and not denial.denials(words_of)


def _found(item: Item, said: str) -> tuple[PointFound, ...]:
    if not _is_about(item, said):
        return tuple(PointFound(point.id, ABSENT) for point in item.points)
    found = [_point(point, said) for point in item.points]
    if _is_stuffed(item, said, sum(one.found == PRESENT for one in found)) or _is_copied(item.prompt, said):
        return tuple(replace(one, found=CANT_TELL) for one in found)
    return tuple(found)


def _verdict(points: tuple[Point, ...], found: tuple[PointFound, ...], score: float) -> Verdict:
    kinds = [one.found for one in found]
    if all(kind == PRESENT for kind in kinds):
        return right()
    if all(kind == ABSENT for kind in kinds):
        return wrong(_("None of what this asks for is in your answer yet."))
    if PRESENT not in kinds or score <= 0:
        return cant_tell(_("I cannot tell whether this says what it should. A person has to read it."))
    if any(point.must and one.found == ABSENT for point, one in zip(points, found, strict=True)):
        return partly(score / 2, _("Some of it is there. Something that must be there is denied or missing."))
    count = kinds.count(PRESENT)
    return partly(score, _("I found {count} of {all} points in your words.").format(count=count, all=len(points)))


def _point(point: Point, said: str) -> PointFound:
    """Present where a phrase stands in a clause that does not deny it, absent where all such clauses do."""
    denied = unsure = ""
    for sentence in (one.strip() for one in _SENTENCE.split(said)):
        for clause in denial.clauses(sentence):
            for phrase in (*point.any_of, point.says) if point.says else point.any_of:
                place = _stands(phrase, clause.text)
                if not place:
                    continue
                own = denial.denials(phrase)
                more = clause.denials - (len(own) if set(own) <= set(denial.denials(clause.text)) else 0)
                if not more and not _is_taken_back(sentence, phrase):
                    return PointFound(point.id, PRESENT, sentence)
                if more != 1 or own or _may_be_new(clause, phrase):
                    unsure = unsure or sentence
                else:
                    denied = denied or sentence
    if unsure:
        return PointFound(point.id, CANT_TELL, unsure)
    return PointFound(point.id, ABSENT, denied) if denied else PointFound(point.id, CANT_TELL)


def _is_taken_back(sentence: str, phrase: str) -> bool:
    """Whether the sentence calls something wrong besides what the phrase itself does; “…, so wrong” judges another."""
    said = denial.unhedged(_CONCLUDES.sub(" ", sentence))
    found = len(_TAKEN_BACK.findall(said))
    return found > (len(_TAKEN_BACK.findall(phrase)) if len(words(phrase)) > 1 else 0)


def _may_be_new(clause: denial.Clause, phrase: str) -> bool:
    """Whether the phrase may begin anew after the denial: after “so”, or in a list’s last “and …” of some length."""
    after = re.split(r"\bso\s", clause.text, maxsplit=1, flags=re.IGNORECASE)[1:]
    if after and _stands(phrase, after[0]) and not denial.denials(after[0]):
        return True
    return clause.carried and re.match(r"and\s+\S+\s+\S+\s+\S+", clause.text, re.IGNORECASE) is not None


@lru_cache(maxsize=4096)
def _stands(phrase: str, clause: str) -> bool:
    """Whether the words of the phrase stand in the clause in order, with at most three small words between them."""
    wanted, given = words(phrase), words(clause)
    small = listed("small_words")
    return bool(wanted) and any(_from(wanted, given, at, small) for at in range(len(given)))


def _from(wanted: tuple[str, ...], given: tuple[str, ...], at: int, small: frozenset[str]) -> bool:
    skipped = 0
    for word in wanted:
        while at < len(given) and skipped < 3 and given[at] in small and not _is(word, given[at]) and word != wanted[0]:
            at, skipped = at + 1, skipped + 1
        if at >= len(given) or not _is(word, given[at]):
            return False
        at += 1
    return True


@lru_cache(maxsize=16_384)
def _is(wanted: str, given: str) -> bool:
    """Whether the words are one in any of its endings; a stem in the rubric stands for all words that begin with it."""
    wanted, given = one_spelling(wanted), one_spelling(given)
    if wanted[:1] != given[:1] and sorted(wanted[:2]) != sorted(given[:2]):
        return False  # no ending, no plural and no slip changes how a word begins
    if wanted == given or same_but_for_number(wanted, given):
        return True
    if len(wanted) < 4 or not wanted.isalpha():
        return False
    return (
        _stem(wanted) == _stem(given)
        or (len(wanted) > 4 and given.startswith(wanted) and _is_ending(given[len(wanted) :]))
        or is_slip(given, wanted)
    )


def _is_ending(rest: str) -> bool:
    return len(rest) <= 5 and rest not in {"less", "free", "like"}


@lru_cache(maxsize=8192)
def _stem(word: str) -> str:
    for ending in ("ations", "ation", "ings", "ing", "ies", "ied", "ions", "ion", "ed", "es", "e", "s", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _is_about(item: Item, said: str) -> bool:
    """Whether a word of the rubric that says something stands in the answer at all."""
    phrases = [words(text) for point in item.points for text in (point.says, *point.any_of)]
    rubric = {*words(item.model_answer), *(word for phrase in phrases for word in phrase)}
    telling = {word for word in rubric if word not in listed("small_words") and word not in denial.NO_WORDS}
    telling |= {phrase[0] for phrase in phrases if len(phrase) == 1}
    given = set(words(said))
    return any(_is(word, one) for word in telling for one in given) or not telling


def _is_stuffed(item: Item, said: str, present: int) -> bool:
    """Whether the answer only lists the keywords: it has hardly a small word that would join them into sentences."""
    given = words(said)
    small = sum(word in listed("small_words") or word in denial.NO_WORDS for word in given)
    listing = len(re.findall(r"[,;/\n]", said)) >= 2 * max(1, small)
    return (
        present > 1
        and len(given) > 1
        and (small == 0 or (small * 7 < len(given)) or (listing and small < 3))
        and len(item.points) > 1
    )


def _is_copied(prompt: str, said: str) -> bool:
    asked, given = words(prompt), words(said)
    return len(given) > 3 and any(asked[at : at + len(given)] == given for at in range(len(asked) - len(given) + 1))
