"""What the tests of taking out and bringing in share."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from carrel.base.work import Cancel, Progress
from carrel.conversations.whole import tables as whole
from carrel.exchange import carrel_json
from carrel.exchange.api import Chat, Format
from carrel.flows.bring_in import BroughtIn, bring_in
from carrel.flows.kit import Kit
from carrel.flows.take_out import TakenOut, chosen, take_out


def take(
    kit: Kit, path: Path, *, written_as: Format = carrel_json.FORMAT, only: Sequence[str] | None = None
) -> TakenOut:
    """Write chats, all of them unless some are named, over whatever is there."""
    wanted = chosen(kit, all_of_them=True) if only is None else only
    last = [*take_out(kit, written_as, wanted, path, Cancel(), replace=True)][-1]
    assert isinstance(last, TakenOut)
    return last


def bring(kit: Kit, path: Path) -> BroughtIn:
    """Bring in a file."""
    steps = [*bring_in(kit, path, Cancel())]
    assert all(isinstance(step, Progress) for step in steps[:-1])
    assert isinstance(steps[-1], BroughtIn)
    return steps[-1]


def file_of(path: Path, *chats: Chat) -> Path:
    """A file of Carrel's with these chats."""
    path.write_bytes(b"".join(carrel_json.write(chats)))
    return path


def ids(kit: Kit) -> list[str]:
    """The chats that can be seen."""
    with kit.store.reading() as db:
        return whole.all_conversations(db)
