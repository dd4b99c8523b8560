"""The children that read one document: a small one, and a larger one as soon as a page has to be recognised."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from carrel.base.apart import Ended, Limits, Refused, run
from carrel.base.wire import Frame
from carrel.base.work import Cancel
from carrel.library.readers.api import Recognise
from carrel.library.readers.recognition import can_recognise

LIMITS = Limits(memory=400_000_000, cpu_s=300, wait_s=60)
LIMITS_PER_PAGE = Limits(memory=1_500_000_000, cpu_s=120, wait_s=180)
"""Of the child that recognises. A page took 7 seconds and 830 MB, a turned one up to 40 on a busy computer."""
_MOST_FAILURES = 3
"""Pages that end the child cost only themselves; after so many of them the rest is read without recognising."""
_READ = "carrel.library.readers.work:read"
_RECOGNISE = "carrel.library.readers.ocr:read"


def frames(path: Path, password: str, start: int, recognise: Recognise, cancel: Cancel) -> Iterator[Frame]:
    """What the children send of the document: the facts, the parts from start on, the facts; raises as `run` does."""
    most = recognise.most if can_recognise() else 0
    course = _Course(start, most, max(recognise.done, default=-1) + 1, recognise.done)
    while True:
        asked = {"path": str(path), "password": password, **course.asked()}
        try:
            for frame in run(course.work, asked, course.limits(), cancel, [path]):
                if course.takes(frame):
                    yield frame
            return
        except Refused as refused:
            if refused.code != "recognise" or course.recognises or not course.most:
                raise
            course.recognise_from(int(refused.facts["page"]))
        except Ended:
            if not course.recognises:
                raise
            course.get_over_it()


def recogniser_works(cancel: Cancel) -> bool:
    """Whether the child that recognises comes to life, with everything loaded; raises Stopped."""
    asked = {"path": "", "password": "", **_Course(0, 0, 0, frozenset()).asked()}
    try:
        list(run(_RECOGNISE, asked, LIMITS_PER_PAGE, cancel))
    except Refused:  # there is no such document, of course
        return True
    except Ended:
        return False
    return True


@dataclass
class _Course:
    """How far the reading of one document has come, over all its children."""

    start: int
    most: int
    begin: int
    done: frozenset[int]
    recognises: bool = False
    looking: int | None = None
    failures: int = 0
    told: bool = False
    fresh: bool = True

    @property
    def work(self) -> str:
        """What the next child does."""
        return _RECOGNISE if self.recognises else _READ

    def limits(self) -> Limits:
        """What the next child may use."""
        if not self.recognises:
            return LIMITS
        return replace(LIMITS_PER_PAGE, cpu_s=LIMITS.cpu_s + self.most * LIMITS_PER_PAGE.cpu_s)

    def asked(self) -> dict[str, Any]:
        """What the next child is asked for."""
        self.fresh, self.looking = True, None
        return {"start": self.start, "recognise": {"most": self.most, "begin": self.begin, "done": sorted(self.done)}}

    def takes(self, frame: Frame) -> bool:
        """Note what a child sent; tell whether it is new to whoever reads."""
        first, self.fresh = self.fresh, False
        if "looking" in frame.body:
            self.looking = int(frame.body["looking"])
            return False
        if "facts" in frame.body:
            again, self.told = first and self.told, True
            return not again
        self.start, self.looking = self.start + 1, None
        if frame.body["recognised"]:
            self.done |= {int(frame.body["place"])}
        return True

    def recognise_from(self, page: int) -> None:
        """Let the next child recognise, from this page on."""
        self.begin, self.recognises = page, True

    def get_over_it(self) -> None:
        """Go on behind the page that ended the child, or without recognising where it was no page or one too many."""
        self.failures += 1
        if self.looking is None or self.failures > _MOST_FAILURES:
            self.most, self.recognises = 0, False
        else:
            self.begin = self.looking + 1
