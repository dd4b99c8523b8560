"""Reads files with messages through a limited child, one for as many files as there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Self

from carrel.base.apart import Apart, Ended, Limits, Refused
from carrel.base.text import clean
from carrel.base.wire import Frame
from carrel.base.words import _
from carrel.base.work import Cancel
from carrel.desk.model import Desk, Mail, Thread
from carrel.desk.reading.api import DeskRefused, Fault
from carrel.desk.reading.post.threads import MOST_BYTES, Post
from carrel.flows.desks.files import content

LIMITS = Limits(memory=1_200_000_000, cpu_s=30.0, wait_s=45.0)
_WORK = "carrel.flows.desks.work:read"
_MOST_TEXT = 200_000_000
"""Characters of all messages in a file; more is a child that was taken over."""


class PostReader:
    """Reads one file after the other, for one thread at a time; a child that ended is followed by another."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self._limits = limits
        self._child: Apart | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the child."""
        if self._child is not None:
            self._child.close()
            self._child = None

    def read_file(self, path: Path, desk: Desk, cancel: Cancel) -> Post:
        """The threads in this file; raises DeskRefused and Stopped."""
        return self.read(path.name, content(path, MOST_BYTES), desk, cancel)

    def read(self, file: str, told: bytes, desk: Desk, cancel: Cancel) -> Post:
        """The threads in these bytes of a file of this name; raises DeskRefused and Stopped."""
        asked = {"file": file, "addresses": list(desk.mine), "title": desk.title}
        try:
            return _post(self._ready().ask(asked, cancel, told))
        except Refused as refused:
            said = (clean(str(refused.facts.get(name, ""))) for name in ("what", "next_step", "detail"))
            raise DeskRefused(*said) from refused
        except Ended as ended:
            self.close()  # it may be alive still, with more to say of this file
            raise _died(file, ended) from ended
        except (LookupError, TypeError, ValueError) as error:
            self.close()
            raise _died(file, Ended("garbage", type(error).__name__)) from error

    def _ready(self) -> Apart:
        if self._child is None or not self._child.is_alive:
            self.close()
            self._child = Apart(_WORK, self._limits)
        return self._child


def _post(frames: Iterator[Frame]) -> Post:
    found: list[tuple[str, list[Mail]]] = []
    faults: list[Fault] = []
    size = 0
    for frame in frames:
        if "mail" in frame.body:
            mail = _mail(frame.body["mail"])
            size += len(mail.text)
            if size > _MOST_TEXT:
                raise ValueError("more than a file holds")
            found[-1][1].append(mail)
        elif "fault" in frame.body:
            faults.append(_fault(frame.body["fault"]))
        else:
            found.append((clean(str(frame.body["subject"])), []))
    return Post(tuple(Thread(subject, tuple(mails)) for subject, mails in found), tuple(faults))


def _mail(told: Mapping[str, Any]) -> Mail:
    said = {name: clean(str(told[name])) for name in ("sender", "address", "when", "subject", "text")}
    return Mail(**said, is_ours=bool(told["is_ours"]), attached=tuple(clean(str(one)) for one in told["attached"]))


def _fault(told: Mapping[str, Any]) -> Fault:
    said = {name: clean(str(told[name])) for name in ("file", "what", "next_step", "column")}
    return Fault(**said, line=int(told["line"]), row=int(told["row"]), left_out=bool(told["left_out"]))


def _died(file: str, ended: Ended) -> DeskRefused:
    what = {
        "memory": _("“{file}” takes more memory than messages may."),
        "time": _("“{file}” takes longer to read than messages may."),
    }.get(ended.why, _("“{file}” is damaged, or is no mail."))
    next_step = _("Look at it in your mail program, and copy its text and paste it.")
    return DeskRefused(what.format(file=file), next_step, f"{ended.why}: {ended.detail}")
