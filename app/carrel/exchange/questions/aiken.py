"""Aiken, the plainest format of choices: a question, lettered answers, and the letter of the right one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath
from string import ascii_uppercase

from carrel.assessment.fields import ItemRefused
from carrel.assessment.items import item_from
from carrel.assessment.model import Choice, Item
from carrel.base.words import _
from carrel.exchange.questions.api import Bad, Found, Losses, QuestionFormat, Questions, Written, merged, unheld
from carrel.exchange.questions.texts import beginning, check_count, nothing_found, place, text_of, title_of

_CHOICE = re.compile(r"([A-Z])[.)](?:[ \t]+(.*)|$)")
_ANSWER = re.compile(r"ANSWER[ \t]*:(.*)", re.IGNORECASE)
_LETTER = re.compile(r"([A-Za-z])[.)]?")
_NAMES = ("", ".txt", ".aiken")
_NO_BREAK = "\xa0"
"""A space that looks like one, after which a line no longer is what it seems."""


Lines = list[tuple[int, str]]
"""Lines that are not empty, each with its number from 1."""


def write(questions: Questions) -> Written:
    """The file: choices of which one is right, and true or false as a choice; each text becomes one line."""
    held = [item for item in map(_as_choice, questions.items) if item is not None]
    pairs = [(item, _block(item)) for item in held]
    left = {
        "items": len(questions.items) - len(held),
        "kind": sum(item.kind == "true_false" for item in questions.items),
        "feedback": sum(any(choice.feedback for choice in item.choices) for item in held),
        "misconceptions": sum(any(choice.misconception for choice in item.choices) for item in held),
        "markup": sum(changed for _item, (_text, changed) in pairs),
    }
    counted = Losses({kind: count for kind, count in left.items() if count})
    text = "\n".join(block for _item, (block, _changed) in pairs)
    return Written(text.encode(), len(held), merged([counted, unheld(held)]))


def _as_choice(item: Item) -> Item | None:
    """The item as a choice of one; None where it cannot be one."""
    if item.kind == "true_false":
        truth = item.answers[0] == "true"
        return replace(item, choices=(Choice(_("True"), truth), Choice(_("False"), not truth)))
    right = sum(choice.right for choice in item.choices)
    return item if right == 1 and not item.multiple and len(item.choices) <= len(ascii_uppercase) else None


def _block(item: Item) -> tuple[str, bool]:
    """The lines of a question, and whether its layout was changed."""
    prompt = _no_mark(_one_line(item.prompt))
    texts = [_one_line(choice.text) for choice in item.choices]
    right = next(place for place, choice in enumerate(item.choices) if choice.right)
    lines = [prompt, *(f"{letter}. {text}" for letter, text in zip(ascii_uppercase, texts, strict=False))]
    whole = [item.prompt.strip(), *(choice.text.strip() for choice in item.choices)]
    return "\n".join([*lines, f"ANSWER: {ascii_uppercase[right]}", ""]), [prompt, *texts] != whole


def _one_line(text: str) -> str:
    return re.sub(r"\s*\n\s*", " ", text.strip())


def _no_mark(prompt: str) -> str:
    """The prompt, so that it is neither taken for an answer nor for the line that ends a question."""
    if _CHOICE.fullmatch(prompt):
        return f"{prompt[:2]}{_NO_BREAK}{prompt[2:].lstrip()}"
    return prompt.replace(":", f"{_NO_BREAK}:", 1) if _ANSWER.fullmatch(prompt) else prompt


def recognises(content: bytes, name: str) -> bool:
    """Whether there are lettered answers, and a line that names the right one."""
    if PurePath(name).suffix.lower() not in _NAMES:
        return False
    lines = [line.strip() for line in beginning(content).split("\n")]
    return any(map(_CHOICE.fullmatch, lines)) and any(map(_ANSWER.fullmatch, lines))


def read(content: bytes, name: str) -> Found:
    """The questions of the file; raises QuestionsRefused when there is neither an answer nor a line that names one."""
    blocks = list(_blocks(text_of(content)))
    check_count(len(blocks))
    if not any(
        pattern.fullmatch(line) for block in blocks for _number, line in block for pattern in (_CHOICE, _ANSWER)
    ):
        raise nothing_found("Aiken")
    items: list[Item] = []
    bad: list[Bad] = []
    for block in blocks:
        try:
            items.append(_question([line for _number, line in block]))
        except ItemRefused as refused:
            bad.append(Bad(place(block[0][0]), refused.what))
    return Found(title_of(name), tuple(items), tuple(bad))


def _blocks(text: str) -> Iterator[Lines]:
    """The lines of each question; one whose last line is missing ends where, after an empty line, a text begins."""
    block: Lines = []
    has_choices = was_empty = False
    for number, line in enumerate((line.strip(" \t") for line in text.split("\n")), 1):
        is_choice, is_answer = _CHOICE.fullmatch(line) is not None, _ANSWER.fullmatch(line) is not None
        if line and was_empty and has_choices and not is_choice and not is_answer:
            yield block
            block, has_choices = [], False
        if line:
            block.append((number, line))
        has_choices, was_empty = has_choices or is_choice, not line
        if is_answer:
            yield block
            block, has_choices = [], False
    if block:
        yield block


def _question(lines: list[str]) -> Item:
    """The item; a line that is neither an answer nor the last one goes on with what stands before it."""
    prompt: list[str] = []
    choices: list[tuple[str, list[str]]] = []
    for line in lines[:-1] if _ANSWER.fullmatch(lines[-1]) else lines:
        choice = _CHOICE.fullmatch(line)
        if choice:
            choices.append((choice[1], [choice[2] or ""]))
        else:
            (choices[-1][1] if choices else prompt).append(line)
    right = _right(lines[-1], [letter for letter, _text in choices])
    told = [{"text": "\n".join(text), "right": letter == right} for letter, text in choices]
    return item_from({"kind": "choice", "prompt": "\n".join(prompt), "choices": told})


def _right(line: str, letters: list[str]) -> str:
    """The letter of the right answer; raises ItemRefused where it is not told, or not clear."""
    answer = _ANSWER.fullmatch(line)
    if answer is None:
        raise ItemRefused.because(_("The line that names the right answer, such as “ANSWER: B”, is missing."))
    named = _LETTER.fullmatch(answer[1].strip())
    if named is None or named[1].upper() not in letters:
        raise ItemRefused.because(_("“ANSWER:” must be followed by the letter of one of the answers."))
    if len(set(letters)) < len(letters):
        raise ItemRefused.because(_("Two answers have the same letter."))
    return named[1].upper()


FORMAT = QuestionFormat("aiken", lambda: _("Aiken"), ".txt", write, recognises, read)
