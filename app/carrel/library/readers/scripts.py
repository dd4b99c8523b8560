"""Small letters above and below the line, in plain text: x² and H₂O stay what they are."""

from __future__ import annotations

_ABOVE = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_BELOW = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")


def raised(text: str) -> str:
    """The text as a superscript: by letters that Unicode has, else after a ^ if it is short, else as it is."""
    if text and all(ord(letter) in _ABOVE for letter in text):
        return text.translate(_ABOVE)
    return text if not text.strip() or len(text) > 3 or (text.isalpha() and len(text) > 1) else f"^{text}"


def lowered(text: str) -> str:
    """The text as a subscript, where Unicode has it; else as it is."""
    return text.translate(_BELOW) if text and all(ord(letter) in _BELOW for letter in text) else text
