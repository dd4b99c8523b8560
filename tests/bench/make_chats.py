"""Fills a store with many chats, quickly: ``python -m tests.bench.make_chats HOME [MESSAGES]``."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from carrel.base.grams import grams, has_grams
from carrel.base.places import Places
from carrel.base.stamp import Moment, SystemStamp
from carrel.conversations.model import Conversation, Message
from carrel.conversations.rows import conversation_row, message_row
from carrel.store.db import Store

if TYPE_CHECKING:
    from sqlite_utils import Database

IN_ONE_CHAT = 10
COMMON = ("the", "of", "water", "energy", "cell", "number", "because", "light", "plant", "answer", "question", "river")
CHINESE = ("光合作用", "植物", "水的", "细胞", "能量", "是什么", "为什么", "我们", "学习", "数学")
ARABIC = ("التمثيل", "الضوئي", "كَتَبَ", "النبات", "الماء", "والهواء", "مدرسة", "الطالب", "لماذا", "السؤال")


class Writer:
    """Makes texts of words as unevenly frequent as in a language, one text in ten in Chinese and one in Arabic."""

    def __init__(self, seed: int = 7) -> None:
        self._chance = random.Random(seed)
        letters = "abcdefghijklmnopqrstuvwxyz"
        made = ("".join(self._chance.choices(letters, k=self._chance.randint(3, 9))) for _each in range(20_000))
        self._words = [*COMMON, *made]
        self._weights = list(accumulate(1 / (place + 3) for place in range(len(self._words))))

    def text(self, number: int, words: int = 70) -> str:
        """One message; each thousandth holds the word "quokka"."""
        if number % 10 == 3:
            return "".join(self._chance.choices(CHINESE, k=words // 2)) + "。"
        if number % 10 == 7:
            return " ".join(self._chance.choices(ARABIC, k=words))
        said = self._chance.choices(self._words, cum_weights=self._weights, k=words)
        return " ".join([*said, "quokka"] if number % 1000 == 1 else said)


def fill(db: Database, messages: int, course: str | None = None, now: datetime | None = None) -> None:
    """Write so many messages, ten in a chat, the chats spread over the last year."""
    writer, now = Writer(), now or datetime.now(UTC)
    db.execute("pragma defer_foreign_keys = on")
    chats = -(-messages // IN_ONE_CHAT)
    for chat in range(chats):
        moment = Moment.of(now - timedelta(minutes=50 * (chats - chat)))
        title = " ".join(writer.text(chat, 5).split()[:5])
        held = Conversation(f"c{chat}", moment, moment, title, course=course if chat % 5 == 0 else None)
        _insert(db, "conversation", [conversation_row(held)])
        rows = list(_thread(writer, chat, min(IN_ONE_CHAT, messages - chat * IN_ONE_CHAT), moment))
        _insert(db, "message", rows)
        db.execute("update conversation set head = ? where id = ?", (rows[-1]["id"], held.id))
    for table, column in (("message", "text"), ("conversation", "title")):
        for number, text in db.execute(f"select number, {column} from {table}").fetchall():
            if has_grams(text):
                db.execute(f"insert or replace into {table}_grams (rowid, grams) values (?, ?)", (number, grams(text)))


def _thread(writer: Writer, chat: int, count: int, moment: Moment) -> Iterator[dict[str, object]]:
    for place in range(count):
        number = chat * IN_ONE_CHAT + place
        parent = f"m{number - 1}" if place else None
        role = "assistant" if place % 2 else "user"
        yield message_row(Message(f"m{number}", f"c{chat}", parent, role, writer.text(number), moment))  # type: ignore[arg-type]


def _insert(db: Database, table: str, rows: list[dict[str, object]]) -> None:
    columns = ", ".join(rows[0])
    holes = ", ".join("?" * len(rows[0]))
    db.conn.executemany(f"insert into {table} ({columns}) values ({holes})", [tuple(row.values()) for row in rows])


def make_home(home: Path, messages: int) -> Path:
    """A home as CARREL_HOME wants it, with so many messages in its store; returns the store's file."""
    places = Places.find({"CARREL_HOME": str(home)}).make()
    (places.settings / "settings.json").write_text('{"welcomed": true}', encoding="utf-8")
    file = places.data / "carrel.db"
    with Store.open(file, SystemStamp()) as store, store.writing() as db:
        fill(db, messages)
    return file


if __name__ == "__main__":
    print(make_home(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100_000))
