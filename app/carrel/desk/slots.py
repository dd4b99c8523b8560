"""What a thread already tells of what a procedure has to know."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from carrel.base.matching import WORD, folded
from carrel.base.stems import stem
from carrel.desk.figures import figures
from carrel.desk.model import Product, Slot, SlotKind, Thread
from carrel.desk.phrases import held, words

_PICTURES = (".jpg", ".jpeg", ".png", ".heic", ".webp", ".gif")
_AGO = re.compile(r"\b(?:\w+ ago|last (?:week|month|year|\w+day)|since \w+)\b", re.IGNORECASE)


def value_of(slot: Slot, thread: Thread, products: Sequence[Product]) -> str | None:
    """What the thread says for a slot, as it stands there; None where it says nothing.

    Of several the last one counts: who is asked for a number and had it wrong sends another.
    """
    return _FOUND[slot.kind](slot, thread, products)


def missing(slots: Sequence[Slot], thread: Thread, products: Sequence[Product]) -> list[Slot]:
    """The slots that the thread says nothing for, in their order."""
    return [slot for slot in slots if value_of(slot, thread, products) is None]


def filled(slots: Sequence[Slot], thread: Thread, products: Sequence[Product]) -> dict[str, str]:
    """What the thread says, by the names of the slots."""
    said = ((slot.name, value_of(slot, thread, products)) for slot in slots)
    return {name: value for name, value in said if value is not None}


def rounds(thread: Thread) -> int:
    """How often the desk has asked in this thread."""
    return sum("?" in mail.text or "؟" in mail.text for mail in thread.mails if mail.is_ours)


def named(text: str, products: Sequence[Product]) -> list[Product]:
    """The products whose code or name stands in the text, whole; with none, those whose name stands there in part,
    where only one product has such a part.
    """
    said = words(text)
    whole = [one for one in products if _has_code(one, text) or _runs(words(one.name), said)]
    longest = [one for one in whole if not any(_within(one, other) for other in whole)]
    return longest or _in_part(text, products)


def _within(one: Product, other: Product) -> bool:
    """Whether the name of one product is only a part of the other's: "Arc" in "Arc Mini"."""
    return one is not other and len(one.name) < len(other.name) and _runs(words(one.name), words(other.name))


def _has_code(product: Product, text: str) -> bool:
    return bool(product.code) and re.search(rf"(?<!\w){re.escape(product.code)}(?!\w)", text, re.IGNORECASE) is not None


def _runs(part: Sequence[str], whole: Sequence[str]) -> bool:
    size = len(part)
    return bool(size) and any(tuple(whole[at : at + size]) == tuple(part) for at in range(len(whole) - size + 1))


def _in_part(text: str, products: Sequence[Product]) -> list[Product]:
    """The product of a telling word: one that stands in the name of this product, and of no other, and that neither the
    attributes nor the texts use. It begins the name, or is written with a capital.
    """
    telling = _telling_words(tuple(products))
    found: dict[str, Product] = {}
    for word in WORD.findall(text):
        product = telling.get(stem(folded(word)))
        if product is not None and (word[0].isupper() or folded(product.name).startswith(folded(word))):
            found[product.code] = product
    return list(found.values())


@lru_cache(maxsize=8)
def _telling_words(products: tuple[Product, ...]) -> Mapping[str, Product]:
    names: dict[str, list[Product]] = {}
    common: set[str] = set()
    for one in products:
        for word in dict.fromkeys(words(one.name)):
            names.setdefault(word, []).append(one)
        common.update(words(" ".join((one.text, *(f"{name} {value}" for name, value in one.attributes)))))
    return {word: held[0] for word, held in names.items() if len(held) == 1 and word not in common and len(word) > 3}


def _pattern(slot: Slot, thread: Thread, _products: Sequence[Product]) -> str | None:
    found = [match[0] for shape in slot.patterns for match in shaped(shape).finditer(thread.asked)]
    return found[-1] if found else None


@lru_cache(maxsize=256)
def shaped(shape: str) -> re.Pattern[str]:
    """A shape such as "LK-######" as an expression; capitals, and a blank for a hyphen or none, make no difference."""
    pieces = {"#": r"\d", "@": r"[^\W\d_]", "-": r"[-–‑ ]?", " ": r"[-–‑ ]?"}
    body = "".join(pieces.get(letter, re.escape(letter)) for letter in shape)
    return re.compile(rf"(?<![^\W_]){body}(?![^\W_])", re.IGNORECASE)


def _choice(slot: Slot, thread: Thread, _products: Sequence[Product]) -> str | None:
    return next((name for name, ways in slot.choices if held(thread.asked, (name, *ways))), None)


def _product(_slot: Slot, thread: Thread, products: Sequence[Product]) -> str | None:
    found = named(thread.asked, products)
    return found[-1].name if found else None


def _date(_slot: Slot, thread: Thread, _products: Sequence[Product]) -> str | None:
    for figure in reversed(figures(thread.asked)):
        if figure.kind == "date" or (figure.kind == "day" and figure.text.casefold() not in ("christmas", "easter")):
            return figure.text
    ago = _AGO.search(thread.asked)
    return ago[0] if ago else None


def _mail(_slot: Slot, thread: Thread, _products: Sequence[Product]) -> str | None:
    return next((one.text for one in reversed(figures(thread.asked)) if one.kind == "mail"), None)


def _text(slot: Slot, thread: Thread, _products: Sequence[Product]) -> str | None:
    found = held(thread.asked, slot.words)
    if not found and any(one.casefold().endswith(_PICTURES) for mail in thread.customer for one in mail.attached):
        found = held("photo picture image", slot.words)
    return found[0] if found else None


_FOUND: Mapping[SlotKind, Callable[[Slot, Thread, Sequence[Product]], str | None]] = {
    "pattern": _pattern,
    "choice": _choice,
    "product": _product,
    "date": _date,
    "mail": _mail,
    "text": _text,
}
