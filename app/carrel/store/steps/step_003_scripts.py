"""Schema 3: search in scripts without spaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carrel.base.grams import grams, has_grams

if TYPE_CHECKING:
    from sqlite_utils import Database


def step_003_scripts(db: Database) -> None:
    """Search in scripts without spaces: pairs of letters, beside the words (base.grams).

    The two tables keep no text. Whoever writes a text there adds its pairs (conversations.search.learn); what is
    rewritten or removed leaves them by itself.
    """
    db.executescript("""
        create virtual table message_grams using fts5 (
            grams, content='', contentless_delete=1, detail='none', tokenize='ascii'
        );
        create trigger message_grams_rewritten after update of text on message when new.text is not old.text begin
            delete from message_grams where rowid = old.number;
        end;
        create trigger message_grams_removed after delete on message begin
            delete from message_grams where rowid = old.number;
        end;

        create virtual table conversation_grams using fts5 (
            grams, content='', contentless_delete=1, detail='none', tokenize='ascii'
        );
        create trigger conversation_grams_renamed after update of title on conversation
                when new.title is not old.title begin
            delete from conversation_grams where rowid = old.number;
        end;
        create trigger conversation_grams_removed after delete on conversation begin
            delete from conversation_grams where rowid = old.number;
        end;
    """)
    for table, column in (("message", "text"), ("conversation", "title")):
        for number, text in db.execute(f"select number, {column} from {table}"):
            if has_grams(text):
                db.execute(f"insert into {table}_grams (rowid, grams) values (?, ?)", (number, grams(text)))
