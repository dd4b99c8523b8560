"""Questions that are answered by choosing: one, several, or true and false."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from carrel.assessment.model import Item
from carrel.base.words import _
from carrel.exchange.questions.qti import page, rules
from carrel.exchange.questions.qti.given import Fields, Given, NotCarried
from carrel.exchange.questions.qti.parts import Asked, declaration, rubric, table
from carrel.exchange.questions.qti.tree import made, with_class, words

_TRUTHS = ("true", "false")
_SHOWN = "misconceptions"


def asked(item: Item) -> Asked:
    """A choice among texts."""
    names = [f"C{number}" for number in range(1, len(item.choices) + 1)]
    right = [name for name, choice in zip(names, item.choices, strict=True) if choice.right]
    options = [
        made("simpleChoice", {"identifier": name}, *page.line(choice.text))
        for name, choice in zip(names, item.choices, strict=True)
    ]
    told = tuple((name, choice.feedback) for name, choice in zip(names, item.choices, strict=True) if choice.feedback)
    wrong = [(name, choice.misconception) for name, choice in zip(names, item.choices, strict=True)]
    body = [one for one in [_misconceptions(wrong)] if one is not None]
    return Asked(
        (declaration("identifier", right, cardinality="multiple" if item.multiple else "single"),),
        (*body, _interaction(options, most=0 if item.multiple else 1)),
        tuple(rules.matched() if right else rules.all_or_nothing(made("isNull", {}, rules.variable(rules.RESPONSE)))),
        "match_correct" if right else "",
        told,
        many=item.multiple,
    )


def asked_truth(item: Item) -> Asked:
    """A choice between true and false."""
    options = [
        made("simpleChoice", {"identifier": name}, said)
        for name, said in zip(_TRUTHS, (_("True"), _("False")), strict=True)
    ]
    return Asked(
        (declaration("identifier", item.answers),),
        (_interaction(options, most=1, shuffle=False),),
        tuple(rules.matched()),
        "match_correct",
    )


def _interaction(options: list[Element], *, most: int, shuffle: bool = True) -> Element:
    said = {"responseIdentifier": rules.RESPONSE, "shuffle": "true" if shuffle else "false", "maxChoices": str(most)}
    return made("choiceInteraction", said, *options)


def _misconceptions(wrong: list[tuple[str, str]]) -> Element | None:
    rows = [[made("td", {}, name), made("td", {}, said)] for name, said in wrong if said]
    return rubric(_SHOWN, table([_("choice"), _("what it shows")], rows)) if rows else None


def read(given: Given, interactions: list[Element]) -> Fields:
    """The question that a choiceInteraction asks."""
    interaction = interactions[0]
    options = list(interaction.iter("simpleChoice"))
    response = given.response(interaction)
    right = set(response.full() or _picked(given, interaction))
    picked = [one for one in options if one.get("identifier") in right]
    if not picked and not (response.cardinality != "single" and "choice" in given.marks):
        raise NotCarried.because(_("It does not say which choice is right."))
    given.lost["scores"] += response.in_part()
    if _asks_for_truth(given, options):
        return {"kind": "true_false", "answers": [_truth(one) for one in picked]}
    shows = _shows(given)
    return {
        "kind": "choice",
        "multiple": response.cardinality != "single",
        "choices": [
            {
                "text": given.prose(one),
                "right": one.get("identifier") in right,
                "feedback": _feedback(given, interaction, one),
                "misconception": shows.get(one.get("identifier", ""), ""),
            }
            for one in options
        ],
    }


def _asks_for_truth(given: Given, options: list[Element]) -> bool:
    if given.marks:
        return "true_false" in given.marks
    has_more = any(one.find(".//feedbackInline") is not None for one in options) or given.shown
    return not has_more and sorted(_truth(one) for one in options) == sorted(_TRUTHS)


def _truth(option: Element) -> str:
    name = option.get("identifier", "")
    return name if name in _TRUTHS else words(option).casefold()


def _picked(given: Given, interaction: Element) -> Iterator[str]:
    """The choices that the rules themselves name, where the response does not."""
    for test in given.tests(interaction, "match", "member"):
        yield from (words(one) for one in test.iter("baseValue"))


def _feedback(given: Given, interaction: Element, option: Element) -> str:
    """What is said when this choice is picked."""
    inline = option.find(".//feedbackInline")
    if inline is not None:
        return given.told(inline.get("outcomeIdentifier", ""), inline.get("identifier", ""))
    places = _told(given, interaction, option.get("identifier", ""))
    return next((said for said in (given.told(*place) for place in places) if said), "")


def _told(given: Given, interaction: Element, name: str) -> Iterator[tuple[str, str]]:
    """The outcomes and their values that picking this choice leads to."""
    for rule in given.tests(interaction, "setOutcomeValue"):
        if len(rule) == 1 and rule[0].tag == "variable":
            yield rule.get("identifier", ""), name
    for branch in given.branches:
        if interaction.get("responseIdentifier") in branch.about and name in branch.values:
            yield from branch.sets


def _shows(given: Given) -> dict[str, str]:
    found = with_class(given.body, f"carrel-{_SHOWN}")
    rows = [] if found is None else [[words(cell) for cell in row.findall("td")] for row in found.iter("tr")]
    return {row[0]: row[1] for row in rows if len(row) == 2}
