"""A small program that plays an item of QTI as the specification says: what an answer scores, and what is shown."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element, fromstring

Value = tuple[str, ...]
TEMPLATES = ("match_correct", "map_response")
TRUE, FALSE, NULL = ("true",), ("false",), ()


@dataclass(frozen=True)
class Played:
    """The score, and the texts that are shown."""

    score: float
    shown: tuple[str, ...]


def play(content: bytes, answers: Mapping[str, Value]) -> Played:
    """One attempt; answers: the values of the responses that were given."""
    return _Player(fromstring(content), dict(answers)).played()


def _name(element: Element) -> str:
    tag = str(element.tag).rpartition("}")[2]
    return tag.removeprefix("qti-").replace("-", "").lower()


def _get(element: Element, name: str) -> str:
    return next((said for key, said in element.attrib.items() if key.replace("-", "").lower() == name), "")


class _Player:
    def __init__(self, root: Element, answers: dict[str, Value]) -> None:
        self._root = root
        self._answers = answers
        self._declared = {_get(one, "identifier"): one for one in root.iter() if _name(one) == "responsedeclaration"}
        self._values: dict[str, Value] = {"SCORE": ("0",)}

    def played(self) -> Played:
        for rules in (one for one in self._root if _name(one) == "responseprocessing"):
            template = _get(rules, "template").rpartition("/")[2].removesuffix(".xml")
            if template:
                assert template in TEMPLATES
                self._template(template)
            for rule in rules:
                self._do(rule)
        shown = [one for one in self._root if _name(one) == "modalfeedback"]
        texts = [
            " ".join("".join(one.itertext()).split())
            for one in shown
            if _get(one, "identifier") in self._values.get(_get(one, "outcomeidentifier"), NULL)
        ]
        return Played(float(self._values["SCORE"][0]), tuple(texts))

    def _template(self, name: str) -> None:
        if name == "match_correct":
            is_right = self._same("RESPONSE", self._answers.get("RESPONSE", NULL), self._right("RESPONSE"))
            self._values["SCORE"] = ("1",) if is_right else ("0",)
        else:
            self._values["SCORE"] = (str(self._mapped("RESPONSE")),)

    def _do(self, rule: Element) -> None:
        if _name(rule) == "setoutcomevalue":
            self._values[_get(rule, "identifier")] = self._value(rule[0])
            return
        for branch in rule:
            is_else = _name(branch) == "responseelse"
            if is_else or self._value(branch[0]) == TRUE:
                for one in list(branch)[0 if is_else else 1 :]:
                    self._do(one)
                return

    def _value(self, expression: Element) -> Value:
        name, identifier = _name(expression), _get(expression, "identifier")
        parts = [self._value(one) for one in expression]
        ways: dict[str, Callable[[], Value]] = {
            "basevalue": lambda: ((expression.text or "").strip(),),
            "variable": lambda: self._answers.get(identifier, self._values.get(identifier, NULL)),
            "correct": lambda: self._right(identifier),
            "mapresponse": lambda: (str(self._mapped(identifier)),),
            "isnull": lambda: FALSE if parts[0] else TRUE,
            "not": lambda: FALSE if parts[0] == TRUE else TRUE,
            "or": lambda: TRUE if TRUE in parts else FALSE,
            "sum": lambda: (str(sum(float(one[0]) for one in parts)),) if all(parts) else NULL,
            "match": lambda: TRUE if self._same(_get(expression[0], "identifier"), *parts) else FALSE,
            "equal": lambda: TRUE if all(parts) and _close(expression, *(float(one[0]) for one in parts)) else FALSE,
        }
        return ways[name]()

    def _right(self, identifier: str) -> Value:
        found = next((one for one in self._declared[identifier] if _name(one) == "correctresponse"), Element("none"))
        return tuple(one.text or "" for one in found)

    def _same(self, identifier: str, given: Value, right: Value) -> bool:
        is_ordered = _get(self._declared[identifier], "cardinality") == "ordered"
        return bool(given) and (given == right if is_ordered else sorted(given) == sorted(right))

    def _mapped(self, identifier: str) -> float:
        total = 0.0
        entries = [one for one in self._declared[identifier].iter() if _name(one) == "mapentry"]
        for value in set(self._answers.get(identifier, NULL)):
            for entry in entries:
                key, is_exact = _get(entry, "mapkey"), _get(entry, "casesensitive") != "false"
                if key == value or (not is_exact and key.casefold() == value.casefold()):
                    total += float(_get(entry, "mappedvalue"))
                    break
        return total


def _close(test: Element, given: float, right: float) -> bool:
    mode = _get(test, "tolerancemode")
    off = float(_get(test, "tolerance") or 0)
    if mode == "exact":
        return given == right
    most = off if mode == "absolute" else abs(right) * off / 100
    return math.fabs(given - right) <= most + 1e-12
