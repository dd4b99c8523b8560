"""What is known of a model file, in words that a person without any of this knowledge can choose by."""

from __future__ import annotations

from collections.abc import Sequence

from carrel.base.words import _, counted
from carrel.engine.adapters import base_of
from carrel.engine.catalog import Entry
from carrel.engine.devices import GRAPHICS, Device
from carrel.engine.facts import Facts
from carrel.engine.models import Model

TOKENS_A_PAGE = 500
"""Tokens on a page of text in English, about; other languages take more."""


def size_words(size: int) -> str:
    """A size in bytes, short."""
    if size >= 999_500_000:
        return _("{size} GB").format(size=f"{size / 1e9:.1f}")
    return _("{size} MB").format(size=max(1, round(size / 1e6)))


def left_words(seconds: float) -> str:
    """How long something will still take, about."""
    if seconds < 50:
        return _("less than a minute left")
    minutes = round(seconds / 60)
    if minutes < 100:
        return counted("about {count} minute left", "about {count} minutes left", max(1, minutes))
    return counted("about {count} hour left", "about {count} hours left", round(minutes / 60))


def quality_words(bits: int, code: str) -> str:
    """How exactly its numbers are kept; empty where it is not known."""
    if not bits:
        return ""
    words = next(words for most, words in _qualities() if bits <= most)
    return _("{quality} ({code})").format(quality=words, code=code) if code else words


def _qualities() -> Sequence[tuple[int, str]]:
    return (
        (2, _("2-bit, much is lost")),
        (3, _("3-bit, some quality is lost")),
        (4, _("4-bit, good quality")),
        (5, _("5-bit, very good quality")),
        (6, _("6-bit, nearly as good as the original")),
        (10, _("8-bit, as good as the original")),
        (31, _("16-bit, the original")),
        (1000, _("32-bit, larger than it needs to be")),
    )


def context_words(tokens: int) -> str:
    """How much it can keep in view at once; empty where it is not known."""
    if tokens <= 0:
        return ""
    pages = counted("about {count} page", "about {count} pages", max(1, tokens // TOKENS_A_PAGE))
    return _("keeps {tokens} tokens in view, {pages}").format(tokens=f"{tokens:,}", pages=pages)


def language_words(codes: Sequence[str], most: int = 6) -> str:
    """The languages by name, the first ones when there are many; empty where none is told."""
    if not codes:
        return ""
    names = _names()
    shown = ", ".join(names.get(code, code) for code in codes[:most])
    if (more := len(codes) - most) > 0:
        return _("{languages} and {count} more").format(languages=shown, count=more)
    return shown


def _names() -> dict[str, str]:
    return {
        "ar": _("Arabic"), "cs": _("Czech"), "de": _("German"), "en": _("English"), "es": _("Spanish"),
        "fr": _("French"), "hi": _("Hindi"), "it": _("Italian"), "ja": _("Japanese"), "ko": _("Korean"),
        "nl": _("Dutch"), "pl": _("Polish"), "pt": _("Portuguese"), "ru": _("Russian"), "th": _("Thai"),
        "vi": _("Vietnamese"), "zh": _("Chinese"),
    }  # fmt: skip


def licence_words(licence: str) -> str:
    """Under which licence it may be used; a model that does not say so says that."""
    return _("licence: {licence}").format(licence=licence) if licence else _("does not say its licence")


def kind_words(architecture: str, parameters: str, *, embedding: bool) -> str:
    """What it is and how large, for those who know the names."""
    what = architecture
    if parameters:
        what = _("{count} parameters ({kind})").format(count=parameters, kind=architecture)
    if embedding:
        return _("{kind}, for the search; it does not talk").format(kind=what)
    return what


def details(model: Model | Facts) -> tuple[str, ...]:
    """A few short phrases about a file that is here."""
    codes = model.languages if isinstance(model.languages, tuple) else tuple(filter(None, model.languages.split(",")))
    silent = not model.template and not model.embedding
    phrases = (
        kind_words(model.architecture, model.parameters_label, embedding=model.embedding),
        quality_words(model.bits, model.quantisation),
        context_words(model.context_length),
        language_words(codes),
        licence_words(model.license),
        _("does not say how a chat is written, so it may answer oddly") if silent else "",
    )
    return () if model.problem else tuple(phrase for phrase in phrases if phrase)


def device_words(device: Device) -> str:
    """What the engine computes with."""
    if device.kind == GRAPHICS:
        return _("Graphics processor: {name}, {free} of {total} free").format(
            name=device.words, free=size_words(device.free_bytes), total=size_words(device.total_bytes)
        )
    return _("Processor: {name}").format(name=device.words)


def title_of(model: Model, catalogue: Sequence[Entry]) -> str:
    """What a person reads: the catalogue's title, or the name it has here; and that of an adapter."""
    name = base_of(model.name)
    title = next((entry.title for entry in catalogue if entry.name == name), name)
    if model.adapter is None:
        return title
    return _("{title}, tuned: {adapter}").format(title=title, adapter=model.adapter.name)
