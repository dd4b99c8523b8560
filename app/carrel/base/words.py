"""The words a person reads, through gettext, in the language of the person."""

from __future__ import annotations

import gettext

from carrel.base.files import resource

_catalog: gettext.NullTranslations = gettext.NullTranslations()
_language = "en"


def speak(language: str) -> None:
    """Use the language (a code such as ``es``) from now on; English where it has no catalogue."""
    global _catalog, _language  # the one process-wide choice: every floor speaks one language
    _catalog, _language = gettext.translation("carrel", resource("words"), [language], fallback=True), language


def spoken() -> str:
    """The code of the language that is spoken, as it was asked for: a child of ours is to speak it, too."""
    return _language


def run_from_the_right() -> bool:
    """Whether the words that are shown are written from right to left, and the window is to be mirrored."""
    return _catalog.info().get("language", "en").split("_")[0] in {"ar", "fa", "he", "ur"}


def _(sentence: str) -> str:
    """The sentence in the person's language."""
    return _catalog.gettext(sentence)


def counted(one: str, many: str, count: int) -> str:
    """The sentence for this count in the person's language, with ``{count}`` filled in."""
    return _catalog.ngettext(one, many, count).format(count=count)
