"""QTI, the exchange format of many learning platforms, in the two versions that are in use."""

from __future__ import annotations

from carrel.base.words import _
from carrel.exchange.questions.api import QuestionFormat
from carrel.exchange.questions.qti.names import QTI21, QTI30
from carrel.exchange.questions.qti.reading import is_three, is_two, read
from carrel.exchange.questions.qti.writing import write

FORMATS = (
    QuestionFormat(
        "qti3", lambda: _("QTI 3.0 package"), ".zip", lambda questions: write(questions, QTI30), is_three, read
    ),
    QuestionFormat(
        "qti21", lambda: _("QTI 2.1 package"), ".zip", lambda questions: write(questions, QTI21), is_two, read
    ),
)
