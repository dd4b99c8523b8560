"""Moodle XML, the format that carries most between Moodle and other programs."""

from __future__ import annotations

from carrel.base.words import _
from carrel.exchange.questions.api import QuestionFormat
from carrel.exchange.questions.moodle.reading import read, recognises
from carrel.exchange.questions.moodle.writing import write

FORMAT = QuestionFormat("moodle", lambda: _("Moodle XML"), ".xml", write, recognises, read)
