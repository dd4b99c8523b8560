"""Who sees a chat and a profile, and what a course allows, in one sentence each."""

from __future__ import annotations

from carrel.base.show import isolated, shortened
from carrel.base.words import _
from carrel.courses.model import Course
from carrel.flows.classes.policy import Rules, follows

_LONGEST = 40  # characters of a course's title


def who_sees(course: Course | None) -> str:
    """The sentence that stands above the box."""
    if course is None:
        return _("Only you see this chat. It stays on this computer.")
    title = isolated(shortened(course.title, _LONGEST))
    if course.help == "off":
        return _("The tutor is switched off in {course}. You can write here, and nothing is sent.").format(course=title)
    if course.help == "hints":
        words = _("{course} · hints only · only you see this chat; it stays on this computer.")
    elif course.help == "feedback":
        words = _("{course} · feedback on your own work only · only you see this chat; it stays on this computer.")
    else:
        words = _("{course} · only you see this chat; it stays on this computer.")
    return words.format(course=title)


def who_sees_task(rules: Rules) -> str:
    """What a teacher allows and sees of a task; it stands above its questions and above what is written for it."""
    return " ".join(filter(None, (rules.says, follows(rules.behaviour), rules.sees)))


def who_sees_profile() -> str:
    """The sentence that stands above what a learner says of themselves."""
    return _(
        "All of this is optional. It stays in Carrel's own file on this computer: whoever uses Carrel here can "
        "read it, and nobody else."
    )
