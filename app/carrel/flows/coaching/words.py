"""What is said of a try, and to whoever asks for the answer, by code alone."""

from __future__ import annotations

from carrel.assessment.attempts.effort import names_answer, only_pleads
from carrel.assessment.marking.answers import as_text, is_blank
from carrel.base.show import beside
from carrel.base.words import _
from carrel.flows.coaching.scene import Scene
from carrel.flows.standing import Standing

_LONGEST_QUOTE = 120


def asks_for_answer(text: str) -> bool:
    """Whether somebody asks to be told the answer, in words that are known."""
    return only_pleads(text)


def feedback(scene: Scene) -> str:
    """What is said of the last try: the learner's own words, what came of them, and one thing to do next."""
    if not scene.tries:
        return next_step(scene.now)
    last = scene.tries[-1]
    if is_blank(last.answer):
        parts = [_("Begin with one thing that you know about it.")]
    else:
        parts = [_("You wrote “{answer}”.").format(answer=beside(as_text(last.answer), _LONGEST_QUOTE)), last.why]
    if last.misconception:
        parts.append(_("Often behind it: {misconception}.").format(misconception=scene.shows[last.misconception]))
    if not scene.now.settled:
        parts.append(next_step(scene.now))
    return " ".join(parts)


def next_step(now: Standing) -> str:
    """What the learner may do now at an item that is open, in one or two sentences."""
    if now.settled:
        return _("This item has ended. Go on to the next one when you like.")
    if not now.tried:
        first = _("Try it first, a wrong try costs nothing.")
        return f"{first} {_('After it there is a hint.')}" if "hints" in now.allowed else first
    parts = []
    if "hints" not in now.allowed:
        parts.append(_("Try it once more, or go on without an answer."))
    elif now.hint_in is None:
        parts.append(_("Try it once more; the next hint comes after that."))
    elif now.hint_in > 0:
        parts.append(_("Read the last hint in peace; then the next one is there, or you try again."))
    elif now.hints:
        parts.append(_("Try again with the hint you have, or take the next one."))
    else:
        parts.append(_("Take the first hint, or try again."))
    if now.may_give_up:
        parts.append(_("You may also look at the solution now."))
    return " ".join(parts)


def not_told(now: Standing) -> str:
    """What is said instead of the answer."""
    return _("The answer is yours to find, so I do not say it.") + " " + next_step(now)


def without_model(now: Standing, why: str = "") -> str:
    """What is said to a question about the item where no model can answer it. why: a sentence, where there is one."""
    return _instead(why or _("No model is here to talk about it."), now)


def without_words(now: Standing, asked: str) -> str:
    """What is said where the model had nothing to say about the item that may be said."""
    return not_told(now) if names_answer(asked) else _instead(_("I cannot explain that well."), now)


def _instead(first: str, now: Standing) -> str:
    if now.settled:
        return first + " " + _("The solution stands with the question.")
    hint = [_("Your last hint: {hint}").format(hint=now.hints[-1].text)] if now.hints else []
    return " ".join((first, *hint, next_step(now)))
