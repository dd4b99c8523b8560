"""Fetches a model of the catalogue: goes on where it stopped, and gives it its name only when it is proven (P36)."""

from __future__ import annotations

import hashlib
import os
import threading
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from carrel.base.errors import Stopped
from carrel.base.words import _
from carrel.base.work import Cancel, Progress
from carrel.engine import disk, gate
from carrel.engine.api import ModelRefused
from carrel.engine.catalog import Entry
from carrel.engine.download import HUGGING_FACE, DownloadFailed, DownloadRefused, Host, Reply, Wanted, asked, cut
from carrel.engine.models import Model, Models, Probe
from carrel.engine.parts import Note, Part

PAUSES = (1.0, 4.0, 15.0)
"""Seconds before going on after a connection was cut that had brought something."""

_ABOUT = 0.25  # so far the size may be from the one in the catalogue, where that is only about right
_MOST_BEGINNINGS = 3
_TELL_EVERY = 0.1  # seconds
_CHUNK = 8 << 20


class Downloads:
    """Fetches one model at a time."""

    def __init__(
        self, models: Models, probe: Probe, host: Host = HUGGING_FACE, pauses: Sequence[float] = PAUSES
    ) -> None:
        self._models, self._probe, self._host, self._pauses = models, probe, host, pauses
        self._busy = threading.Lock()

    def get(self, entry: Entry, cancel: Cancel) -> Iterator[Progress | Model]:
        """Progress in bytes, and at last the model as it is here.

        Everything wrong leaves no model behind. Raises DownloadFailed and Stopped, after which what came is kept to go
        on from; DownloadRefused and ModelRefused.
        """
        with self._alone():
            part = Part(self._models.folder, entry.name)
            try:
                yield from self._fetched(entry, part, cancel)
            except OSError as error:
                raise disk.cannot_write(self._models.folder, error) from error

    def _fetched(self, entry: Entry, part: Part, cancel: Cancel) -> Iterator[Progress | Model]:
        filling = _Filling(entry, part, self._host, self._models.folder, cancel)
        yield from filling.recall()
        yield from self._patiently(filling, cancel)
        proven = filling.prove()
        try:
            gate.inspect(part.path).require()
            if not self._models.proves(filling.digest):
                yield from self._models.refuse_twin(part.bytes, filling.digest, cancel)
                yield Progress(_("Trying the model"))
                self._probe(part.path)
        except ModelRefused:
            if not proven:
                part.discard()
            raise
        cancel.check()
        model = self._models.settle(part.path, entry.name, filling.digest)
        part.forget_note()
        yield model

    def _patiently(self, filling: _Filling, cancel: Cancel) -> Iterator[Progress]:
        pauses = iter(self._pauses)
        while not filling.is_full:
            before = filling.done
            try:
                yield from filling.run()
            except DownloadFailed:
                pause = next(pauses, None) if filling.done > before else None
                if pause is None:
                    raise
                yield Progress(_("The connection was cut; trying again"), filling.done, filling.size)
                if cancel.wait(pause):
                    raise Stopped from None

    @contextmanager
    def _alone(self) -> Iterator[None]:
        if not self._busy.acquire(blocking=False):
            raise ModelRefused(
                _("Another model is being downloaded."), _("Wait until it is here, or stop it, and try again.")
            )
        try:
            yield
        finally:
            self._busy.release()


