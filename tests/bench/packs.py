"""Times taking in many results packs: ``python -m tests.bench.packs [PACKS] [TRIES]``.

Each figure is a ratio taken in one run: packs that are here already against new ones, and a full class against an
empty one. The last class has tries whose answers are marked again, at texts, numbers and formulas of Foundations.
Beside the seconds stand those that this process computed: on a busy computer the rest is waiting.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from carrel.assessment.items import item_from
from carrel.assessment.model import Item
from carrel.base.files import resource
from carrel.base.stamp import SystemStamp
from carrel.base.work import Cancel
from carrel.flows import pack_shelf
from carrel.flows.classes import rooms, take_in
from carrel.flows.classes.take_in import TakenIn
from carrel.flows.kit import Kit
from tests.flows.classes.many import Amount, write_packs
from tests.flows.conftest import kit_in

FOUNDATIONS = resource("packs") / "foundations"


def main(packs: int, tries: int) -> None:
    """Print a line for each figure, for a class of many pupils, and for one whose pupils gave back often."""
    few = Amount(packs // 25, 25, tries)
    for amount in (Amount(packs, 1, tries), few, replace(few, whole=True), replace(few, asked=_asked())):
        with tempfile.TemporaryDirectory() as scratch, kit_in(Path(scratch, "home"), SystemStamp()) as kit:
            if amount.asked:
                list(pack_shelf.install(kit, FOUNDATIONS, Cancel()))
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
            f"{', said again in later ones' if amount.whole else ''}"
            f"{', marked again' if amount.asked else ''}:\n"
            f"  {len(paths)} packs in {whole:.1f} s, {computed:.1f} s of them computing; "
            f"the last tenth took {last / first:.2f} × the first one; "
            f"the same packs again {again / whole:.2f} × as long",
            flush=True,
        )


def _asked() -> tuple[Item, ...]:
    """The items of Foundations that are answered with a text, a number or a formula."""
    lines = (line for path in sorted((FOUNDATIONS / "items").iterdir()) for line in path.read_text().splitlines())
    raws = [json.loads(line) for line in lines if line.strip()]
    return tuple(
        item_from(raw) for raw in raws if raw["kind"] in {"text", "numeric", "expression"} and "vary" not in raw
    )


def _seconds(kit: Kit, room: str, paths: Sequence[Path], state: str) -> float:
    began = time.perf_counter()
    told = [one for one in take_in.take_in(kit, room, paths, Cancel()) if isinstance(one, TakenIn)]
    took = time.perf_counter() - began
    assert [one.state for one in told] == [state] * len(paths)
    return took


if __name__ == "__main__":
    main(*(int(one) for one in sys.argv[1:3])) if len(sys.argv) > 2 else main(1_000, 30)
