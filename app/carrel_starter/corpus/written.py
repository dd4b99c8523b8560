"""Writes the beginning of the corpus as JSON lines, to be read by people."""

import dataclasses
import json
from itertools import islice

from carrel_starter.corpus.mixture import stream
from carrel_starter.recipe import Job


def run(job: Job) -> None:
    """Write the first `job.count` chats that training sees."""
    job.folder.mkdir(parents=True, exist_ok=True)
    place = job.folder / "corpus.jsonl"
    with place.open("w", encoding="utf-8") as file:
        for chat in islice(stream(f"{job.recipe.seed}:chats:0"), job.count):
            file.write(json.dumps(dataclasses.asdict(chat), ensure_ascii=False) + "\n")
    print(f"{job.count} chats written to {place}")
