"""A reply while it is made: what of it may be shown, what is on the disk, and what stands behind it in the end."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass, replace

from carrel.base.words import _
from carrel.base.work import Delta, Progress, Timing
from carrel.conversations import tables
from carrel.conversations.model import Ending, Message
from carrel.engine.api import Answer, Finish
from carrel.flows import ground
from carrel.flows.ground import Gate, Grounds
from carrel.flows.kit import Kit
from carrel.flows.loops import unlooped
from carrel.library.evidence import tables as evidence_tables
from carrel.library.evidence.model import Evidence
from carrel.store.faults import DiskFull

FLUSH_SECONDS = 0.5
"""A reply that is being written is on the disk at least this often (P2)."""


@dataclass(frozen=True)
class Replied:
    """The reply as it is kept: complete, stopped or interrupted.

    dropped names what did not fit the context. evidence: what stands behind it; None when nothing was looked for.
    """

    message: Message
    dropped: tuple[str, ...]
    evidence: Evidence | None = None


class Growing:
    """A reply as it grows, and its copy on the disk, which holds what may be shown of it."""

    def __init__(self, kit: Kit, reply: Message) -> None:
        self._kit = kit
        self._reply = reply
        self._text = [reply.text]
        self._shown = [reply.text]
        self._reasoning = [reply.reasoning]
        self._flushed = time.monotonic()
        self.stand_on(Grounds())

    def stand_on(self, grounds: Grounds) -> None:
        """What is said from now on is held against these."""
        self._grounds = grounds
        self._gate = Gate(grounds, is_open=bool(self._reply.text))

    def add(self, delta: Delta) -> Delta | Progress:
        """Take up a delta, and write what there is if the last time was long enough ago; returns what may be shown."""
        if delta.reasoning:
            self._reasoning.append(delta.text)
            shown = delta
        else:
            self._text.append(delta.text)
            shown = replace(delta, text=self._gate.let_through(delta.text))
            self._shown.append(shown.text)
        if time.monotonic() - self._flushed >= FLUSH_SECONDS:
            self._flush()
        return shown if shown.text else Progress(_("Comparing with your sources"))

    def _flush(self) -> None:
        self._flushed = time.monotonic()
        with suppress(DiskFull), self._kit.store.writing() as db:  # it is kept in memory until there is room
            tables.write_stream(db, self._reply.id, "".join(self._shown), "".join(self._reasoning))

    def finish(self, answer: Answer | None) -> Replied:
        """Keep the whole of it: complete, stopped, or (without an answer) interrupted."""
        finish = answer.finish if answer is not None else None
        text, evidence = self._judged(finish)
        ending = Ending(
            text=text,
            reasoning="".join(self._reasoning),
            state="interrupted" if finish is None else "stopped" if finish == "stopped" else "complete",
            finish=finish,
            timing=answer.timing if answer is not None else Timing(),
        )
        try:
            with self._kit.store.writing() as db:
                tables.finish_message(db, self._reply.id, ending, self._kit.stamp.now())
                if evidence is not None:
                    evidence_tables.keep(db, evidence)
        except DiskFull:
            self._kit.unsaved.append((self._reply.id, ending))
            raise
        return Replied(replace(self._reply, **vars(ending)), (), evidence)

    def _judged(self, finish: Finish | None) -> tuple[str, Evidence | None]:
        """The text as it is kept, and what stands behind it; what was cut off is only what was shown."""
        whole = finish not in (None, "stopped")
        text = "".join(self._text if whole else self._shown)
        if finish in {"length", "repetition"}:  # it did not come to an end of its own
            text = unlooped(text)
        if not self._grounds.is_needed or not (whole or text):
            return text, None
        judged = ground.judge(self._reply.id, text, self._grounds, is_whole=whole)
        return judged.text, judged.evidence
