"""The queue of drafted feedback: a person approves each as it is or edited, puts it aside, or takes that back."""

from __future__ import annotations

from dataclasses import dataclass, replace

from carrel.base.text import clean
from carrel.base.words import _
from carrel.classroom.classes.model import NotSaid, Pupil
from carrel.classroom.devices import tables as devices
from carrel.classroom.feedback import tables
from carrel.classroom.feedback.model import LONGEST, Feedback, NotNow
from carrel.examples import tables as examples
from carrel.examples.model import Example
from carrel.flows.classes.feedback.draft import PURPOSE, context
from carrel.flows.classes.feedback.material import Case, cases
from carrel.flows.classes.seeing.group import group
from carrel.flows.kit import Kit


@dataclass(frozen=True)
class Entry:
    """Feedback in the queue. case: the try that it is about; None where it is about something else, or that is gone.

    can_be_closed: whether a device of the pupil is known, so that only the pupil can open it.
    """

    feedback: Feedback
    pupil: Pupil
    case: Case | None
    can_be_closed: bool


def queue(kit: Kit, named: str) -> list[Entry]:
    """All feedback for those who are in a class now: what waits for the teacher first. Raises ClassMissing."""
    with kit.store.reading() as db:
        here = group(db, named, kit.stamp.now())
        pupils = {one.id: one for one in here.pupils}
        kept = [one for one in tables.feedback(db, here.classroom.id) if one.pupil in pupils]
        about = {one.attempt.id: one for one in cases(db, [one.about for one in kept if one.kind == "try"])}
        reached = devices.seals(db, here.classroom.id)
    order = ("draft", "approved", "aside", "sent")
    told = [Entry(one, pupils[one.pupil], about.get(one.about), one.pupil in reached) for one in kept]
    return sorted(told, key=lambda one: order.index(one.feedback.state))


def approve(kit: Kit, named: str, text: str | None = None, why: str = "") -> Feedback:
    """Let feedback go out with the next class pack, as it stands or with this text; an edit is kept as an example.

    why: the reason for the edit; it helps the next draft. Raises FeedbackMissing, NotSaid for an empty or an endless
    text, and NotNow for what went out just so.
    """
    with kit.store.writing() as db:
        one = tables.get(db, named)
        said = checked(one.text if text is None else text)
        if one.state in {"approved", "sent"} and said == one.text:
            raise NotNow(
                _("This was approved already."), _("Change the text if you want to say something else instead.")
            )
        examples.forget_example(db, one.example)
        now, example = kit.stamp.now(), ""
        if said != one.drafted.strip():
            key, known = context(kit, db, one)
            example = kit.stamp.new_id()
            examples.keep_example(
                db, Example(example, PURPOSE, key, known, one.drafted, said, now, clean(why).strip()[:LONGEST])
            )
        one = replace(one, text=said, state="approved", settled=now, example=example)
        tables.keep(db, one)
    return one


def edit(kit: Kit, named: str, text: str) -> Feedback:
    """Keep another text of a draft, which goes on waiting; raises FeedbackMissing, NotSaid and NotNow."""
    with kit.store.writing() as db:
        one = tables.get(db, named)
        if one.state != "draft":
            raise NotNow(_("Only a draft can be edited."), _("Take it back to the drafts first."))
        one = replace(one, text=checked(text))
        tables.keep(db, one)
    return one


def set_aside(kit: Kit, named: str) -> Feedback:
    """Say nothing of it; of a correction to what went out, nothing more. Raises FeedbackMissing and NotNow."""
    with kit.store.writing() as db:
        one = tables.get(db, named)
        if one.state in {"aside", "sent"}:
            raise _gone_out() if one.state == "sent" else NotNow(_("This is aside already."), _("Look at the others."))
        examples.forget_example(db, one.example)
        one = replace(one, example="", settled=kit.stamp.now(), state="aside")
        tables.keep(db, _as_sent(one) or one)
    return _as_sent(one) or one


def undo(kit: Kit, named: str) -> Feedback:
    """Make a draft again of what was approved or put aside; its text stays. Raises FeedbackMissing and NotNow."""
    with kit.store.writing() as db:
        one = tables.get(db, named)
        if one.state == "sent":
            raise _gone_out()
        if one.state == "draft":
            before = _as_sent(one)
            if before is None:
                raise NotNow(_("This is a draft still."), _("Approve it, or put it aside."))
            one = before
        else:
            examples.forget_example(db, one.example)
            one = replace(one, state="draft", settled=None, example="")
        tables.keep(db, one)
    return one


def checked(text: str) -> str:
    """The text as it may go out; raises NotSaid."""
    said = clean(text).strip()
    if not said:
        raise NotSaid(_("There is nothing to say yet."), _("Write it, or put it aside."))
    if len(said) > LONGEST:
        raise NotSaid(
            _("This is longer than {most} characters.").format(most=LONGEST), _("Say the most important thing first.")
        )
    return said


def _as_sent(one: Feedback) -> Feedback | None:
    """The same as it went out last; None where it never did."""
    if one.sent is None:
        return None
    return replace(one, text=one.sent, state="sent", settled=one.said, example="")


def _gone_out() -> NotNow:
    return NotNow(
        _("This went out to the pupil already."),
        _("Approve another text for it: with the next pack, that takes its place."),
    )
