"""What is said of a try: the verdict, the learner's own words, why, and one thing to do next."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from carrel.assessment.marking.answers import is_blank
from carrel.base.show import beside, unmarked
from carrel.base.words import _, counted
from carrel.flows.standing import PointSaid, Said, Standing
from carrel.ui.notices import announce
from carrel.ui.panes.practice import words
from carrel.ui.panes.practice.parts import Sheet
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button, label, shrink
from carrel.ui.widgets.passage import Passage

_LONGEST = 300
_CHOSEN = {"choice", "true_false", "match", "order"}
"""The kinds whose answers are pieces of the item, which may hold formulas."""


class Feedback(Sheet):
    """disagree_requested: somebody wants to say why the verdict is wrong."""

    disagree_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "practiceSaid")
        self.answer = Passage(theme, "saidAnswer", colour="text_muted")
        self.why = Passage(theme, "saidWhy")
        self.idea = label(wrap=True, name="saidIdea")
        self.points = QVBoxLayout()
        self.phrased_by = label(_("In the model's words, which can be wrong:"), role="muted", wrap=True, name="saidBy")
        self.phrased = Passage(theme, "saidPhrased")
        self.next = label(wrap=True, role="strong", name="saidNext")
        self.kept = label(wrap=True, role="muted", name="saidKept")
        self.disagree = button(_("I disagree…"), "fold", "disagree")
        self.points.setContentsMargins(theme.size("space_tight"), 0, 0, 0)
        self.column.addWidget(self.answer)
        self.column.addWidget(self.why)
        self.add_words(self.idea)
        self.column.addLayout(self.points)
        self.add_words(self.phrased_by)
        self.column.addWidget(self.phrased)
        self.add_words(self.next)
        self.add_words(self.kept)
        self.column.addWidget(self.disagree)
        self.disagree.clicked.connect(self.disagree_requested)
        self._attempt = ""
        self.show_phrased("", "")
        self.hide()

    def show_standing(self, now: Standing) -> None:
        """Say what came of the last try; hidden where there was none."""
        said, item = now.said, now.item
        self.setVisible(said is not None)
        if said is None or item is None:
            return
        if said.attempt != self._attempt:
            self._attempt = said.attempt
            self.show_phrased(said.attempt, "")
        shown = now.settled == "shown"
        tone = "shown" if shown else "blank" if is_blank(said.answer) else said.verdict
        self.show_heading(_heading(now, said, tone), tone)
        self._show_answer(said, item.kind, hidden=shown or is_blank(said.answer))
        self.why.setHidden(shown or said.verdict == "right")
        self.why.show_text(said.why, name=_("Why"))
        self.idea.setVisible(bool(said.idea) and not shown)
        self.idea.setText(_("A common mix-up: {idea}.").format(idea=beside(unmarked(said.idea).rstrip("."))))
        self._show_points(said.points)
        self.next.setText(next_action(now))
        self.kept.setVisible(said.contested is not None)
        reason = beside(said.contested or "", _LONGEST)
        self.kept.setText(_("You disagree: “{reason}” It is kept, for a person to look at.").format(reason=reason))
        may = said.verdict != "right" and not shown and said.contested is None and not is_blank(said.answer)
        self.disagree.setVisible(may)

    def show_phrased(self, attempt: str, text: str) -> None:
        """Show what the model says of this try, beside what code says; empty where it says nothing."""
        if attempt == self._attempt:
            for part in (self.phrased_by, self.phrased):
                part.setVisible(bool(text))
            self.phrased.show_text(text, name=_("In the model's words"))

    def announce(self) -> None:
        """Let a screen reader say it."""
        parts = [self.heading.text(), "" if self.why.isHidden() else self.why.heard()]
        parts += ["" if self.idea.isHidden() else self.idea.text(), self.next.text()]
        announce(self, " ".join(filter(None, parts)))

    def _show_answer(self, said: Said, kind: str, *, hidden: bool) -> None:
        """Quote what was tried; pieces of the item are shown as the item shows them."""
        self.answer.setHidden(hidden)
        text = words.tried(said.answer, kind)
        text = text if len(text) <= _LONGEST else text[:_LONGEST].rstrip() + "…"
        if kind in _CHOSEN:
            told = _("You chose: {answer}").format(answer=text)
            self.answer.show_text(told, name=_("Your answer"))
        else:
            told = _("You wrote: “{answer}”").format(answer=beside(text, _LONGEST + 1))
            self.answer.show_text(told, name=_("Your answer"), markdown=False)

    def _show_points(self, points: tuple[PointSaid, ...]) -> None:
        while (one := self.points.takeAt(0)) is not None:
            if (widget := one.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        said = [told for point in points if (told := _point(point))]
        missing = sum(point.found != "present" and not point.says for point in points)
        if missing and any(point.found == "present" for point in points):
            told = counted("One more point is not there yet.", "{count} more points are not there yet.", missing)
            said.append(f"○ {told}")
        for words_of_point in said:
            self.points.addWidget(made := shrink(label(words_of_point, wrap=True, name="saidPoint")))
            made.show()


def _heading(now: Standing, said: Said, tone: str) -> str:
    if tone == "blank":
        return _("No answer yet")
    name = words.verdict(tone)
    if tone != "right":
        return name
    helped = words.helped(now.level, len(now.hints))
    if helped:
        return _("{verdict}, {help}").format(verdict=name, help=helped)
    return _("Right, without any help") if now.tried == 1 else _("Right, at try {number}").format(number=now.tried)


def _point(point: PointSaid) -> str:
    """A point with the learner's words as evidence; what is missing is named only once the item has ended."""
    evidence = beside(point.evidence, _LONGEST)
    if point.found == "present":
        said = _("✓ Found in your words: “{words}”").format(words=evidence)
        return f"{said} ({beside(point.says)})" if point.says else said
    if not point.says:
        return ""
    if point.found == "cant_tell":
        return _("? I could not tell: {point}").format(point=beside(point.says))
    return _("○ Not found: {point}").format(point=beside(point.says))


def next_action(now: Standing) -> str:
    """The one thing to do next."""
    if now.said is None:
        return ""
    return _after(now) if now.settled else _again(now, now.said)


def _again(now: Standing, said: Said) -> str:
    """What to do with an item that is open still."""
    blank, verdict = is_blank(said.answer), said.verdict
    ways = (
        (now.recap is not None, _("Read below first: it comes from another side.")),
        (blank and now.hint_in is not None and not now.hints, _("Take the first hint: it says again what is asked.")),
        (blank and now.hint_in is not None, _("Take the next hint.")),
        (verdict == "partly", _("Keep what is right, and add or mend the rest.")),
        (verdict == "cant_tell", _("Say it once more, as exactly as you can.")),
        (
            now.may_give_up and now.next_rung in {"", "solution"},
            _("Look at the solution, and find where your way leaves it."),
        ),
        (now.hint_in is not None and now.tried > 1, _("Take a hint, and try again.")),
        (True, _("Look at your answer again and change one thing.")),
    )
    return next(words for holds, words in ways if holds)


def _after(now: Standing) -> str:
    if now.settled == "shown":
        return _("Read it step by step. An item like it comes back later, without help.")
    if now.settled == "moved_on":
        return _("Go on to the next one; it comes back for review.")
    if now.level:
        return _("Go on. One like it comes back later, without help.")
    return _("Go on to the next one.")
