"""Rows to learn from for other programs, and out of their files: one format a file, and the list of them all."""

from __future__ import annotations

from carrel.exchange.datasets import alpaca, chat_lines, preference
from carrel.exchange.datasets.api import DatasetFormat

DATASET_FORMATS: tuple[DatasetFormat, ...] = (
    chat_lines.FORMAT,
    alpaca.FORMAT,
    preference.FORMAT,
    preference.PLAIN,
)
"""In the order in which a row of a file is asked about."""
