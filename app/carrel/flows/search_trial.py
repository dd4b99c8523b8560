"""A store with very many chats, made to time searches in it."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from carrel.base.stamp import Moment, SystemStamp
from carrel.conversations.model import Conversation, Message
from carrel.conversations.search import find
from carrel.conversations.whole import tables
from carrel.store.db import Store

if TYPE_CHECKING:
    from carrel.store.db import Database

MANY, IN_ONE_CHAT, ROUNDS, WANTED = 100_000, 10, 5, 50
COMMON = ("the", "of", "water", "energy", "cell", "number", "because", "light", "plant", "answer", "question", "river")
CHINESE = ("光合作用", "植物", "水的", "细胞", "能量", "是什么", "为什么", "我们", "学习", "数学")
ARABIC = ("التمثيل", "الضوئي", "كَتَبَ", "النبات", "الماء", "والهواء", "مدرسة", "الطالب", "لماذا", "السؤال")
QUERIES = {
    "common": ("the", "water", "energy cell"),
    "rare": ("quokka", "nothinglikethis"),
    "beginning": ("wa", "ener", "qu"),
    "one letter": ("a", "q"),
    "Chinese": ("光合作用", "水", "植物 细胞", "没有"),
    "Arabic": ("ضوئي", "كتب", "ا", "السؤال"),
    "both": ("water 水", "the quokka"),
}


@dataclass(frozen=True)
class Searches:
    """How long each search took, in seconds, and among how many texts. filling: seconds it took to write them."""

    texts: int
    seconds: Sequence[float]
    filling: float


def trial(scratch: Path, messages: int = MANY) -> Searches:
    """Fill a store in the scratch folder, and time each of QUERIES there, a few times over."""
    scratch.mkdir(parents=True, exist_ok=True)
    with Store.open(scratch / "searches.db", SystemStamp()) as store:
        began = time.perf_counter()
        with store.writing() as db:
            fill(db, messages)
        filling = time.perf_counter() - began
        queries = [query for queries in QUERIES.values() for query in queries * ROUNDS]
        return Searches(messages, timed(store, queries, lambda db, query: find(db, query, WANTED)), filling)


def timed(store: Store, queries: Sequence[str], search: Callable[[Database, str], object]) -> list[float]:
    """The seconds that each search took, with a snapshot of its own."""
    took = []
    for query in queries:
        began = time.perf_counter()
        with store.reading() as db:
            search(db, query)
        took.append(time.perf_counter() - began)
    return took


def fill(db: Database, messages: int, now: datetime | None = None) -> None:
    """Write so many messages, ten in a chat, the chats 50 minutes apart."""
    writer, now = Writer(), now or datetime.now(UTC)
    chats = -(-messages // IN_ONE_CHAT)
    for chat in range(chats):
        moment = Moment.of(now - timedelta(minutes=50 * (chats - chat)))
        count = min(IN_ONE_CHAT, messages - chat * IN_ONE_CHAT)
        thread = list(_thread(writer, chat, count, moment))
        head = thread[-1].id if thread else None
        tables.put(db, Conversation(f"c{chat}", moment, moment, writer.text(chat, 5)[:60], head=head), thread)


def _thread(writer: Writer, chat: int, count: int, moment: Moment) -> Iterator[Message]:
    for place in range(count):
        number = chat * IN_ONE_CHAT + place
        parent = f"m{number - 1}" if place else None
        yield Message(
            f"m{number}", f"c{chat}", parent, "assistant" if place % 2 else "user", writer.text(number), moment
        )


class Writer:
    """Makes texts of words as unevenly frequent as in a language, one text in ten in Chinese and one in Arabic."""

    def __init__(self, seed: int = 7) -> None:
        self._chance = random.Random(seed)
        letters = "abcdefghijklmnopqrstuvwxyz"
        made = ("".join(self._chance.choices(letters, k=self._chance.randint(3, 9))) for _each in range(20_000))
        self._words = [*COMMON, *made]
        self._weights = list(accumulate(1 / (place + 3) for place in range(len(self._words))))

    def text(self, number: int, words: int = 70) -> str:
        """One message; one in a thousand holds the word "quokka"."""
        if number % 10 == 3:
            return "".join(self._chance.choices(CHINESE, k=words // 2)) + "。"
        if number % 10 == 7:
            return " ".join(self._chance.choices(ARABIC, k=words))
        said = self._chance.choices(self._words, cum_weights=self._weights, k=words)
        return " ".join([*said, "quokka"] if number % 1000 == 1 else said)
