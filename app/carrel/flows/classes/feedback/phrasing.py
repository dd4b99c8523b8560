"""A model puts a draft in its own words: from the same material as code, without seeing who wrote it (P40)."""

from __future__ import annotations

from collections.abc import Generator, Sequence

from carrel.assessment.marking.answers import is_blank
from carrel.base.show import one_line
from carrel.base.work import Cancel, Progress
from carrel.engine.api import Answer, ChatRequest, Engine, Sampling, Turn, Urgency
from carrel.examples.model import Example
from carrel.flows import prompts
from carrel.flows.blind import MASK, blind
from carrel.flows.classes.feedback import words
from carrel.flows.classes.feedback.material import Case
from carrel.flows.coaching.guard import Guard
from carrel.flows.coaching.leaks import Secret
from carrel.flows.criticise import is_advice
from carrel.flows.second_look import is_order
from carrel.library.quoting import find, quotes_in

MOST_TOKENS = 200
_SPARE = 64
_LONGEST_TRY = 1_500
_VERDICTS = {"right": "right", "wrong": "not right", "partly": "partly right", "cant_tell": "not decided"}


def phrased(
    engine: Engine, case: Case, examples: Sequence[Example], names: Sequence[str], cancel: Cancel
) -> Generator[Progress, None, str | None]:
    """The feedback in the model's words; None where these cannot be used, and code has to do.

    examples: what the teacher wrote in place of earlier drafts. names: of everybody in the class, to be taken out.
    Raises Stopped, and what `Engine.chat` raises.
    """
    if case.item is None or is_blank(case.attempt.answer) or is_order(case.answer):
        return None
    yield from engine.load(cancel)
    request = ChatRequest(
        _fitting(engine, case, examples, names, cancel),
        MOST_TOKENS,
        Sampling(temperature=0, seed=0),
        urgency=Urgency.ANSWER,
    )
    answer = next((event for event in engine.chat(request, cancel) if isinstance(event, Answer)), None)
    cancel.check()
    return _usable(case, answer.text) if answer is not None and answer.finish == "stop" else None


def turns(case: Case, examples: Sequence[Example], names: Sequence[str]) -> tuple[Turn, ...]:
    """What the model is asked: the same for everybody who wrote the same, in whatever language the window speaks."""
    before: list[Turn] = []
    for one in reversed(examples):
        before += [Turn("user", one.context), Turn("assistant", one.better)]
    return (Turn("system", _system(examples)), *before, Turn("user", material(case, names)))


def material(case: Case, names: Sequence[str]) -> str:
    """What is known of a try, as a model is shown it: no name, no moment, no device, and nothing else about anybody."""
    said = one_line(blind(case.answer, names).text, _LONGEST_TRY)
    parts = [f"The question:\n{case.question}", f"The pupil's answer: “{said}”"]
    parts.append(f"The verdict: {_VERDICTS[case.verdict]}. {case.why if case.decision is None else ''}".strip())
    if case.decision is not None and case.decision.because:
        parts.append(f"The teacher said why: {one_line(blind(case.decision.because, names).text)}")
    if case.points:
        parts.append("\n".join(("The points:", *(_point(one.found, one.evidence, names) for one in case.points))))
    if case.idea:
        parts.append(f"Often behind it: {case.idea}")
    if case.attempt.contested:
        parts.append(f"The pupil disagrees: “{one_line(blind(case.attempt.contested, names).text, _LONGEST_TRY)}”")
    if case.hint and case.verdict != "right":
        parts.append(f"The hint to give: {case.hint}")
    return "\n\n".join(parts)


def without_names(example: Example, names: Sequence[str]) -> Example | None:
    """The example as a model may be shown it; None where the teacher's words call somebody by name."""
    return example if not any(MASK in blind(text, names).text for text in (example.better, example.context)) else None


def _system(examples: Sequence[Example]) -> str:
    reasons = [f"- {one_line(one.why)}" for one in examples if one.why]
    said = prompts.prose("class-feedback")
    return "\n".join((said, "Why the teacher changed earlier drafts:", *reasons)) if reasons else said


def _point(found: str, evidence: str, names: Sequence[str]) -> str:
    said = {"present": "made", "absent": "missing", "cant_tell": "not clear"}[found]
    return f"- {said}: “{one_line(blind(evidence, names).text)}”" if evidence else f"- {said}"


def _fitting(
    engine: Engine, case: Case, examples: Sequence[Example], names: Sequence[str], cancel: Cancel
) -> tuple[Turn, ...]:
    """The prompt with as many examples as there is room for, the nearest first."""
    room = engine.info(cancel).context - MOST_TOKENS - _SPARE
    for most in range(len(examples), 0, -1):
        asked = turns(case, examples[:most], names)
        if engine.count(asked) <= room:
            return asked
    return turns(case, (), names)


def _usable(case: Case, text: str) -> str | None:
    """The model's words, if they are about the case, and neither tell its answer, nor mark, praise or name anybody."""
    item = case.item
    assert item is not None
    given = [item.prompt, *item.hints[: case.attempt.hints + 1], case.why]
    secret = None if case.is_ended else Secret(item, given, [case.answer])
    known = "\n".join((case.question, case.answer, case.why, case.hint, case.idea))
    about = [known, *item.hints, item.solution, *item.answers, *(point.says for point in item.points)]
    guard = Guard(secret, about)
    said = " ".join((guard.let_through(text) + guard.rest()).split())
    if guard.held or not said or not is_advice(said, known):
        return None
    return said if _quotes(said, case.answer) else f"{words.you_wrote(case)} {said}"


def _quotes(said: str, answer: str) -> bool:
    """Whether words of the answer stand in quotes there."""
    return any(find(quoted.words, answer) is not None for quoted in quotes_in(said))
