"""Reads packs through a limited child, one for as many packs as there are.

Measured: a child costs 0.3 s to start, a pack of thirty tries in a child that runs already 7 ms; so a thousand packs
share one, and the one that is ended by a hostile pack is followed by another. The child is believed in nothing: the
layout, the digests and the signature are compared here, byte for byte, with the file as it came. What it protects is
this process: a bomb, a list of files without end or JSON that would fill the memory end the child.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Self

from carrel.base.apart import Apart, Ended, Limits, Refused
from carrel.base.archive import MOST_UNPACKED
from carrel.base.wire import Frame
from carrel.base.words import _
from carrel.base.work import Cancel
from carrel.classroom import packing
from carrel.classroom.model import Arrived, PackTooNew, PackUnreadable

LIMITS = Limits(memory=900_000_000, cpu_s=60.0, wait_s=60.0)
"""The largest pack that is read is 200 MB, and lies there three times while it is unpacked and sent."""
_WORK = "carrel.flows.classes.packs.work:unpacked"
_KINDS = {kind.__name__: kind for kind in (PackUnreadable, PackTooNew)}


class PackReader:
    """Reads one pack after the other, for one thread at a time; its child is there from the first pack to the end."""

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

    def read(self, content: bytes, known: Collection[bytes], cancel: Cancel) -> Arrived:
        """The pack in these bytes, as `packing.read` tells it; raises PackUnreadable, PackTooNew and Stopped."""
        packing.check_begins(content)
        try:
            files = _files(self._ready().ask({}, cancel, content))
        except Refused as refused:
            kind = _KINDS.get(refused.code, PackUnreadable)
            told = (str(refused.facts.get(name, "")) for name in ("what", "next_step", "detail"))
            raise kind(*told) from refused
        except Ended as ended:
            self.close()  # it may be alive still, with more to say of this pack
            raise _died(ended) from ended
        except (LookupError, TypeError, ValueError) as error:
            self.close()
            raise _died(Ended("garbage", type(error).__name__)) from error
        return packing.arrived(content, files, known)

    def _ready(self) -> Apart:
        if self._child is None or not self._child.is_alive:
            self.close()
            self._child = Apart(_WORK, self._limits)
        return self._child


def read_one(content: bytes, known: Collection[bytes], cancel: Cancel) -> Arrived:
    """The pack in these bytes, in a child of its own; raises as `PackReader.read` does."""
    with PackReader() as reader:
        return reader.read(content, known, cancel)


def _files(frames: Iterator[Frame]) -> Mapping[str, bytes]:
    """The files as the child sends them; raises Ended where it sends something else, or more than it may."""
    files: dict[str, list[bytes]] = {}
    name, left, most = "", 0, MOST_UNPACKED
    for frame in frames:
        if "name" in frame.body:
            name, left = str(frame.body["name"]), int(frame.body["length"])
            files[name] = []
            continue
        left, most = left - len(frame.data), most - len(frame.data)
        if left < 0 or most < 0:
            raise Ended("garbage", "more than was told")
        files[name].append(frame.data)
    return {name: b"".join(pieces) for name, pieces in files.items()}


def _died(ended: Ended) -> PackUnreadable:
    what = {
        "memory": _("This pack takes more memory than a pack may."),
        "time": _("This pack takes longer to read than a pack may."),
    }.get(ended.why, _("This pack is damaged, or it was not copied to its end."))
    next_step = _("Nothing was taken from it. Ask whoever sent it for the pack as Carrel made it.")
    return PackUnreadable(what, next_step, f"{ended.why}: {ended.detail}")
