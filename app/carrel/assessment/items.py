"""Items from JSON and back, every fault told by its field."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from carrel.assessment.fields import Fields, ItemRefused
from carrel.assessment.model import Choice, Gap, Item, Point, Source, Tolerance
from carrel.base.words import _

VERSION = 1
FORMS = ("any", "factored", "expanded", "simplified")
_GAP = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)


def item_from(raw: object) -> Item:
    """The item that the JSON value says; what it does not know is left out. Raises ItemRefused."""
    if not isinstance(raw, Mapping):
        raise ItemRefused.because(_("An item must be an object in curly brackets."))
    fields = Fields(raw)
    if fields.number("v", VERSION) != VERSION:
        raise ItemRefused.because(_("The item is of a version that this Carrel does not know: “v” must be 1."))
    kind = fields.text("kind", required=True)
    if kind not in KINDS:
        raise ItemRefused.because(_("“kind” must be one of these: {kinds}.").format(kinds=", ".join(KINDS)))
    common: dict[str, Any] = {
        "id": fields.text("id"),
        "kind": kind,
        "prompt": fields.text("prompt"),
        "skills": fields.texts("skills"),
        "hints": fields.texts("hints"),
        "solution": fields.text("solution"),
        "source": _source(fields),
        "unreviewed": fields.truth("unreviewed", False),
    }
    return Item(**common, **KINDS[kind](fields))


def to_json(item: Item) -> dict[str, Any]:
    """The item as JSON, without fields that are empty; ``item_from`` reads it back the same."""
    said: dict[str, Any] = {"v": VERSION, "id": item.id, "kind": item.kind}
    for name in ("prompt", "skills", "hints", "solution", "answers", "multiple", "unit", "reject", "case_sensitive"):
        said[name] = getattr(item, name)
    for name in ("accents_matter", "text", "pairs", "sequence", "model_answer", "unreviewed"):
        said[name] = getattr(item, name)
    said["form"] = item.form if item.form != "any" else ""
    said["source"] = vars(item.source) if item.source else None
    said["tolerance"] = vars(item.tolerance) if item.tolerance else None
    said["choices"] = [vars(choice) for choice in item.choices]
    said["points"] = [{**vars(point), "any_of": list(point.any_of)} for point in item.points]
    kept = {name: _plain(value) for name, value in said.items() if value not in ("", (), [], None, False)}
    return {**kept, "unit_required": item.unit_required} if item.unit else kept


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {name: one for name, one in value.items() if one not in ("", None)}
    return [_plain(one) for one in value] if isinstance(value, list) else value


def _source(fields: Fields) -> Source | None:
    inner = fields.inner("source")
    return None if inner is None else Source(inner.text("document"), inner.text("quote"), inner.text("locator"))


def _choice(fields: Fields) -> dict[str, Any]:
    choices = tuple(
        Choice(
            one.text("text", required=True),
            one.truth("right", False),
            one.text("misconception"),
            one.text("feedback"),
        )
        for one in fields.objects("choices")
    )
    multiple = fields.truth("multiple", False)
    right = sum(choice.right for choice in choices)
    if len(choices) < 2:
        raise ItemRefused.because(_("“choices” must hold at least two choices."))
    if not right and not multiple:
        raise ItemRefused.because(_("“choices” must hold a choice that is right."))
    if right > 1 and not multiple:
        raise ItemRefused.because(_("More than one of the “choices” is right, and “multiple” is not set."))
    return {"choices": choices, "multiple": multiple}


def _true_false(fields: Fields) -> dict[str, Any]:
    answers = tuple(answer.casefold() for answer in fields.texts("answers", required=True))
    if len(set(answers)) != 1 or answers[0] not in {"true", "false"}:
        raise ItemRefused.because(_('“answers” must be ["true"] or ["false"].'))
    return {"answers": answers[:1]}


def _numeric(fields: Fields) -> dict[str, Any]:
    inner = fields.inner("tolerance")
    tolerance = None
    if inner is not None:
        tolerance = Tolerance(inner.number("absolute", 0.0, least=0), inner.number("relative", 0.0, least=0))
    unit = fields.text("unit").strip()
    return {
        "answers": fields.texts("answers", required=True),
        "unit": unit,
        "unit_required": fields.truth("unit_required", bool(unit)) and bool(unit),
        "tolerance": tolerance,
    }


def _expression(fields: Fields) -> dict[str, Any]:
    form = fields.text("form") or "any"
    if form not in FORMS:
        raise ItemRefused.because(_("“form” must be one of these: {forms}.").format(forms=", ".join(FORMS)))
    return {"answers": fields.texts("answers", required=True), "form": form}


def _words(fields: Fields) -> dict[str, Any]:
    return {
        "reject": fields.texts("reject"),
        "case_sensitive": fields.truth("case_sensitive", False),
        "accents_matter": fields.truth("accents_matter", False),
    }


def _text(fields: Fields) -> dict[str, Any]:
    return {"answers": fields.texts("answers", required=True), **_words(fields)}


def _cloze(fields: Fields) -> dict[str, Any]:
    text = fields.text("text", required=True)
    pieces = _GAP.split(text)
    gaps = tuple(
        Gap(before, tuple(key.strip() for key in keys.split("|") if key.strip()))
        for before, keys in zip(pieces[::2], pieces[1::2], strict=False)
    )
    if not gaps or not all(gap.answers for gap in gaps):
        raise ItemRefused.because(
            _("“text” must hold a gap such as {{mitochondrion|mitochondria}}, and none may be empty.")
        )
    return {"text": text, "gaps": gaps, "after": pieces[-1], **_words(fields)}


def _match(fields: Fields) -> dict[str, Any]:
    pairs = fields.pairs("pairs")
    if len({left.strip().casefold() for left, _right in pairs}) < len(pairs):
        raise ItemRefused.because(_("“pairs” holds the same left side twice."))
    return {"pairs": pairs}


def _order(fields: Fields) -> dict[str, Any]:
    sequence = fields.texts("sequence", required=True)
    if len(sequence) < 2:
        raise ItemRefused.because(_("“sequence” must hold at least two steps."))
    return {"sequence": sequence}


def _open(fields: Fields) -> dict[str, Any]:
    points = tuple(
        Point(
            one.text("id") or str(number),
            one.text("says"),
            one.texts("any_of"),
            one.number("weight", 1.0, least=0),
            one.truth("must", False),
        )
        for number, one in enumerate(fields.objects("points"), 1)
    )
    if not all(point.says or point.any_of for point in points):
        raise ItemRefused.because(_("Each of the “points” needs “says”: what the answer should say."))
    if not sum(point.weight for point in points) > 0:
        raise ItemRefused.because(_("“points” must hold a point with a “weight” above 0."))
    return {"points": points, "model_answer": fields.text("model_answer")}


KINDS: dict[str, Callable[[Fields], dict[str, Any]]] = {
    "choice": _choice,
    "true_false": _true_false,
    "numeric": _numeric,
    "expression": _expression,
    "text": _text,
    "cloze": _cloze,
    "match": _match,
    "order": _order,
    "open": _open,
}
"""How the own fields of each kind are read."""
