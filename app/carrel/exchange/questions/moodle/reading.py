"""Reads Moodle XML of whatever age and encoding, question by question, within limits (P26)."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePath

from carrel.assessment.fields import ItemRefused
from carrel.assessment.items import item_from
from carrel.assessment.model import Item
from carrel.base.decoding import NotText, decoded
from carrel.base.inside import Refusal
from carrel.base.text import clean
from carrel.base.words import _
from carrel.exchange.questions.api import Bad, Found, Losses, QuestionsRefused
from carrel.exchange.questions.moodle.answers import number_from
from carrel.exchange.questions.moodle.asked import Asked
from carrel.exchange.questions.moodle.kinds import KINDS
from carrel.exchange.questions.moodle.texts import legal
from carrel.library.readers.xml import elements

MOST_BYTES = 50_000_000
MOST_DEPTH = 50
MOST_NODES = 200_000
_DECLARED = re.compile(r"\s*<\?xml\b[^>]{0,500}\?>")
_ENCODING = re.compile(rb"\s*<\?xml\b[^>]{0,500}?encoding\s*=\s*[\"']([\w.:-]{1,40})")
_ROOT = re.compile(r"\s*(?:<\?.{0,500}?\?>\s*|<!--.{0,2000}?-->\s*)*<(?:!DOCTYPE\s+)?quiz\b", re.DOTALL)
_HEAD = 8_192
_MOST_NAME = 80
_WITH_GAPS = {"cloze", "multianswer"}
"""Types whose text is read together with the gaps in it."""
_USUAL_PENALTIES = {0.0, 0.1, 0.33, 1.0}
"""What each wrong try costs where nobody chose anything, in this and older versions of Moodle."""

Category = tuple[str, ...]
"""The names that lead to it, the outermost first."""


def recognises(content: bytes, _name: str) -> bool:
    """Whether this begins as a file of Moodle's does."""
    try:
        return _ROOT.match(_text(content[:_HEAD])) is not None
    except NotText:
        return False


def read(content: bytes, name: str) -> Found:
    """The questions of the file; raises QuestionsRefused.

    Where they stand in several categories, those without tags have the category as their skill.
    """
    asked, lost = _asked(content)
    categories = list(dict.fromkeys(category for category, _one in asked if category))
    items: list[Item] = []
    bad: list[Bad] = []
    ids: set[str] = set()
    for number, (category, one) in enumerate(asked, 1):
        try:
            item = _item(one, category if len(categories) > 1 else ())
        except ItemRefused as refused:
            bad.append(Bad(_where(one, number), refused.what))
            continue
        items.append(item if item.id not in ids else replace(item, id=""))
        ids.add(item.id)
        lost.update(one.lost)
    if not items:
        raise _nothing(bad)
    title = categories[0][-1] if len(categories) == 1 else PurePath(name).stem
    return Found(title, tuple(items), tuple(bad), Losses(+lost))


def _asked(content: bytes) -> tuple[list[tuple[Category, Asked]], Losses]:
    """The questions with the category that each stands in; texts between them are counted."""
    found: list[tuple[Category, Asked]] = []
    lost = Losses()
    category: Category = ()
    try:
        for element in elements(_sound(content), {"question"}, MOST_DEPTH, MOST_NODES):
            asked = Asked(element)
            if element.get("type") == "category":
                category = _category(asked.value("category", "text"))
            elif element.get("type") == "description":
                lost["others"] += 1
            else:
                found.append((category, asked))
    except Refusal as refusal:
        raise _unsound(refusal.code) from refusal
    return found, lost


def _sound(content: bytes) -> bytes:
    """The file in UTF-8 without a word of its encoding; raises QuestionsRefused for what is none of Moodle's."""
    if len(content) > MOST_BYTES:
        raise QuestionsRefused(
            _("This file is larger than {count} MB.").format(count=MOST_BYTES // 1_000_000),
            _("Export fewer questions at a time, and try again."),
        )
    try:
        text = _text(content)
    except NotText as error:
        raise _foreign() from error
    if not _ROOT.match(text[:_HEAD]):
        raise _foreign()
    return _DECLARED.sub("", text, count=1).encode()


def _text(content: bytes) -> str:
    """The text, whatever its declaration says where that cannot be; raises NotText."""
    return legal(clean(_declared(content) or decoded(content)[0].removeprefix("\ufeff")))


def _declared(content: bytes) -> str:
    """The text of a file that is not in UTF-8, in the encoding that it names; empty where that cannot be."""
    named = _ENCODING.match(content[:1_000])
    try:
        content.decode()
    except UnicodeDecodeError:
        try:
            text = content.decode(named[1].decode("ascii")) if named else ""
        except (LookupError, UnicodeError):
            return ""
        return text if text.lstrip().startswith("<?xml") else ""
    return ""


def _item(asked: Asked, category: Category) -> Item:
    """The item that the question becomes; raises ItemRefused."""
    kind = asked.element.get("type", "")
    if kind not in KINDS:
        raise ItemRefused.because(_("Carrel does not know questions of the type “{kind}”.").format(kind=kind[:40]))
    tags = [words for one in asked.element.findall("tags/tag") if (words := asked.raw(one))]
    common = {
        "id": asked.value("idnumber"),
        "prompt": asked.markdown("questiontext") if kind not in _WITH_GAPS else "",
        "skills": tags or (["/".join(category)] if category else []),
        "hints": [hint for one in asked.all("hint") if (hint := asked.text(one))],
        "solution": asked.markdown("generalfeedback"),
    }
    item = item_from(common | KINDS[kind](asked))
    worth, penalty = number_from(asked.value("defaultgrade")), number_from(asked.value("penalty"))
    asked.loses("scores", worth not in {None, 1.0})
    asked.loses("scores", penalty is not None and round(penalty, 2) not in _USUAL_PENALTIES)
    return item


def _category(path: str) -> Category:
    """The names that lead to a category, without the place in Moodle that they begin at."""
    names = [name.replace("//", "/").strip() for name in re.split(r"(?<!/)/(?!/)", path)]
    names = names[1:] if names[0].startswith("$") else names
    return tuple(name for name in (names[1:] if names[:1] == ["top"] else names) if name)


def _where(asked: Asked, number: int) -> str:
    name = " ".join(asked.value("name", "text").split())[:_MOST_NAME]
    if not name:
        return _("Question {number}").format(number=number)
    return _("Question {number}, “{name}”").format(number=number, name=name)


def _nothing(bad: list[Bad]) -> QuestionsRefused:
    if not bad:
        return QuestionsRefused(_("This file holds no questions."), _("Choose another file."))
    what = _("None of the questions in this file can be read.")
    return QuestionsRefused(f"{what} {bad[0].sentence()}", _("Choose another file, or mend this one in Moodle."))


def _foreign() -> QuestionsRefused:
    return QuestionsRefused(
        _("This is not a file of questions in Moodle XML."),
        _("In Moodle’s question bank, export the questions as “Moodle XML format”."),
    )


def _unsound(code: str) -> QuestionsRefused:
    if code == "dishonest":
        return QuestionsRefused(
            _("This file is put together as no honest file of questions is, or holds far too many of them."),
            _("Nothing was read from it. Export fewer questions at a time, and try again."),
        )
    return QuestionsRefused(
        _("This file is damaged, or was not written to its end."), _("Export the questions again, and try again.")
    )
