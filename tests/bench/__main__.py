"""Runs `carrel bench` on the starter, and on a random-weight model of a 1B shape that is made and thrown away."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench import make_model


def main(arguments: list[str]) -> int:
    """Hand the arguments on; the exit code of the worse of both runs."""
    with tempfile.TemporaryDirectory() as folder:
        large = Path(folder) / "1b.gguf"
        make_model.write("1b", large)
        runs = (["bench", *arguments], ["bench", "--model", str(large), *arguments])
        return max(subprocess.run([sys.executable, "-m", "carrel", *run], check=False).returncode for run in runs)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
