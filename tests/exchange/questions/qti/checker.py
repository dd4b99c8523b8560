"""A second reader of QTI, written from the specification: what a strict program would find wrong with an item."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

MATHML = "{http://www.w3.org/1998/Math/MathML}math"
NAMESPACES = {"2.1": "http://www.imsglobal.org/xsd/imsqti_v2p1", "3.0": "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"}
INLINE = "em strong code span a br math textEntryInteraction endAttemptInteraction"
BLOCK = (
    "p div ul ol table pre blockquote hr h1 h2 h3 h4 h5 h6 choiceInteraction orderInteraction matchInteraction "
    "extendedTextInteraction rubricBlock"
)
FLOW = f"{BLOCK} {INLINE}"
EXPRESSION = "baseValue variable correct mapResponse match equal isNull not or and sum"
RULE = "responseCondition setOutcomeValue"
_PAGE = "a blockquote br code div em h1 h2 h3 h4 h5 h6 hr li math ol p pre span strong table tbody td th thead tr ul"
PAGE = set(_PAGE.split())
TEXTS, HOLDERS = "p pre h1 h2 h3 h4 h5 h6 em strong code span", "div li td th contentBody"
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.\-]*")
BODY = "id class xml:lang label"


@dataclass(frozen=True)
class Rule:
    """What an element needs and may have; order: its children as a pattern; mixed: whether text may stand in it."""

    order: str = ""
    need: str = ""
    may: str = ""
    mixed: bool = False


ANY_FLOW = Rule(f"({FLOW})*", may=BODY, mixed=True)
ANY_INLINE = Rule(f"({INLINE})*", may=BODY, mixed=True)
RULES = {
    "assessmentItem": Rule(
        "responseDeclaration* outcomeDeclaration* itemBody? responseProcessing? modalFeedback*",
        "identifier title adaptive timeDependent",
        "xml:lang label toolName toolVersion",
    ),
    "responseDeclaration": Rule("correctResponse? mapping?", "identifier cardinality", "baseType"),
    "outcomeDeclaration": Rule("defaultValue?", "identifier cardinality", "baseType normalMaximum normalMinimum"),
    "correctResponse": Rule("value+"),
    "defaultValue": Rule("value+"),
    "value": Rule(mixed=True),
    "mapping": Rule("mapEntry+", "defaultValue", "lowerBound upperBound"),
    "mapEntry": Rule("", "mapKey mappedValue", "caseSensitive"),
    "itemBody": Rule(f"({BLOCK})*", may=BODY),
    "choiceInteraction": Rule("prompt? simpleChoice+", "responseIdentifier shuffle maxChoices", f"minChoices {BODY}"),
    "orderInteraction": Rule("prompt? simpleChoice+", "responseIdentifier shuffle", f"minChoices maxChoices {BODY}"),
    "matchInteraction": Rule(
        "prompt? simpleMatchSet simpleMatchSet", "responseIdentifier shuffle maxAssociations", f"minAssociations {BODY}"
    ),
    "extendedTextInteraction": Rule("prompt?", "responseIdentifier", f"expectedLength expectedLines format {BODY}"),
    "textEntryInteraction": Rule("", "responseIdentifier", f"expectedLength patternMask {BODY}"),
    "endAttemptInteraction": Rule("", "responseIdentifier title", BODY),
    "simpleMatchSet": Rule("simpleAssociableChoice*"),
    "simpleChoice": Rule(f"({FLOW})*", "identifier", f"fixed {BODY}", mixed=True),
    "simpleAssociableChoice": Rule(f"({FLOW})*", "identifier matchMax", f"fixed matchMin {BODY}", mixed=True),
    "responseProcessing": Rule(f"({RULE})*", may="template"),
    "responseCondition": Rule("responseIf responseElseIf* responseElse?"),
    "responseIf": Rule(f"({EXPRESSION}) ({RULE})*"),
    "responseElseIf": Rule(f"({EXPRESSION}) ({RULE})*"),
    "responseElse": Rule(f"({RULE})*"),
    "setOutcomeValue": Rule(f"({EXPRESSION})", "identifier"),
    "baseValue": Rule("", "baseType", mixed=True),
    "variable": Rule("", "identifier"),
    "correct": Rule("", "identifier"),
    "mapResponse": Rule("", "identifier"),
    "match": Rule(f"({EXPRESSION}) ({EXPRESSION})"),
    "equal": Rule(f"({EXPRESSION}) ({EXPRESSION})", "toleranceMode", "tolerance includeLowerBound includeUpperBound"),
    "isNull": Rule(f"({EXPRESSION})"),
    "not": Rule(f"({EXPRESSION})"),
    "or": Rule(f"({EXPRESSION})+"),
    "sum": Rule(f"({EXPRESSION})+"),
    "ul": Rule("li*", may=BODY),
    "ol": Rule("li*", may=BODY),
    "table": Rule("thead? tbody+", may=f"summary {BODY}"),
    "thead": Rule("tr+", may=BODY),
    "tbody": Rule("tr+", may=BODY),
    "tr": Rule("(th td)*", may=BODY),
    "blockquote": Rule(f"({BLOCK})*", may=BODY),
    "br": Rule(may=BODY),
    "hr": Rule(may=BODY),
    "a": Rule(ANY_INLINE.order, "href", BODY, mixed=True),
    **dict.fromkeys(TEXTS.split(), ANY_INLINE),
    **dict.fromkeys(HOLDERS.split(), ANY_FLOW),
}
BY_VERSION = {
    "2.1": {
        "rubricBlock": Rule(f"({BLOCK})*", "view", BODY),
        "modalFeedback": Rule(f"({FLOW})*", "outcomeIdentifier identifier showHide", "title", mixed=True),
    },
    "3.0": {
        "rubricBlock": Rule("contentBody", "view use", BODY),
        "modalFeedback": Rule("contentBody", "outcomeIdentifier identifier showHide", "title"),
    },
}
TYPES = {
    "choiceInteraction": ("identifier", {"single", "multiple"}),
    "orderInteraction": ("identifier", {"ordered"}),
    "matchInteraction": ("directedPair", {"multiple"}),
    "extendedTextInteraction": ("string", {"single"}),
    "textEntryInteraction": ("string float", {"single"}),
    "endAttemptInteraction": ("boolean", {"single"}),
}


def faults(root: Element, version: str) -> list[str]:
    """What is wrong with the item; nothing when all is well."""
    return [*_shape(root, version), *_sense(_Names(version), root)]


class _Names:
    """The names of 2.1 as one version spells them."""

    def __init__(self, version: str) -> None:
        self._version = version
        self._space = f"{{{NAMESPACES[version]}}}"

    def tag(self, name: str) -> str:
        """How the element is called in a file."""
        if name == "math":
            return MATHML
        if self._version == "2.1" or name in PAGE:
            return self._space + name
        return f"{self._space}qti-{self.attribute(name)}"

    def attribute(self, name: str) -> str:
        """How the attribute is called in a file."""
        if name == "xml:lang":
            return "{http://www.w3.org/XML/1998/namespace}lang"
        return name if self._version == "2.1" else re.sub("([A-Z])", lambda at: "-" + at[1].lower(), name)

    def all(self, root: Element, *names: str) -> Iterator[Element]:
        """The elements of these names anywhere inside."""
        for name in names:
            yield from root.iter(self.tag(name))

    def get(self, element: Element, name: str) -> str:
        """An attribute that has to be there."""
        return element.get(self.attribute(name), "")


def _shape(root: Element, version: str) -> Iterator[str]:
    """Elements, attributes and their order."""
    names = _Names(version)
    rules = {**RULES, **BY_VERSION[version]}
    known = {names.tag(name): (name, rule) for name, rule in rules.items()}
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if element.tag == MATHML:
            continue
        if element.tag not in known:
            yield f"unknown element {element.tag}"
            continue
        name, rule = known[element.tag]
        waiting += list(element)
        need, may = ({names.attribute(one) for one in said.split()} for said in (rule.need, rule.may))
        if not need <= set(element.keys()) <= need | may:
            yield f"{name} has {sorted(element.keys())}"
        children = "".join(f"{known[one.tag][0] if one.tag in known else 'math'} " for one in element)
        if not re.fullmatch(_pattern(rule.order), children):
            yield f"{name} holds {children or 'nothing'}"
        texts = [element.text, *(one.tail for one in element)]
        if not rule.mixed and any((text or "").strip() for text in texts):
            yield f"{name} holds text"


def _pattern(order: str) -> str:
    grouped = re.sub(r"\(([^)]*)\)", lambda at: f"({'|'.join(at[1].split())})", order)
    return "".join(f"(?:{name} ){count}" for name, count in re.findall(r"(\([^)]*\)|\w+)([*+?]?)", grouped)).replace(
        " ", "[ ]"
    )


def _sense(names: _Names, root: Element) -> Iterator[str]:
    """Whether what is named is declared, and fits where it is used."""
    responses = {names.get(one, "identifier"): one for one in names.all(root, "responseDeclaration")}
    outcomes = {names.get(one, "identifier"): one for one in names.all(root, "outcomeDeclaration")}
    declared = [*responses, *outcomes]
    if len(declared) < len(list(names.all(root, "responseDeclaration", "outcomeDeclaration"))):
        yield "a variable is declared twice"
    asked = [names.get(one, "responseIdentifier") for one in names.all(root, *TYPES)]
    if sorted(asked) != sorted(responses):
        yield f"asks for {asked} and declares {list(responses)}"
    for kind, (bases, cardinalities) in TYPES.items():
        for one in names.all(root, kind):
            said = responses[names.get(one, "responseIdentifier")]
            if names.get(said, "baseType") not in bases.split() or names.get(said, "cardinality") not in cardinalities:
                yield f"{kind} and its declaration do not fit"
    choices = [names.get(one, "identifier") for one in names.all(root, "simpleChoice", "simpleAssociableChoice")]
    if len(set(choices)) < len(choices) or not all(
        map(NAME.fullmatch, [*choices, *declared, names.get(root, "identifier")])
    ):
        yield "an identifier is no name, or stands twice"
    yield from _right(names, responses, set(choices))
    for one in names.all(root, "setOutcomeValue"):
        if names.get(one, "identifier") not in outcomes:
            yield "an outcome is set that is not declared"
    for one in names.all(root, "variable", "correct", "mapResponse"):
        if names.get(one, "identifier") not in declared:
            yield "a variable is used that is not declared"
    for one in names.all(root, "modalFeedback"):
        said = outcomes.get(names.get(one, "outcomeIdentifier"), Element("none"))
        if names.get(said, "baseType") != "identifier" or not NAME.fullmatch(names.get(one, "identifier")):
            yield "a feedback hangs on no outcome of identifiers"


def _right(names: _Names, responses: dict[str, Element], choices: set[str]) -> Iterator[str]:
    """Whether right values exist, are as many as they may be, and are of their type."""
    for response in responses.values():
        base = names.get(response, "baseType")
        values = [one.text or "" for one in names.all(response, "value")]
        keys = [names.get(one, "mapKey") for one in names.all(response, "mapEntry")]
        if names.get(response, "cardinality") == "single" and len(values) > 1:
            yield "a single response has several right values"
        if len(set(keys)) < len(keys):
            yield "a value is mapped twice"
        parts = [part for value in [*values, *keys] for part in value.split()]
        if base in {"identifier", "directedPair"} and not set(parts) <= choices:
            yield "a right value is no choice"
        if base == "float" and not all(re.fullmatch(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?", one) for one in values):
            yield "a number is no number"
