"""The kinds of questions that can be written here, one a line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from carrel.base.words import _
from carrel.flows.classes.own import Raw
from carrel.ui.dialogs.classes.question.answers import (
    FormulaPart,
    GapsPart,
    NumberPart,
    WordsPart,
)
from carrel.ui.dialogs.classes.question.choices import ChoicesPart, TruthPart
from carrel.ui.dialogs.classes.question.part import AnswerPart
from carrel.ui.dialogs.classes.question.points import PointsPart
from carrel.ui.dialogs.classes.question.texts import PairsPart, StepsPart
from carrel.ui.theme import Theme


@dataclass(frozen=True)
class FormKind:
    """kind: as formats.md has it. says: in words. make: what its answer is filled in with."""

    kind: str
    says: Callable[[], str]
    make: Callable[[Theme], AnswerPart]


KINDS: dict[str, FormKind] = {
    "one": FormKind("choice", lambda: _("Choose one answer"), lambda theme: ChoicesPart(theme, multiple=False)),
    "several": FormKind("choice", lambda: _("Choose several answers"), lambda theme: ChoicesPart(theme, multiple=True)),
    "truth": FormKind("true_false", lambda: _("True or false"), TruthPart),
    "number": FormKind("numeric", lambda: _("A number"), NumberPart),
    "words": FormKind("text", lambda: _("A word or a few"), WordsPart),
    "open": FormKind("open", lambda: _("A text of one's own"), PointsPart),
    "gaps": FormKind("cloze", lambda: _("Gaps to fill"), GapsPart),
    "pairs": FormKind("match", lambda: _("Pairs to find"), PairsPart),
    "steps": FormKind("order", lambda: _("Steps to order"), StepsPart),
    "formula": FormKind("expression", lambda: _("A formula"), FormulaPart),
}
"""By the names under which the form knows them, in the order in which they are offered."""


def kind_of(raw: Raw) -> str:
    """Under which name the form knows the kind of this question."""
    if raw.get("kind") == "choice" and raw.get("multiple") is True:
        return "several"
    return next((name for name, one in KINDS.items() if one.kind == raw.get("kind")), "one")
