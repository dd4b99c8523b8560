"""Makes the starter model: `python -m carrel_starter all`, or one part of it (corpus, train, export, measure)."""

import argparse
import dataclasses
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

from carrel_starter.recipe import MODEL_FILE, RUNS, Job, Recipe, tiny

# Each part is loaded by itself: PyTorch and llama.cpp bring two OpenMP libraries, and a process with both crashes.
PARTS = {
    "corpus": "carrel_starter.corpus.written",
    "train": "carrel_starter.training",
    "export": "carrel_starter.export",
    "measure": "carrel_starter.measure",
}


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="carrel_starter", description=__doc__)
    parser.add_argument("part", choices=(*PARTS, "all"))
    parser.add_argument("--tiny", action="store_true", help="a toy run of all parts; writes only into its run folder")
    parser.add_argument("--run", default="", help="the name of the run, a folder under runs/")
    parser.add_argument("--runs", type=Path, default=RUNS, help="where run folders lie")
    parser.add_argument("--model", type=Path, help="the GGUF file to write or to measure")
    parser.add_argument("--kind", choices=("f16", "q8_0"), default="q8_0", help="how matrices are stored")
    parser.add_argument("--minutes", type=float, help="minutes of training in all, those of earlier calls included")
    parser.add_argument(
        "--from", dest="begin", type=Path, help="go on from this GGUF file where there is no checkpoint"
    )
    parser.add_argument("--corpus", type=Path, help="train on these chats (JSON lines), not on those of the generator")
    parser.add_argument("--threads", type=int, help="threads to train with")
    parser.add_argument("--tokens", type=int, help="tokens a step: 4096 for two cores, 65536 for a graphics card")
    parser.add_argument("--workers", type=int, help="processes that write chats ahead")
    parser.add_argument("--count", type=int, default=0, help="chats to write, or probes of each kind to measure")
    return parser.parse_args()


def job_of(wanted: argparse.Namespace) -> Job:
    """The job that the command line describes."""
    recipe = tiny(Recipe()) if wanted.tiny else Recipe()
    named = ("minutes", "begin", "corpus", "threads", "tokens", "workers")
    given = {name: value for name in named if (value := getattr(wanted, name)) is not None}
    recipe = dataclasses.replace(recipe, **given)
    folder: Path = wanted.runs / (wanted.run or ("tiny" if wanted.tiny else "main"))
    model = wanted.model or (folder / "tiny.gguf" if wanted.tiny else MODEL_FILE)
    return Job(recipe, folder, model, wanted.kind, wanted.count or (3 if wanted.tiny else 100))


def main() -> None:
    """Run the wanted part here, or all of them in order, each in a process of its own."""
    wanted = arguments()
    if wanted.part == "train":
        # Threads that wait sleep instead of spinning: beside other work PyTorch is several times faster so (and
        # llama.cpp ten times slower). It is read when PyTorch is first imported.
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    if wanted.part != "all":
        import_module(PARTS[wanted.part]).run(job_of(wanted))
        return
    rest = [word for word in sys.argv[1:] if word != "all"]
    for part in PARTS:
        subprocess.run([sys.executable, "-m", "carrel_starter", part, *rest], check=True)


if __name__ == "__main__":
    main()
