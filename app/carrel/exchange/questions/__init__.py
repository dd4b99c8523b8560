"""Questions from other programs and for them: one format a file, and the list of them all."""

from __future__ import annotations

from carrel.exchange.questions import aiken, gift, table
from carrel.exchange.questions.api import QuestionFormat

QUESTION_FORMATS: tuple[QuestionFormat, ...] = (table.FORMAT, aiken.FORMAT, gift.FORMAT)
"""In the order in which a file is asked about: those that can tell for sure come first."""
