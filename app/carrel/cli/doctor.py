"""`carrel doctor`: says what works on this computer and what does not."""

from __future__ import annotations

import json
import os
from argparse import Namespace

from carrel.flows.diagnose import checks
from carrel.wiring import ground


def doctor(arguments: Namespace) -> None:
    """Print one line for each check."""
    here = ground(os.environ)
    try:
        for check in checks(here.places, here.settings, here.models, here.engines):
            if arguments.json:
                print(json.dumps(vars(check), ensure_ascii=False), flush=True)
            else:
                print(f"{'✓' if check.ok else '✗'} {check.says}" + (f"\n    {check.next}" if check.next else ""))
    finally:
        here.engines.close()
