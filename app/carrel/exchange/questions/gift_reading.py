"""Reads a file of GIFT, question by question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

from carrel.assessment.fields import ItemRefused
from carrel.assessment.items import item_from
from carrel.assessment.model import Item
from carrel.base.words import _
from carrel.exchange.questions.api import Bad, Found, Losses, merged
from carrel.exchange.questions.gift_answers import fields_of, text_in, words_in
from carrel.exchange.questions.gift_marks import hidden, parted, shown
from carrel.exchange.questions.texts import beginning, check_count, nothing_found, place, text_of, title_of

_BLANK = "_____"
_ID = re.compile(r"\[id:((?:\\\]|[^\]])+)\]")
_TAG = re.compile(r"\[tag:((?:\\\]|[^\]])+)\]")
_CATEGORY = "$CATEGORY:"
_OUTER = re.compile(r"\$\w+\$|top|default for .*", re.IGNORECASE)
"""Parts of a category's path that Moodle puts there by itself."""
_ANSWERS = re.compile(r"(?<!\\)\{\s*(?:\}|[=~#]|(?:T|F|TRUE|FALSE)\s*(?:\}|#))")
_THINGS = ("pictures", "others")
"""Losses that are counted one by one, and not by questions."""
_NAMES = ("", ".gift", ".txt")


@dataclass(frozen=True)
class _Block:
    """Lines without a blank one among them; line: the number of the first; told: what stands in its comments."""

    line: int
    text: str
    told: str


class _Description(Exception):
    """The block asks for nothing."""


def recognises(content: bytes, name: str) -> bool:
    """Whether curly brackets of GIFT stand in the text; by its name alone, a file that ends in .gift is one."""
    suffix = PurePath(name).suffix.lower()
    if suffix not in _NAMES:
        return False
    text = beginning(content).lstrip()
    return suffix == ".gift" or (not text.startswith(("{", "[{", "<")) and _ANSWERS.search(text) is not None)


def read(content: bytes, name: str) -> Found:
    """The questions of the file; raises QuestionsRefused when nothing in it is one."""
    blocks = list(_blocks(text_of(content)))
    check_count(len(blocks))
    items: list[Item] = []
    bad: list[Bad] = []
    lost = Losses()
    skill = ""
    for lines in blocks:
        category, block = _categorised(lines)
        skill = skill if category is None else category
        if not block.text:
            continue
        try:
            item, left = _question(block, skill)
        except _Description:
            lost["others"] += 1
        except ItemRefused as refused:
            bad.append(Bad(place(block.line), refused.what))
        else:
            items.append(item)
            lost.update({kind: count if kind in _THINGS else 1 for kind, count in left.items()})
    if not items and not bad:
        raise nothing_found("GIFT")
    return Found(title_of(name), tuple(items), tuple(bad), lost)


def _blocks(text: str) -> Iterator[_Block]:
    lines: list[str] = []
    comments: list[str] = []
    first = 0
    for number, line in enumerate([*text.split("\n"), ""], 1):
        if line.lstrip().startswith("//"):
            comments.append(line)
        elif line.strip():
            first = first if lines else number
            lines.append(line)
        else:
            if lines:
                yield _Block(first, "\n".join(lines), "\n".join(comments))
            lines, comments = [], []


def _categorised(block: _Block) -> tuple[str | None, _Block]:
    """The skill that the category in the first line stands for, None where there is no category, and the rest."""
    first, _newline, rest = block.text.partition("\n")
    if not first.lstrip().startswith(_CATEGORY):
        return None, block
    parts = [part.strip() for part in re.split(r"(?<!/)/(?!/)", first.strip().removeprefix(_CATEGORY))]
    named = [part.replace("//", "/") for part in parts if part and not _OUTER.fullmatch(part)]
    skill = ".".join("-".join(part.casefold().split()) for part in named)
    return skill, replace(block, line=block.line + 1, text=rest.strip())


def _question(block: _Block, skill: str) -> tuple[Item, Losses]:
    title, text = _titled(hidden(block.text).strip())
    form, text = parted(text, "moodle")
    before, inside, after = _cut(text)
    inside, _sharps, general = inside.partition("####")
    solution, left = text_in(general, form)
    fields, lost = fields_of(inside, form)
    prompts, more = _prompts(before, after, form, fields)
    tags = [tag.replace("\\]", "]").strip() for tag in _TAG.findall(block.told)]
    known = _ID.search(block.told)
    common = {
        "id": known[1].replace("\\]", "]").strip() if known else "",
        "skills": list(dict.fromkeys([*tags, *([skill] if skill else [])])),
        "solution": solution,
    }
    item = item_from({**common, **fields, **prompts})
    named = Losses({"titles": 1} if title and not _begins(item, title) else {})
    return item, merged([left, lost, more, named])


def _titled(text: str) -> tuple[str, str]:
    """The title between double colons, and the text after it."""
    if not text.startswith("::") or "::" not in text[2:]:
        return "", text
    title, _colons, rest = text[2:].partition("::")
    return shown(title).strip(), rest.strip()


def _begins(item: Item, title: str) -> bool:
    """Whether the title only repeats how the question begins, as Moodle does by itself."""
    words = " ".join(title.removesuffix("...").removesuffix("…").split())
    return " ".join((item.prompt or item.text).split()).startswith(words)


def _cut(text: str) -> tuple[str, str, str]:
    """What stands before, in and after the curly brackets."""
    before, opened, rest = text.partition("{")
    inside, closed, after = rest.partition("}")
    if not opened and "}" not in text:
        raise _Description
    if not opened or not closed or "}" in before:
        raise ItemRefused.because(
            _("A curly bracket is not closed, or not opened. A bracket of the text is \\{ or \\}.")
        )
    if "{" in inside or "{" in after or "}" in after:
        raise ItemRefused.because(
            _("It has more than one pair of curly brackets. A bracket of the text is \\{ or \\}.")
        )
    return before, inside, after


def _prompts(before: str, after: str, form: str, fields: Mapping[str, Any]) -> tuple[Mapping[str, Any], Losses]:
    """The prompt; with a missing word in a text that goes on, the last paragraph is the text with the gap."""
    if not after.strip():
        prompt, lost = words_in(before, form)
        return {"prompt": prompt}, lost
    if (
        fields["kind"] != "text"
        or set("|{}") & set("".join(map(str, fields["answers"])))
        or "{{" in shown(before + after)
    ):
        prompt, lost = words_in(f"{before}{_BLANK}{after}", form)
        return {"prompt": prompt}, lost
    whole, lost = words_in(f"{before}\x00{after}", form)
    lead, _gap, tail = whole.partition("\x00")
    prompt, _break, start = lead.rpartition("\n\n")
    gap = "{{" + "|".join(fields["answers"]) + "}}"
    return {"kind": "cloze", "prompt": prompt, "text": f"{start}{gap}{tail}"}, lost
