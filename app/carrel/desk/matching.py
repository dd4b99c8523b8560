"""Which procedure a case belongs to, how far it has come, and whether a person must take over: decided by phrases."""

from __future__ import annotations

from collections.abc import Sequence

from carrel.desk.model import Desk, Escalation, Procedure, Product, Slot, Thread
from carrel.desk.phrases import held, holds, words

LAST_TELLS = 2
"""How much more a phrase tells in the last of the customer's messages than in those before."""


def procedure_of(desk: Desk, thread: Thread) -> Procedure | None:
    """The procedure whose phrases the customer used most, longer ones telling more; None where none was used."""
    told = [(_told(procedure, thread), procedure) for procedure in desk.procedures]
    best = max(told, key=lambda one: one[0], default=(0, None))  # of equals the first
    return best[1] if best[0] else None


def _told(procedure: Procedure, thread: Thread) -> int:
    if held(thread.asked, procedure.unless):
        return 0
    last = thread.customer[-1].text if thread.customer else ""
    whole = sum(len(words(phrase)) for phrase in held(thread.asked, procedure.when))
    return whole + (LAST_TELLS - 1) * sum(len(words(phrase)) for phrase in held(last, procedure.when))


def escalation_of(
    desk: Desk, procedure: Procedure | None, thread: Thread, products: Sequence[Product] = ()
) -> Escalation | None:
    """The first rule by which a person must take over; the name of a product is no such phrase."""
    rules = (*desk.escalations, *(procedure.escalations if procedure is not None else ()))
    asked = thread.asked
    for product in products:
        asked = asked.replace(product.name, " ")
    return next((rule for rule in rules if any(holds(asked, phrase) for phrase in rule.when)), None)


def step_of(procedure: Procedure, missing: Slot | None) -> int:
    """The number, from 1, of the step that comes next: the one that waits for the missing slot, or the last one that
    the slots let be taken.
    """
    step = missing.step if missing is not None else max((slot.step for slot in procedure.slots), default=1)
    return min(max(step, 1), max(len(procedure.steps), 1))
