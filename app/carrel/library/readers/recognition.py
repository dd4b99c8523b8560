"""Whether text on pictures can be recognised here, and how that is added."""

from __future__ import annotations

import importlib.util
import sys

from carrel.base.words import _

PACKAGES = ("rapidocr", "onnxruntime")


def can_recognise() -> bool:
    """Whether the packages are there; nothing is imported, and whether they work only shows when they are used."""
    return all(importlib.util.find_spec(name) for name in PACKAGES)


def how_to_add() -> str:
    """What to do where they are missing; they cannot be added to the program that comes as a whole."""
    if getattr(sys, "frozen", False):
        return _("Recognise its text with a scanning program, and read in what that makes.")
    command = f"{sys.executable} -m pip install {' '.join(PACKAGES)}"
    return _("Carrel can recognise text on pictures once you have run: {command}").format(command=command)
