"""All sixty tickets at the sample desk with a model: what each comes to, what was cut, and how long it took.

Run with: PYTHONPATH=app:. python -m tests.bench.desk [MODEL.gguf]
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from carrel.base.files import resource
from carrel.base.stamp import SystemStamp
from carrel.base.work import Cancel
from carrel.engine.local import LocalEngine, LocalModel
from carrel.engine.states import StateCache
from carrel.flows.draft.drafting import draft
from carrel.flows.draft.model import Draft
from tests.flows.conftest import kit_in
from tests.flows.draft.shop import SAMPLE, faults, open_shop, tickets

HELD_OUT = Path(__file__).parents[1] / "desk" / "held_out"


def main() -> None:
    """Print a line for each ticket, and at last how many came to what they should."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(str(resource("models/carrel-starter.gguf")))
    with tempfile.TemporaryDirectory() as home, kit_in(Path(home) / "home", SystemStamp()) as kit:
        model = LocalModel("bench", path, "bench", 2048)
        engine = LocalEngine(model, StateCache(Path(home) / "states", model.fingerprint()))
        shop = open_shop(kit, Path(home) / "sample")
        good, all_, longest = 0, 0, 0.0
        try:
            for folder in (SAMPLE / "tickets", HELD_OUT):
                for ticket in tickets(shop.desk, folder):
                    began = time.monotonic()
                    made = list(draft(kit, shop.case(ticket.thread), engine, Cancel()))[-1]
                    seconds = time.monotonic() - began
                    assert isinstance(made, Draft)
                    found = faults(ticket, made, shop)
                    good, all_, longest = good + (not found), all_ + 1, max(longest, seconds)
                    worded = made.model and "worded"
                    print(f"{seconds:5.1f} s  {made.kind:<9} {worded:<7} cut {len(made.cut)}  {ticket.name}  {found}")
        finally:
            engine.close()
        print(f"{good} of {all_} as they should be; the longest took {longest:.1f} s")


if __name__ == "__main__":
    main()
