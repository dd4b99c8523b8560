"""What many commands take."""

from __future__ import annotations

import argparse

from carrel.base.words import _


def with_json(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """The switch that every command has."""
    parser.add_argument("--json", action="store_true", help=_("print one JSON object per line"))
    return parser


def at_least_one(text: str) -> int:
    """The whole number above zero that was typed."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(_("it must be at least 1"))
    return number
