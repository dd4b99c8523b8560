"""Decides what a draft is to be: a reply from sources, a question for what is missing, or a case for a person.

No model is asked: phrases, shapes and words of the desk decide, so the same thread always comes to the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from carrel.base.words import _, counted
from carrel.base.work import Cancel
from carrel.desk import asked as asking
from carrel.desk import slots
from carrel.desk.asked import Asked
from carrel.desk.matching import escalation_of, procedure_of, step_of
from carrel.desk.model import MOST_QUESTIONS, Procedure, Slot, Thread
from carrel.desk.phrases import held
from carrel.flows.draft.looking import asks_for_attribute, look
from carrel.flows.draft.model import Case, Decision, Found
from carrel.flows.kit import Kit

_OF_THEIR_OWN = re.compile(
    r"\b(?:my|mine|our|ours)\b|\b(?:i|we)(?:['’]ve| have| had)? (?:just |recently |already )?(?:bought|ordered"
    r"|received|got|purchased|returned|sent|paid|broke|have|placed)\b",
    re.IGNORECASE,
)
_REQUESTS = re.compile(
    r"^\W*(?:can|could|would|will) you (?!(?:please )?(?:tell|say|explain|confirm|let)\b)|\bplease\b", re.IGNORECASE
)


def decide(kit: Kit, case: Case, cancel: Cancel) -> Decision:
    """What the draft for this case is to be; raises Stopped."""
    thread = case.thread
    procedure = procedure_of(case.desk, thread)
    products = tuple(slots.named(thread.asked, case.products))
    asked = asking.questions(thread)
    looked = look(kit, case, asked, products, cancel)
    wanted = procedure.slots if procedure is not None else case.desk.general
    base = Decision(
        "escalate",
        questions=looked.questions,
        procedure=procedure,
        step=step_of(procedure, None) if procedure is not None else 0,
        slots=slots.filled(wanted, thread, case.products),
        products=products,
        sent=looked.passages,
        searched=looked.searched,
    )
    rule = escalation_of(case.desk, procedure, thread, case.products)
    if rule is not None:
        return replace(base, because=rule.because)
    slot = _wanted(case, base, asked)
    if slot is not None:
        return _asked_for(base, slot, thread)
    answered = [one for one in base.questions if one.found]
    if answered:
        return replace(base, kind="reply", because=_answered(base.questions))
    return replace(base, because=_nothing_found(base))


def _wanted(case: Case, base: Decision, asked: Sequence[Asked]) -> Slot | None:
    """The slot to ask for before anything can be answered; None where nothing is missing."""
    procedure, thread = base.procedure, case.thread
    if procedure is not None:
        missing = slots.missing(procedure.slots, thread, case.products)
        is_answered = bool(base.questions) and all(one.found for one in base.questions)
        return missing[0] if missing and not (is_answered and not _is_case(procedure, thread, base)) else None
    general = slots.missing(case.desk.general, thread, case.products)
    of_product = [one for one in general if one.kind == "product"]
    if of_product and not base.products and any(asks_for_attribute(one.core, case.products) for one in asked):
        return of_product[0]
    if any(one.is_plain for one in asked) or any(one.found for one in base.questions):
        return None
    return general[0] if general else None


def _is_case(procedure: Procedure, thread: Thread, base: Decision) -> bool:
    """Whether the customer has such a case, and does not only ask how such cases are dealt with."""
    return bool(held(asking.statements(thread), procedure.when)) or any(
        _OF_THEIR_OWN.search(one.asked) or _REQUESTS.search(one.asked) for one in base.questions
    )


def _asked_for(base: Decision, slot: Slot, thread: Thread) -> Decision:
    """The question for this slot, or after so many questions a person."""
    step = step_of(base.procedure, slot) if base.procedure is not None else 0
    asked = slots.rounds(thread)
    if asked < MOST_QUESTIONS:
        because = _("This has to be known first: {what}.").format(what=slot.says)
        return replace(base, kind="question", slot=slot, step=step, because=because)
    before = counted("The customer was asked once already.", "The customer was asked {count} times already.", asked)
    missing = _("This is still missing: {what}.").format(what=slot.says)
    return replace(base, slot=slot, step=step, because=f"{before} {missing}")


def _answered(questions: tuple[Found, ...]) -> str:
    open_ = [one.asked for one in questions if not one.found]
    if not open_:
        return _("The knowledge base or the catalogue answers what is asked.")
    return _("Nothing in the knowledge base or the catalogue says: {asked}").format(asked=" ".join(open_))


def _nothing_found(base: Decision) -> str:
    if not base.questions:
        return _("It is not plain what the customer asks.")
    documents = counted("{count} document", "{count} documents", base.searched.documents)
    return _("Nothing in the knowledge base says: {asked} Carrel looked through {documents} and the catalogue.").format(
        asked=" ".join(one.asked for one in base.questions), documents=documents
    )
