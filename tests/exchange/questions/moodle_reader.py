"""A second reader of Moodle XML, after Moodle's documentation alone: what Moodle would show and mark as right."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from xml.dom.minidom import Element, parseString

from markdown_it import MarkdownIt

FRACTIONS = {
    *("100", "90", "83.33333", "80", "75", "70", "66.66667", "60", "50", "40", "33.33333", "30", "25", "20"),
    *("16.66667", "14.28571", "12.5", "11.11111", "10", "5", "0"),
}
"""The shares of the points that Moodle takes, each also as a penalty."""

FORMATS = {"html", "moodle_auto_format", "plain_text", "markdown"}
TEXTED = {"name", "questiontext", "generalfeedback", "answer", "feedback", "hint", "tag", "subquestion", "graderinfo"}
NEEDED = {
    "multichoice": {"answer", "single", "shuffleanswers", "answernumbering"},
    "truefalse": {"answer"},
    "shortanswer": {"answer", "usecase"},
    "numerical": {"answer"},
    "matching": {"subquestion"},
    "ordering": {"answer", "layouttype", "selecttype", "selectcount", "gradingtype"},
    "essay": {"responseformat", "graderinfo"},
    "cloze": set(),
}
COMMON = {"name", "questiontext", "generalfeedback", "defaultgrade", "idnumber", "hint", "tags"}
MORE = {"numerical": {"units", "unitgradingtype", "unitpenalty", "showunits"}, "essay": {"responserequired"}}
MORE |= {"matching": {"shuffleanswers"}}


@dataclass(frozen=True)
class Understood:
    """A question as Moodle would have it; right: the answers with all points, in a gap after gap for a cloze."""

    kind: str
    shown: str
    right: tuple[tuple[str, ...], ...]
    wrong: tuple[str, ...] = ()
    tolerance: tuple[float, ...] = ()
    tags: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()


def understood(content: bytes) -> list[Understood]:
    """Every question but the categories; fails where the file is not built as it should be."""
    root = parseString(content).documentElement
    assert root is not None
    assert root.tagName == "quiz"
    questions = inside(root)
    assert {one.tagName for one in questions} <= {"question"}
    return [_question(one) for one in questions if one.getAttribute("type") != "category"]


def inside(element: Element, name: str = "") -> list[Element]:
    """The elements directly in this one."""
    return [one for one in element.childNodes if isinstance(one, Element) and name in {"", one.tagName}]


def said(element: Element) -> str:
    """What stands in the one text of this element."""
    [text] = inside(element, "text")
    assert not inside(text)
    return words(text).strip()


def words(element: Element) -> str:
    """What stands directly in this element."""
    return "".join(node.nodeValue or "" for node in element.childNodes)


def _built(question: Element) -> None:
    """Fail where something is missing, unknown, or not wrapped as Moodle wraps it."""
    kind = question.getAttribute("type")
    names = [one.tagName for one in inside(question)]
    assert names[:2] == ["name", "questiontext"]
    assert NEEDED[kind] <= set(names) <= NEEDED[kind] | COMMON | MORE.get(kind, set())
    assert said(inside(question, "name")[0])
    for name in TEXTED:
        for element in question.getElementsByTagName(name):
            said(element)
            assert element.getAttribute("format") in FORMATS or not element.hasAttribute("format")
    for answer in inside(question, "answer"):
        assert kind == "ordering" or answer.getAttribute("fraction").lstrip("-") in FRACTIONS


def _question(question: Element) -> Understood:
    _built(question)
    kind = question.getAttribute("type")
    text = said(inside(question, "questiontext")[0])
    answers = [(said(one), float(one.getAttribute("fraction"))) for one in inside(question, "answer")]
    right = [answer for answer, fraction in answers if fraction > 0]
    wrong = [answer for answer, fraction in answers if fraction <= 0]
    groups: tuple[tuple[str, ...], ...] = (tuple(right),)
    if kind == "cloze":
        gaps = embedded(text)
        groups = tuple(tuple(answer for answer, is_right in gap if is_right) for gap in gaps)
        wrong = [answer for gap in gaps for answer, is_right in gap if not is_right]
    if kind == "matching":
        pairs = [(one, inside(one, "answer")[0]) for one in inside(question, "subquestion")]
        groups = tuple((shown(said(left)), said(answer)) for left, answer in pairs)
    return Understood(
        kind,
        shown(text),
        groups,
        tuple(wrong),
        tuple(float(words(one)) for one in question.getElementsByTagName("tolerance")),
        tuple(said(one) for one in question.getElementsByTagName("tag")),
        tuple(said(one) for one in inside(question, "hint")),
    )


def shown(markdown: str) -> str:
    """The words that stand on Moodle's page; in a formula, TeX between bracketed backslashes."""
    page = MarkdownIt("commonmark").render(markdown)
    return html.unescape(re.sub(r"<[^>]*>", "", page)).strip()


def embedded(text: str) -> list[list[tuple[str, bool]]]:
    """The gaps of a cloze text, letter by letter: each answer, and whether it is right."""
    gaps = []
    while begin := re.search(r"\{\d*:(?:SHORTANSWER|SHORTANSWER_C):", text):
        text = text[begin.end() :]
        at, parts = 0, [""]
        while text[at] != "}":
            if text[at] == "~":
                parts.append("")
            else:
                assert text[at] != "#" or text[at - 1] == "&", "this would begin what is said to the answer"
                parts[-1] += text[at]
            at += 1
        text = text[at + 1 :]
        gaps.append([_alternative(part) for part in parts])
    return gaps


def _alternative(part: str) -> tuple[str, bool]:
    if part.startswith("="):
        return html.unescape(part[1:]), True
    assert part.startswith("%0%")
    return html.unescape(part[3:]), False


def fits(pattern: str, answer: str) -> bool:
    """Whether Moodle takes the answer for one that fits the pattern: only a star without a backslash is any letters."""
    pieces = [re.escape(piece.replace(r"\*", "*")) for piece in re.split(r"(?<!\\)\*+", pattern)]
    return re.fullmatch(".*".join(pieces), answer, re.DOTALL) is not None
