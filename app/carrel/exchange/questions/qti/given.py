"""What stands in one item of a package, ready to be asked for: its responses, its rules and what it shows when."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from xml.etree.ElementTree import Element

from carrel.base.errors import CarrelError
from carrel.base.words import _
from carrel.exchange.questions.api import Losses
from carrel.exchange.questions.qti.parts import MARK
from carrel.exchange.questions.qti.prose import Prose
from carrel.exchange.questions.qti.tree import classes, made, words

Fields = dict[str, Any]
"""The fields of an item as JSON says them."""

_FEEDBACK = ("modalFeedback", "feedbackBlock", "feedbackInline")


class NotCarried(CarrelError):
    """An item cannot become a question; what: why, in a sentence."""

    @classmethod
    def because(cls, what: str) -> NotCarried:
        """The next step is always the same."""
        return cls(what, _("The other questions go on. Put this one into words yourself."))


@dataclass(frozen=True)
class Mapped:
    """What a single value of a response scores."""

    key: str
    score: float
    case_sensitive: bool


@dataclass(frozen=True)
class Declared:
    """A response; base: the type of its values; right: the right ones; mapped: what single values score."""

    base: str = "string"
    cardinality: str = "single"
    right: tuple[str, ...] = ()
    mapped: tuple[Mapped, ...] = ()

    def full(self) -> tuple[str, ...]:
        """The values that score most, those that are called right first."""
        most = max((one.score for one in self.mapped), default=0.0)
        return tuple(dict.fromkeys([*self.right, *(one.key for one in self.mapped if one.score == most > 0)]))

    def refused(self) -> tuple[str, ...]:
        """The values that are named and score nothing."""
        return tuple(one.key for one in self.mapped if one.score <= 0 and one.key not in self.right)

    def in_part(self) -> bool:
        """Whether some values score something between nothing and everything, or less than nothing."""
        most = max((one.score for one in self.mapped), default=0.0)
        return any(0 < one.score < most or one.score < 0 for one in self.mapped)


@dataclass(frozen=True)
class Branch:
    """What the rules do where a condition holds that is about some variables and names some values."""

    about: frozenset[str]
    values: frozenset[str]
    sets: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Given:
    """One item in the names of 2.1.

    lost: what is left behind while it is read. heard: the feedback that was asked for, by its outcome and value.
    """

    root: Element
    lost: Losses = field(default_factory=Losses)
    heard: set[tuple[str, str]] = field(default_factory=set)

    @cached_property
    def body(self) -> Element:
        """The body; an empty one where there is none."""
        found = self.root.find("itemBody")
        return made("itemBody") if found is None else found

    @cached_property
    def marks(self) -> frozenset[str]:
        """What Carrel once wrote on the body about the kind of the question."""
        return frozenset(one.removeprefix(MARK) for one in classes(self.body) if one.startswith(MARK))

    @cached_property
    def declared(self) -> Mapping[str, Declared]:
        """The responses by their identifiers."""
        return {one.get("identifier", ""): _declared(one) for one in self.root.iter("responseDeclaration")}

    @cached_property
    def rules(self) -> Element:
        """The response processing; an empty one where there is none."""
        found = self.root.find("responseProcessing")
        return made("responseProcessing") if found is None else found

    @cached_property
    def branches(self) -> tuple[Branch, ...]:
        """What the rules do where a condition holds."""
        found = [one for one in self.rules.iter() if one.tag in {"responseIf", "responseElseIf"} and len(one)]
        return tuple(
            Branch(
                frozenset(part.get("identifier", "") for part in one[0].iter("variable")),
                frozenset(words(part) for part in one[0].iter("baseValue")),
                tuple((rule.get("identifier", ""), words(rule)) for rule in one.iter("setOutcomeValue")),
            )
            for one in found
        )

    def tests(self, interaction: Element, *names: str) -> Iterator[Element]:
        """The comparisons of these names that the rules make with the answer to an interaction."""
        response = interaction.get("responseIdentifier", "")
        for test in self.rules.iter():
            if test.tag in names and any(one.get("identifier") == response for one in test.iter("variable")):
                yield test

    @cached_property
    def shown(self) -> Mapping[tuple[str, str], Element]:
        """The feedback by its outcome and the value at which it is shown."""
        found = [one for one in self.root.iter() if one.tag in _FEEDBACK]
        return {(one.get("outcomeIdentifier", ""), one.get("identifier", "")): one for one in found}

    def told(self, outcome: str, value: str) -> str:
        """What is said at this value of an outcome; nothing where nothing is."""
        self.heard.add((outcome, value))
        return self.prose(self.shown.get((outcome, value)))

    def unheard(self) -> bool:
        """Whether it says anything at a time that nobody asked about."""
        return bool(set(self.shown) - self.heard)

    def response(self, interaction: Element) -> Declared:
        """The response of an interaction; raises NotCarried where it is not declared."""
        found = self.declared.get(interaction.get("responseIdentifier", ""))
        if found is None:
            raise NotCarried.because(_("It asks for an answer that it does not declare."))
        return found

    def prose(self, element: Element | None, instead: Mapping[str, Callable[[Element], str]] | None = None) -> str:
        """The element as Markdown, with what is lost on the way counted."""
        words = Prose({**dict.fromkeys(_FEEDBACK, _nothing), **(instead or {})})
        said = words.of(element)
        self.lost["pictures"] += words.lost["pictures"]
        self.lost["markup"] = max(self.lost["markup"], words.lost["markup"])
        return said


def _nothing(_element: Element) -> str:
    return ""


def _declared(element: Element) -> Declared:
    values = element.findall("correctResponse/value")
    return Declared(
        element.get("baseType", "string"),
        element.get("cardinality", "single"),
        tuple(text for text in ("".join(one.itertext()).strip() for one in values) if text),
        tuple(
            Mapped(
                one.get("mapKey", "").strip(),
                number(one.get("mappedValue")),
                one.get("caseSensitive", "true") != "false",
            )
            for one in element.findall("mapping/mapEntry")
            if one.get("mapKey", "").strip()
        ),
    )


def number(text: str | None) -> float:
    """The finite number in an attribute; 0 where there is none."""
    try:
        found = float(text or "")
    except ValueError:
        return 0.0
    return found if abs(found) < 1e300 else 0.0
