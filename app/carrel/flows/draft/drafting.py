"""Makes a draft for a case: code decides what it is, a model words it, and code looks at the words."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

from carrel.base.words import _
from carrel.base.work import Cancel, Progress
from carrel.desk.impersonal import question
from carrel.engine.api import Answer, Engine, EngineLost, EngineQuarantined, ModelRefused, RequestRefused
from carrel.examples.model import Correction, Place
from carrel.flows.draft import composing, wording
from carrel.flows.draft.deciding import decide
from carrel.flows.draft.guard import guard, without_frame
from carrel.flows.draft.model import Case, Cut, Decision, Draft, Found
from carrel.flows.examples.nearest import nearest
from carrel.flows.kit import Kit
from carrel.flows.manner import lacking
from carrel.library.checking import is_answer
from carrel.library.evidence.model import Citation
from carrel.library.model import Passage

WITHOUT_MODEL = (EngineLost, EngineQuarantined, ModelRefused, RequestRefused)
"""With these code writes the draft instead."""


def draft(kit: Kit, case: Case, engine: Engine | None, cancel: Cancel) -> Iterator[Progress | Draft]:
    """The draft for a case, at the end. engine: None where code is to write it.

    Nothing is sent, and nothing is kept. Raises Stopped.
    """
    yield Progress(_("Reading the ticket"))
    decision = decide(kit, case, cancel)
    if engine is not None and decision.kind == "reply":
        case = replace(case, examples=_examples(kit, case, cancel))
    yield from word(case, decision, engine, cancel)


def _examples(kit: Kit, case: Case, cancel: Cancel) -> tuple[Correction, ...]:
    """What was sent at this desk when something like it was asked; raises Stopped."""
    return nearest(kit, question(case.desk, case.thread), Place("desk", case.desk.id), (), cancel)


def word(case: Case, decision: Decision, engine: Engine | None, cancel: Cancel) -> Iterator[Progress | Draft]:
    """The draft that was decided on, at the end, in words that may stand. Raises Stopped."""
    made = by_code(case, decision)
    if engine is not None and decision.kind != "escalate":
        with suppress(*WITHOUT_MODEL):  # what code wrote says the same
            made = yield from _by_model(engine, case, decision, made, cancel)
    yield made


def by_code(case: Case, decision: Decision) -> Draft:
    """The draft without a model: the slot's own question, the sentences of the sources, or what a colleague needs."""
    dropped = (lacking(case.lacks),) if case.lacks else ()
    if decision.kind == "escalate":
        return Draft(decision, composing.handed_over(decision), dropped=dropped)
    if decision.slot is not None:
        return Draft(decision, composing.framed(case.desk, case.thread, decision.slot.ask), dropped=dropped)
    text, citations = composing.answers(decision.questions)
    body = "\n\n".join(filter(None, (text, composing.unanswered(case.desk, decision.questions))))
    return Draft(decision, composing.framed(case.desk, case.thread, body), citations, dropped=dropped)


def _by_model(
    engine: Engine, case: Case, decision: Decision, plain: Draft, cancel: Cancel
) -> Generator[Progress, None, Draft]:
    """The draft in a model's words, as far as they may stand; raises Stopped and what `Engine.chat` raises."""
    if decision.slot is not None:
        asking, most = wording.question_asking(engine, case, decision.slot, cancel), wording.QUESTION_TOKENS
    else:
        asking, most = wording.reply_asking(engine, case, decision, cancel), wording.MOST_TOKENS
    answer = (yield from wording.said(engine, asking.turns, most, cancel)) if asking.turns else None
    plain = replace(plain, examples=asking.examples, dropped=(*plain.dropped, *asking.dropped))
    if answer is None:
        return plain
    is_question = decision.slot is not None
    made = _question(case, plain, answer) if is_question else _reply(case, plain, answer, asking.passages)
    info = engine.info(cancel)
    is_worded = made.text != plain.text
    return replace(
        made, model=info.name if is_worded else "", where=info.where if is_worded else "", timing=answer.timing
    )


def _question(case: Case, plain: Draft, answer: Answer) -> Draft:
    """The question in the model's words, where it asks for the slot and does nothing else."""
    slot, procedure = plain.decision.slot, plain.decision.procedure
    assert slot is not None
    asked = without_frame(answer.text)
    others = (*(procedure.slots if procedure is not None else ()), *case.desk.general)
    if answer.finish == "stop" and wording.asks_only_for(asked, slot, others):
        return replace(plain, text=composing.framed(case.desk, case.thread, asked))
    why = _("It does not ask for {what} and for nothing else.").format(what=slot.says)
    return replace(plain, cut=(Cut(asked, why),) if asked else ())


def _reply(case: Case, plain: Draft, answer: Answer, many: int) -> Draft:
    """What the guard leaves of the model's words, and the sentences of the sources for what these do not answer."""
    sent = plain.decision.sent[:many]
    left = guard(answer.text, case, sent, is_whole=answer.finish == "stop")
    if not left.citations:
        return replace(plain, cut=left.cut)
    missing = [one for one in plain.decision.questions if one.found and not _is_answered(one, left.citations, sent)]
    added, citations = composing.answers(missing, left.citations)
    body = (left.text, added, composing.unanswered(case.desk, plain.decision.questions))
    text = composing.framed(case.desk, case.thread, "\n\n".join(filter(None, body)))
    return replace(plain, text=text, citations=citations, cut=left.cut)


def _is_answered(question: Found, citations: Sequence[Citation], sent: Sequence[Passage]) -> bool:
    """Whether something that is cited answers the question: a true sentence about another thing does not."""
    return any(
        (one.document, one.part) == (best.document, best.part) and one.first < best.last and best.first < one.last
        for one in citations
        for best in question.found
    ) or any(is_answer(question.topic, one, sent) for one in citations)
