"""What a look into a watched folder has to tell."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from carrel.flows.classes.open_pack import Look
from carrel.flows.classes.take_in import TakenIn

Kind = Literal["taken", "asks", "refused", "foreign", "known", "offered", "followed", "given", "unreachable", "reached"]
"""Of a pupil's work: it was taken in, waits for the teacher's word, cannot be read, is for another class, or is here.

Of a class pack: it waits for the pupil's word, or was taken. Work was given back. The folder is away, or there again.
"""

SILENT: frozenset[Kind] = frozenset({"foreign", "known"})
"""What nobody needs to be told of."""

WAITING: frozenset[Kind] = frozenset({"asks", "refused"})
"""What may come out otherwise once another device or another pupil is known."""


@dataclass(frozen=True)
class News:
    """One thing that a look found or did.

    path: of the file, or of the folder. says, next_step: sentences. taken: what became of a pupil's work. look: what a
    class pack says. detail: for support.
    """

    kind: Kind
    path: Path
    says: str
    next_step: str = ""
    taken: TakenIn | None = None
    look: Look | None = None
    detail: str = ""
