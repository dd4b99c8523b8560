"""The words of items where only plain ones fit: units, and texts without the signs of TeX and Markdown."""

from __future__ import annotations

import re

_UNIT = {"deg": "°", "^2": "²", "^3": "³", "^-1": "⁻¹", "*": "·"}


def unit(name: str) -> str:
    """A unit as it is written by hand."""
    for written, sign in _UNIT.items():
        name = name.replace(written, sign)
    return name


def heard(text: str) -> str:
    """A text of an item where only plain words fit: TeX and Markdown without their signs."""
    return re.sub(r"\\(?:ce|text|mathrm)\b|[${}*`]|\\(?=[A-Za-z])", "", text).strip()
