"""The search behind a reply: what was looked for, where, and every passage that was found."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFrame, QVBoxLayout, QWidget

from carrel.base.show import beside, isolated, one_line, unmarked
from carrel.base.words import _, counted
from carrel.library.evidence.model import Considered, Evidence
from carrel.ui.dialogs.sheet import fit_screen, lay_out
from carrel.ui.flow import Flow
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button, label
from carrel.ui.widgets.sources import state_meaning, state_words

_LONGEST = 600
_HEAD = 80


class SearchedDialog(QDialog):
    """passage_requested: the Considered somebody wants to see in its document; the dialog closes for it."""

    passage_requested = Signal(object)

    def __init__(self, evidence: Evidence, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("searchedDialog")
        self.setWindowTitle(_("What was searched"))
        self._theme = theme
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.size("space_small"))
        for words in facts(evidence):
            column.addWidget(label(words, wrap=True, name="searchFact"))
        for place, one in enumerate(evidence.considered, 1):
            column.addWidget(self._card(place, one))
        column.addStretch()
        area = lay_out(self, theme, column)
        area.setAccessibleName(self.windowTitle())
        fit_screen(self, theme.size("size_dialog"), round(theme.size("type_body") * 44))

    def _card(self, place: int, passage: Considered) -> QFrame:
        frame = QFrame()
        frame.setObjectName("card")
        column = QVBoxLayout(frame)
        pad = self._theme.size("space_medium")
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(self._theme.size("space_tight"))
        column.addWidget(label(f"{place} · {where(passage)}", "strong", wrap=True, name="passageTitle"))
        column.addWidget(label(" · ".join(figures(passage)), "muted", wrap=True, name="passageFigures"))
        column.addWidget(label(one_line(unmarked(passage.text), _LONGEST), wrap=True, name="passageText"))
        row = Flow(self._theme.size("space_small"))
        if passage.document is not None:
            look = button(_("Open in the reader"), "outline", "openPassage")
            look.setAccessibleName(_("Open passage {number} in the reader").format(number=place))
            look.clicked.connect(partial(self._look, passage))
            row.addWidget(look)
        else:
            row.addWidget(label(_("This document is no longer in the library."), "muted"))
        column.addLayout(row)
        return frame

    def _look(self, passage: Considered, _checked: bool = False) -> None:
        self.accept()
        self.passage_requested.emit(passage)


def where(passage: Considered) -> str:
    """The document and the place in it."""
    title = isolated(one_line(passage.title, _HEAD))
    return f"{title} · {one_line(passage.label)}" if passage.label else title


def facts(evidence: Evidence) -> Iterator[str]:
    """What the search was, a sentence or two at a time."""
    yield f"{state_words(evidence.state)}. {state_meaning(evidence.state)}"
    yield _("Looked for: “{query}”").format(query=beside(evidence.query, _LONGEST))
    searched = counted("{count} document was searched", "{count} documents were searched", evidence.documents)
    how = _("by their words and by their meaning") if evidence.by_meaning else _("by their words")
    yield _("{documents}, {how}.").format(documents=searched, how=how)
    if not evidence.hits:
        yield _("Nothing was found.")
        return
    found = counted("{count} passage was found.", "{count} passages were found.", evidence.hits)
    sent = sum(one.sent and _was_found(one) for one in evidence.considered)
    yield f"{found} " + counted("The model received {count} of them.", "The model received {count} of them.", sent)
    if along := sum(not _was_found(one) for one in evidence.considered):
        yield counted(
            "It received one more from the same document, which suits this learner or is what was asked about.",
            "It received {count} more from the same document, which suit this learner or are what was asked about.",
            along,
        )


def figures(passage: Considered) -> Iterator[str]:
    """How a passage was found, and what became of it, in a few words each."""
    if passage.by_words is not None:
        yield _("by words: place {rank}").format(rank=passage.by_words)
    if passage.by_meaning is not None:
        yield _("by meaning: place {rank}").format(rank=passage.by_meaning)
    if _was_found(passage):
        yield _("score {score}").format(score=f"{passage.score:.3f}")
    else:
        yield _("taken along from the same document")
    yield _("the model received it") if passage.sent else _("not given to the model")


def _was_found(passage: Considered) -> bool:
    """Whether a search brought it."""
    return passage.by_words is not None or passage.by_meaning is not None
