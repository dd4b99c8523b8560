"""Times taking in many results packs: ``python -m tests.bench.packs [PACKS] [TRIES]``.

Each figure is a ratio taken in one run: packs that are here already against new ones, and a full class against an
empty one. Beside the seconds stand those that this process computed: on a busy computer the rest is waiting.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from carrel.base.stamp import SystemStamp
from carrel.base.work import Cancel
from carrel.flows.classes import rooms, take_in
from carrel.flows.classes.take_in import TakenIn
from carrel.flows.kit import Kit
from tests.flows.classes.many import Amount, write_packs
from tests.flows.conftest import kit_in


def main(packs: int, tries: int) -> None:
    """Print a line for each figure, for a class of many pupils, and for one whose pupils gave back often."""
    for amount in (Amount(packs, 1, tries), Amount(packs // 25, 25, tries), Amount(packs // 25, 25, tries, whole=True)):
        with tempfile.TemporaryDirectory() as scratch, kit_in(Path(scratch, "home"), SystemStamp()) as kit:
            room = rooms.make(kit, "7b").id
            paths = write_packs(kit, room, Path(scratch, "packs"), amount)
            tenth = max(1, len(paths) // 10)
            computed = time.process_time()
            first = _seconds(kit, room, paths[:tenth], "ok")
            middle = _seconds(kit, room, paths[tenth:-tenth], "ok")
            last = _seconds(kit, room, paths[-tenth:], "ok")
            computed = time.process_time() - computed
            again = _seconds(kit, room, paths, "duplicate")
        whole = first + middle + last
        print(
            f"{amount.pupils} pupils, {amount.packs} packs each, {tries} new tries in each pack"
            f"{', said again in later ones' if amount.whole else ''}:\n"
            f"  {len(paths)} packs in {whole:.1f} s, {computed:.1f} s of them computing; "
            f"the last tenth took {last / first:.2f} × the first one; "
            f"the same packs again {again / whole:.2f} × as long",
            flush=True,
        )


def _seconds(kit: Kit, room: str, paths: Sequence[Path], state: str) -> float:
    began = time.perf_counter()
    told = [one for one in take_in.take_in(kit, room, paths, Cancel()) if isinstance(one, TakenIn)]
    took = time.perf_counter() - began
    assert [one.state for one in told] == [state] * len(paths)
    return took


if __name__ == "__main__":
    main(*(int(one) for one in sys.argv[1:3])) if len(sys.argv) > 2 else main(1_000, 30)
