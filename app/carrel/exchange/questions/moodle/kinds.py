"""What each type of question in Moodle becomes: the own fields of the closest kind of item."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from carrel.assessment.fields import ItemRefused
from carrel.assessment.marking.units import unit_from
from carrel.base.words import _
from carrel.exchange.questions.moodle.answers import from_pattern, number_from
from carrel.exchange.questions.moodle.asked import Answer, Asked
from carrel.exchange.questions.moodle.gaps import GAP, HOLDS, Embedded, filled, gap_from, place, without_places
from carrel.exchange.questions.moodle.texts import SPLIT
from carrel.library.readers.xml import child

Fields = dict[str, Any]
"""Fields of an item in JSON, as formats.md §1 has them."""
_FULL = 99.9
_YES = {"true", "1"}


def _choice(asked: Asked) -> Fields:
    answers = asked.answers()
    asked.keep_no_feedback()
    single = (asked.value("single") or "true") in _YES
    rights = [answer for answer in answers if answer.fraction >= (_FULL if single else 0.001)]
    kept = [answer for answer in answers if not single or answer not in rights[1:]]
    asked.loses("answers", len(kept) < len(answers))
    if single:
        asked.loses("scores", any(answer.fraction for answer in answers if answer not in rights))
    else:
        asked.loses("scores", len({round(answer.fraction) for answer in rights}) > 1)
    choices = [
        {"text": asked.text(answer.element), "right": answer in rights, "feedback": _feedback(asked, answer)}
        for answer in kept
    ]
    return {"kind": "choice", "choices": choices, "multiple": not single}


def _feedback(asked: Asked, answer: Answer) -> str:
    found = child(answer.element, "feedback")
    return asked.text(found) if found is not None else ""


def _true_false(asked: Asked) -> Fields:
    answers = asked.answers()
    asked.keep_no_feedback(answers)
    right = [answer for answer in answers if answer.fraction >= _FULL]
    if len(right) != 1:
        raise ItemRefused.because(_("It does not say whether true or false is right."))
    said = asked.raw(right[0].element).casefold()
    if said not in {"true", "false"}:  # in old files the word is one of the teacher's language, and the order tells
        said = "true" if right[0] is answers[0] else "false"
    return {"kind": "true_false", "answers": [said]}


def _patterns(asked: Asked, answers: list[tuple[str, float]]) -> tuple[list[str], list[str]]:
    """The answers that are right, and those that are refused; the others are counted."""
    right: list[str] = []
    wrong: list[str] = []
    for said, fraction in answers:
        if fraction <= 0 and said == "*":  # whatever else is said, which is wrong anyway
            continue
        answer, less = from_pattern(said)
        asked.loses("scores", 0 < fraction < _FULL)
        if answer is None:
            asked.lost["others"] += 1
        elif fraction >= _FULL or fraction <= 0:
            asked.lost["others"] += less
            (right if fraction >= _FULL else wrong).append(answer)
    if not right:
        raise ItemRefused.because(_("Not one whole answer of it is right; Carrel knows no patterns."))
    return list(dict.fromkeys(right)), list(dict.fromkeys(wrong))


def _text(asked: Asked) -> Fields:
    answers = asked.answers()
    asked.keep_no_feedback(answers)
    right, wrong = _patterns(asked, [(asked.raw(answer.element), answer.fraction) for answer in answers])
    strict = asked.value("usecase") in _YES
    return {"kind": "text", "answers": right, "reject": wrong, "case_sensitive": strict}


def _numeric(asked: Asked) -> Fields:
    answers = asked.answers()
    asked.keep_no_feedback(answers)
    right = [answer for answer in answers if answer.fraction >= _FULL and asked.raw(answer.element) != "*"]
    asked.loses("scores", any(0 < answer.fraction < _FULL for answer in answers))
    if not right:
        raise ItemRefused.because(_("No number of it is right."))
    off = [number_from(_inside(answer, "tolerance")) or 0.0 for answer in right]
    asked.loses("tolerance", len(set(off)) > 1)
    fields: Fields = {"kind": "numeric", "answers": [asked.raw(answer.element) for answer in right]}
    if min(off) > 0:
        fields["tolerance"] = {"absolute": min(off)}
    return fields | _unit(asked)


def _inside(answer: Answer, name: str) -> str:
    found = child(answer.element, name)
    return (found.text or "") if found is not None else ""


def _unit(asked: Asked) -> Fields:
    """The unit of the keys; others that measure the same are understood anyway."""
    listed = asked.element.findall("units/unit")
    if not listed or asked.value("showunits") == "3":
        return {}
    named = [
        (number_from(one.findtext("multiplier") or "1"), (one.findtext("unit_name") or "").strip()) for one in listed
    ]
    unit = next((name for factor, name in named if factor == 1 and name), "")
    known = unit_from(unit)
    for _factor, name in named:
        other = unit_from(name)
        alike = known is not None and other is not None and other.dimension == known.dimension
        asked.lost["others"] += name != unit and not alike
    return {"unit": unit, "unit_required": bool(unit) and asked.value("unitgradingtype") in {"1", "2"}}


def _match(asked: Asked) -> Fields:
    asked.keep_no_feedback()
    pairs = []
    for one in asked.all("subquestion"):
        answer = child(one, "answer")
        left, right = asked.text(one), asked.raw(answer) if answer is not None else ""
        if left:
            pairs.append([left, right])
        else:
            asked.lost["others"] += 1  # an answer that belongs to nothing, to make it harder
    return {"kind": "match", "pairs": pairs}


def _order(asked: Asked) -> Fields:
    answers = asked.answers()
    asked.keep_no_feedback(answers)
    return {"kind": "order", "sequence": [asked.text(answer.element) for answer in answers]}


def _open(asked: Asked) -> Fields:
    notes = asked.markdown("graderinfo")
    asked.lost["others"] += bool(asked.markdown("responsetemplate"))
    listed = re.match(r"(?:[-*] [^\n]*(?:\n|\Z))+", notes)
    points = [line[2:].strip() for line in listed[0].splitlines()] if listed else []
    model = notes[listed.end() :].strip() if listed else notes
    said = [point for point in points if point] or [_("It answers the question.")]
    return {"kind": "open", "points": [{"says": point} for point in said], "model_answer": model}


def _cloze(asked: Asked) -> Fields:
    """The gaps are taken out while the layout around them is read."""
    element = child(asked.element, "questiontext")
    written = without_places(asked.raw(element)) if element is not None else ""
    gaps = [gap_from(found) for found in GAP.finditer(written)]
    if element is None or not gaps:
        raise ItemRefused.because(_("It has no gap that Carrel can read."))
    numbers = iter(range(len(gaps)))
    text = asked.read(GAP.sub(lambda _found: place(next(numbers)), written), element)
    asked.loses("scores", len({gap.weight for gap in gaps}) > 1)
    read = [_gap(asked, gap) for gap in gaps]
    head, begins, rest = text.partition(HOLDS)
    prompt, _split, before = head.rpartition(SPLIT)
    return {
        "kind": "cloze",
        "prompt": prompt,
        "text": filled(before + begins + rest, [said for said, _wrong in read]),
        "reject": list(dict.fromkeys(word for _said, wrong in read for word in wrong)),
        "case_sensitive": any(gap.is_strict for gap in gaps),
    }


def _gap(asked: Asked, gap: Embedded) -> tuple[str, list[str]]:
    """The gap as it stands in the text of an item, and the words that are refused in it."""
    asked.loses("feedback", any(answer.feedback for answer in gap.answers))
    asked.loses("kind", gap.is_chosen)
    asked.loses("tolerance", gap.is_number and any(":" in answer.text for answer in gap.answers))
    right, wrong = [answer.text for answer in gap.answers if answer.fraction > 0], list[str]()
    if not gap.is_chosen:
        said = [answer.text.partition(":")[0] if gap.is_number else answer.text for answer in gap.answers]
        right, wrong = _patterns(asked, list(zip(said, (answer.fraction for answer in gap.answers), strict=True)))
    fitting = [answer for answer in right if answer and not re.search(r"[|\n]|\{\{|\}\}", answer)]
    asked.lost["others"] += len(right) - len(fitting)
    if not fitting:
        raise ItemRefused.because(_("A gap of it has no answer that Carrel can keep."))
    return f"{{{{{'|'.join(fitting)}}}}}", wrong


KINDS: Mapping[str, Callable[[Asked], Fields]] = {
    "multichoice": _choice,
    "truefalse": _true_false,
    "shortanswer": _text,
    "numerical": _numeric,
    "matching": _match,
    "ordering": _order,
    "essay": _open,
    "cloze": _cloze,
    "multianswer": _cloze,
}
"""How the questions of each type are read."""
