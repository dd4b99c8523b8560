"""Questions from other programs and for them: one format a file, and the list of them all."""

from __future__ import annotations

from carrel.exchange.questions import aiken, anki, gift, moodle, qti, table
from carrel.exchange.questions.api import QuestionFormat

QUESTION_FORMATS: tuple[QuestionFormat, ...] = (
    anki.FORMAT,
    moodle.FORMAT,
    *qti.FORMATS,
    table.FORMAT,
    aiken.FORMAT,
    gift.FORMAT,
    anki.TEXT,
)
"""In the order in which a file is asked about: those that can tell for sure come first."""
