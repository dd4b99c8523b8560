"""Marks words: the key in the learner's spelling, among harmless words, not denied, and with no rival beside it."""

from __future__ import annotations

import re
from dataclasses import replace

from carrel.assessment.marking import denial
from carrel.assessment.marking.answers import as_text
from carrel.assessment.marking.binary import ungrouped
from carrel.assessment.marking.frames import EXPLAINS, FILLERS, STARTS_EXPLAINING, unframed
from carrel.assessment.marking.plain import Manner, words
from carrel.assessment.marking.signs import fits, same_formula
from carrel.assessment.marking.terms import Terms
from carrel.assessment.marking.verdicts import cant_tell, nothing_given, right, wrong
from carrel.assessment.model import Answer, Item, Verdict
from carrel.base.words import _

MOST = 4_000
"""The longest answer that is looked into, in characters; a key is a few words."""

_OR = re.compile(r"\s*(?:\bor\b|/|\bversus\b|\bvs\b\.?)\s*", re.IGNORECASE)
_AND = re.compile(r"\s*(?:\band\b|&|\+|\bas well as\b|\bplus\b|,|;|\n)\s*", re.IGNORECASE)
_TAKES_BACK = re.compile(r"(?:oh |oops |sorry )?(?:no|nope|no wait|wait|scratch that|i mean)", re.IGNORECASE)
_OFFERS = re.compile(r"\bor\b|\bwhich of\b|\bchoose\b|/", re.IGNORECASE)


def mark(item: Item, answer: Answer) -> Verdict:
    """The verdict on a text item."""
    return judge(as_text(answer), terms_of(item, item.answers))


def terms_of(item: Item, keys: tuple[str, ...]) -> Terms:
    """The keys with what the item says of how they are compared."""
    return Terms(keys, item.reject, item.prompt, Manner(item.case_sensitive, item.accents_matter))


def judge(said: str, terms: Terms) -> Verdict:
    """The verdict on words, given the keys."""
    if not said.strip():
        return nothing_given()
    if len(said) > MOST:
        return cant_tell(_("This is too long for a question that asks for a few words."))
    said = ungrouped(said, terms.keys, terms.prompt)
    bare = unframed(said)
    if any(same_formula(key, bare) for key in terms.keys if not terms.to_the_letter):
        return right()
    terms = replace(terms, keys=tuple(key for key in terms.keys if fits(key, bare)))
    if not terms.keys:
        return wrong()
    if terms.is_key(said) or terms.is_key(bare) or _is_key_in_any_order(bare, terms):
        return right()
    return _judge_clauses(bare, terms)


def _judge_clauses(said: str, terms: Terms) -> Verdict:
    denied_key = False
    asserted: list[str] = []
    key_denies = any(set(words(key)) & denial.NO_WORDS for key in terms.keys)
    for clause in denial.clauses(said):
        if _TAKES_BACK.fullmatch(clause.text):
            asserted.clear()
        elif not clause.denies:
            asserted.append(unframed(clause.text))
        elif _has_key(clause.text, terms):
            if key_denies or clause.denials > 1 or clause.carried:
                return cant_tell(_("I cannot tell what this says. Try to say it without “not”."))
            denied_key = True
    verdict = _judge_asserted(asserted, terms)
    if denied_key and verdict.verdict != "wrong":
        return cant_tell(_("This seems to say both that it is so and that it is not."))
    return verdict


def _judge_asserted(clauses: list[str], terms: Terms) -> Verdict:
    kinds = []
    for number, clause in enumerate(clauses):
        if number and "right" in kinds and STARTS_EXPLAINING.match(clause):
            kinds.append("refused" if _refused(clause, terms) else "harmless")
            continue
        answering, *explaining = EXPLAINS.split(clause, maxsplit=1)
        kinds.append(_kind(answering, terms))
        kinds += ["refused" for piece in explaining if _refused(piece, terms)]
    if "rival" in kinds or ("right" in kinds and "refused" in kinds):
        return wrong(_("This gives more than one answer. Choose one."))
    if "right" not in kinds and "unknown" not in kinds:
        return wrong()
    if "wrong" in kinds or "unknown" in kinds:
        return cant_tell(_("There is more here than the answer. Say only the answer."))
    return right()


def _kind(clause: str, terms: Terms) -> str:
    """What a clause is: right, rival (the key or another), refused, wrong, unknown (the key among others), harmless."""
    if terms.is_key(clause):
        return "right"
    rivals = [piece for piece in _OR.split(clause) if piece.strip()]
    several = rivals if len(rivals) > 1 else [piece for piece in _AND.split(clause) if piece.strip()]
    if len(several) > 1:
        inner = [_kind(unframed(piece), terms) for piece in several]
        found = {kind for kind in inner if kind != "harmless" or rivals is several}
        if "right" in found:
            return "right" if found == {"right"} else "rival"
        return "wrong"
    given = words(clause, terms.manner)
    places = [place for key in terms.keys for place in terms.places(key, given)]
    if not places:
        return "refused" if _refused(clause, terms) else "harmless" if _harmless(given, terms) else "wrong"
    return _around(given, max(places, key=lambda place: place[1] - place[0]), terms)


def _around(given: tuple[str, ...], place: tuple[int, int], terms: Terms) -> str:
    rest = given[: place[0]] + given[place[1] :]
    if terms.names_reject(rest):
        return "rival"
    if _harmless(rest, terms):
        return "right"
    return "wrong" if len(rest) <= 2 else "unknown"


def _harmless(given: tuple[str, ...], terms: Terms) -> bool:
    asked = frozenset() if _OFFERS.search(terms.prompt) else frozenset(words(terms.prompt))
    return all(word.casefold() in FILLERS or word.casefold() in asked for word in given)


def _refused(clause: str, terms: Terms) -> bool:
    return terms.names_reject(words(clause, terms.manner))


def _has_key(clause: str, terms: Terms) -> bool:
    given = words(clause, terms.manner)
    return any(terms.places(key, given) for key in terms.keys)


def _is_key_in_any_order(said: str, terms: Terms) -> bool:
    """Whether a key that lists things, “carbon and oxygen”, was given in another order."""
    for key in terms.keys:
        wanted = [piece for piece in _AND.split(key) if piece.strip()]
        given = [piece for piece in _AND.split(said) if piece.strip()]
        if 1 < len(wanted) == len(given) < 9:
            left = list(wanted)
            for piece in given:
                found = next((one for one in left if terms.same(one, piece)), None)
                if found is None:
                    break
                left.remove(found)
            if not left:
                return True
    return False
