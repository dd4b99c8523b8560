"""What is drafted by code alone: the pupil's own words, what came of them point by point, and one thing to do next."""

from __future__ import annotations

from collections.abc import Sequence

from carrel.assessment.marking.answers import is_blank
from carrel.base.show import beside
from carrel.base.words import _, counted
from carrel.flows.classes.feedback.material import Case
from carrel.flows.classes.seeing.pupil import SkillRow

_LONGEST_QUOTE = 160
_MOST_SKILLS = 3
_FEWEST_TRIES = 3
"""Of fewer tries alone nothing is said."""


def about_try(case: Case) -> str:
    """What is said of a try, without its answer."""
    parts = [you_wrote(case)]
    if case.attempt.contested and case.decision is None:
        reason = _quoted(case.attempt.contested)
        parts.append(_("You say of it: “{reason}”. I read that.").format(reason=reason))
    parts.append(decided(case) if case.decision is not None else _why(case))
    parts += _points(case)
    if case.verdict != "right":
        if case.idea:
            parts.append(_("Often behind it: {misconception}.").format(misconception=case.idea.rstrip(".")))
        parts.append(_("A hint: {hint}").format(hint=case.hint) if case.hint else _("Try it once more."))
    return " ".join(filter(None, parts))


def you_wrote(case: Case) -> str:
    """The pupil's own words, in quotes."""
    if is_blank(case.attempt.answer):
        return _("You left it empty. Begin with one thing that you know about it.")
    return _("You wrote “{answer}”.").format(answer=_quoted(case.answer))


def decided(case: Case) -> str:
    """What a person decided, and why."""
    if case.decision is None:
        return ""
    says = {
        "right": _("I read your answer again, and it is right."),
        "partly": _("I read your answer again, and it is partly right."),
        "wrong": _("I read your answer again, and it is not right yet."),
    }[case.decision.verdict]
    return f"{says} {case.decision.because}".strip()


def about_pupil(rows: Sequence[SkillRow]) -> str:
    """How a pupil gets on, from the tries alone; empty where there are too few to say anything."""
    told = sorted((one for one in rows if one.unaided >= _FEWEST_TRIES), key=_share)
    if not told:
        return ""
    weak = [one for one in told if _share(one) < 1][:_MOST_SKILLS]
    strong = [one for one in reversed(told) if one not in weak][:_MOST_SKILLS]
    parts = [_alone(one) for one in (*strong, *weak)]
    if weak:
        parts.append(_("Next, practise “{skill}”, a few questions at a time.").format(skill=weak[0].name))
    return " ".join(parts)


def _alone(one: SkillRow) -> str:
    said = _("At “{skill}”, {right} of your {tries} tries alone were right.")
    return said.format(skill=one.name, right=one.unaided_right, tries=one.unaided)


def _share(one: SkillRow) -> float:
    return one.unaided_right / one.unaided


def _why(case: Case) -> str:
    """Why code said so; nothing where it could not tell: that is for the teacher to say."""
    return case.why if case.verdict != "cant_tell" and not is_blank(case.attempt.answer) else ""


def _quoted(text: str) -> str:
    """Somebody's words as they stand in quotes, without the full stop at their end."""
    return beside(text.rstrip().removesuffix("."), _LONGEST_QUOTE)


def _points(case: Case) -> list[str]:
    """What is there, in the pupil's words, and how much is missing."""
    there = [_quoted(one.evidence) for one in case.points if one.found == "present" and one.evidence]
    missing = sum(one.found == "absent" for one in case.points)
    parts = [_("This counts: “{words}”.").format(words=words) for words in dict.fromkeys(there)]
    if missing and there and case.verdict != "right":
        parts.append(counted("One point is still missing.", "{count} points are still missing.", missing))
    return parts