class _Filling:
    """Fills one part, over as many connections as it takes."""

    def __init__(self, entry: Entry, part: Part, host: Host, folder: Path, cancel: Cancel) -> None:
        self._entry, self._part, self._host, self._folder, self._cancel = entry, part, host, folder, cancel
        self._address = host.address(entry)
        self._note: Note | None = None
        self._hash = hashlib.sha256()
        self._beginnings = 0
        self.done = 0

    @property
    def size(self) -> int:
        """Of the whole file, in bytes; 0 while nobody has said it."""
        return self._note.size if self._note else 0

    @property
    def is_full(self) -> bool:
        """Whether every byte is here."""
        return self._note is not None and self.done == self._note.size

    @property
    def digest(self) -> str:
        """The sha256 of what is here."""
        return self._hash.hexdigest()

    def recall(self) -> Iterator[Progress]:
        """Take up what an earlier run left, and hash it; what cannot be proven later is not gone on with."""
        note, here = self._part.note(), self._part.bytes
        provable = note is not None and bool(note.etag or note.sha256 or self._entry.sha256)
        if note is None or not provable or note.address != self._address or here > note.size:
            self._part.discard()
            return
        self._note = note
        if not here:
            return
        with self._part.path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                self._cancel.check()
                self._hash.update(chunk)
                self.done += len(chunk)
                yield Progress(_("Checking what is here already"), self.done, here)

    def run(self) -> Generator[Progress, None, None]:
        """Ask once, and take what comes. Raises DownloadFailed when that was not all of it."""
        # One store's mark of a copy may differ from another's; where the hash is known, it is what counts.
        mark = self._note.etag if self._note and not self._note.sha256 else ""
        wanted = Wanted(self._address, self.done, mark)
        yield Progress(_("Asking {host}").format(host=self._host.name), self.done, self.size)
        with asked(wanted, self._host, self._cancel) as reply:
            if self._note is None or not self._goes_on(reply):
                self._begin(reply)
            if reply.nothing or reply.start != self.done:
                return  # the file changed under us: ask again from its beginning
            disk.require_room(self._folder, self.size - self.done)
            yield from self._take(reply)
        if not self.is_full:
            raise cut(
                _("The connection to {host} was cut.").format(host=self._host.name), f"{self.done} of {self.size} bytes"
            )

    def prove(self) -> bool:
        """Whether a sha256 that was known before says that every byte is right.

        Raises DownloadRefused when it says that they are not.
        """
        expected = self._entry.sha256 or (self._note.sha256 if self._note else "")
        if expected and expected != self.digest:
            self._part.discard()
            raise DownloadRefused(
                _("What came is not the file that was promised, so it was not kept."),
                _("Try again; if it happens again, choose another model."),
                f"sha256 {self.digest} instead of {expected}",
            )
        return bool(expected)

    def _goes_on(self, reply: Reply) -> bool:
        """Whether the reply belongs to the bytes that are here."""
        note = self._note
        assert note is not None
        if reply.complete:
            return note.size == self.done
        told = bool(reply.digest or note.sha256)
        same = reply.digest == note.sha256 if told else reply.etag == note.etag
        return same and reply.size == note.size and reply.start == self.done

    def _begin(self, reply: Reply) -> None:
        """Start anew with what the host says of the file now."""
        self._beginnings += 1
        self._hash, self.done = hashlib.sha256(), 0
        if reply.nothing or self._beginnings > _MOST_BEGINNINGS:
            self._part.discard()
            self._note = None
            if self._beginnings > _MOST_BEGINNINGS:
                raise DownloadRefused(
                    _("The file changes all the time on the server."), _("Try again later, or choose another model.")
                )
            return
        self._require_size(reply.size)
        disk.require_room(self._folder, reply.size)
        self._note = Note(self._address, reply.etag, reply.size, reply.digest)
        self._part.begin(self._note)

    def _require_size(self, size: int) -> None:
        about = self._entry.bytes
        off = 0.0 if self._entry.sha256 else _ABOUT * about
        if abs(size - about) > off:
            raise DownloadRefused(
                _("The file on the server has another size than the one in the catalogue."),
                _("Choose another model, or look for a newer Carrel."),
                f"{size} instead of {about} bytes",
            )

    def _take(self, reply: Reply) -> Iterator[Progress]:
        label, told = _("Downloading"), 0.0
        with self._part.path.open("ab") as file:
            for chunk in reply.chunks:
                self._cancel.check()
                if self.done + len(chunk) > self.size:
                    file.close()
                    self._part.discard()
                    raise DownloadRefused(
                        _("The server sent more than it had said, so nothing of it was kept."),
                        _("Try again later, or choose another model."),
                    )
                file.write(chunk)
                self._hash.update(chunk)
                self.done += len(chunk)
                if time.monotonic() - told > _TELL_EVERY or self.is_full:
                    told = time.monotonic()
                    yield Progress(label, self.done, self.size)
            file.flush()
            os.fsync(file.fileno())
