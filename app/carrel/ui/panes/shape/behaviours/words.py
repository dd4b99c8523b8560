"""What is said of behaviours on their page."""

from __future__ import annotations

from carrel.base.show import beside, one_line
from carrel.base.words import _, counted
from carrel.behaviours.model import Behaviour, Fault, Kept
from carrel.flows.behaviours.trying import Tried

_LONGEST = 300


def where_from(kept: Kept) -> str:
    """Whose it is, in a few words for the end of a line."""
    if not kept.comes_along:
        return ""
    return _("changed by you") if kept.version else _("came with Carrel")


def amounts(behaviour: Behaviour) -> str:
    """How much there is of each kind."""
    return " · ".join(
        (
            counted("one rule", "{count} rules", len(behaviour.rules)),
            counted("one example", "{count} examples", len(behaviour.examples)),
            counted("one test", "{count} tests", len(behaviour.trials)),
        )
    )


def fault_title(fault: Fault) -> str:
    """Where a fault is, and what."""
    return _("Line {line}: {what}").format(line=fault.line, what=one_line(fault.what))


def readable(behaviour: Behaviour) -> str:
    """The behaviour as Markdown for reading: what it is for, and all that stands below the lines of its head."""
    body = behaviour.text.split("\n+++", 1)[-1].lstrip("\n")
    return f"{behaviour.says}\n\n{body}" if behaviour.says else body


def tried_title(tried: Tried) -> str:
    """The name of a test."""
    return one_line(tried.trial.title, 120)


def tried_more(tried: Tried) -> str:
    """What is not as it was expected; how the reply begins where all is."""
    if tried.passed:
        return beside(tried.reply, _LONGEST)
    return " ".join(f"{one.what} {_evidence(one.evidence)}".rstrip() for one in tried.failings)


def _evidence(words: str) -> str:
    return f"({beside(words, 80)})" if words else ""
