"""Mails of all kinds are read, and broken and hostile ones harm nothing."""

from __future__ import annotations

import pytest

from carrel.base.apart import Limits
from carrel.base.stamp import Moment
from carrel.base.work import Cancel
from carrel.desk.model import Desk, Thread
from carrel.desk.reading.api import DeskRefused
from carrel.desk.reading.post import files
from carrel.desk.reading.post.threads import Us
from carrel.flows.desks.apart import PostReader
from carrel.flows.desks.work import text_of_html

US = Us(frozenset({"help@shop.example"}), "Shop")
DESK = Desk("d", "Shop", Moment("2026-03-02T09:00:00.000000Z", 0, "2026-03-02"), mine=("help@shop.example",))
HEAD = b"From: Ana <ana@mail.example>\nTo: help@shop.example\nSubject: Lamp\nMessage-ID: <1@x>\nMIME-Version: 1.0\n"


def read(content: bytes) -> tuple[Thread, ...]:
    """The threads in these bytes, read in this process."""
    return files.read("a.eml", content, US, text_of_html).threads


def only(content: bytes) -> str:
    """The text of the only message."""
    [thread] = read(content)
    [mail] = thread.mails
    return mail.text


def test_the_words_of_a_page_are_read_with_what_it_quotes() -> None:
    page = (
        "<p>It is <b>dark</b>.<br># 7</p><script>alert(1)</script>"
        "<p>On 2 Mar 2026, Shop &lt;help@shop.example&gt; wrote:</p><blockquote><p>Which one?</p></blockquote>"
    )
    [thread] = read(HEAD + b"Content-Type: text/html; charset=utf-8\n\n" + page.encode())
    assert [(mail.text, mail.is_ours) for mail in thread.mails] == [("Which one?", True), ("It is dark.\n# 7", False)]


def test_the_plain_part_is_read_and_what_hangs_on_the_mail_is_named() -> None:
    content = HEAD + (
        b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/alternative; boundary=c\n\n"
        b"--c\nContent-Type: text/plain\n\nPlain words.\n--c\nContent-Type: text/html\n\n<p>Page words.</p>\n--c--\n"
        b'--b\nContent-Type: image/jpeg\nContent-Disposition: attachment; filename="../../photo.jpg"\n\nxx\n'
        b"--b\nContent-Type: message/rfc822\n\nSubject: inner\n\nhello\n--b--\n"
    )
    [thread] = read(content)
    assert thread.mails[0].text == "Plain words."
    assert thread.mails[0].attached == ("photo.jpg", "message/rfc822")


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [
        ("iso-8859-1", "latin-1"),
        ("klingon", "latin-1"),
        ("us-ascii", "utf-8"),
        ("iso-8859-1", "utf-8"),
        ("koi8-r", "koi8-r"),
    ],
)
def test_wrong_and_unknown_charsets_do_no_harm(charset: str, encoding: str) -> None:
    said = "Привет, где моя лампа?" if encoding == "koi8-r" else "Grüße aus Köln"
    assert only(HEAD + f"Content-Type: text/plain; charset={charset}\n\n".encode() + said.encode(encoding)) == said


def test_headers_are_decoded_raw_and_encoded() -> None:
    for name in (b"=?iso-8859-1?q?Ana_P=E9rez?=", "Ana Pérez".encode(), "Ana Pérez".encode("latin-1")):
        [thread] = read(HEAD.replace(b"Ana", name) + b"\nhello there")
        assert thread.mails[0].sender == "Ana Pérez"
        assert thread.mails[0].address == "ana@mail.example"


def test_lines_that_flow_are_joined() -> None:
    flowed = b"Content-Type: text/plain; format=flowed\n\none line \nof words\nand another\n"
    assert only(HEAD + flowed) == "one line of words\nand another"


def test_a_box_holds_threads_and_a_damaged_mail_is_told_by_its_line() -> None:
    damaged = b"Message-ID: <2@x>\nMIME-Version: 1.0\nContent-Type: message/rfc822\n\n" * 100
    box = b"From x\n" + HEAD + b"\nIt is dark.\n>From the start.\n\nFrom y\n" + damaged + b"\nFrom z\n"
    box += HEAD.replace(b"<1@x>", b"<3@x>\nIn-Reply-To: <1@x>") + b"\nStill dark.\n"
    found = files.read("week.mbox", box, US, text_of_html)
    assert [[mail.text for mail in thread.mails] for thread in found.threads] == [
        ["It is dark.\nFrom the start.", "Still dark."]
    ]
    [fault] = found.faults
    assert fault.line == box[: box.index(b"From y")].count(b"\n") + 1


HOSTILE = {
    "nested": HEAD
    + b"Content-Type: multipart/mixed; boundary=b0\n\n"
    + b"".join(b"--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n" % (at, at + 1) for at in range(100)),
    "mails in mails": b"MIME-Version: 1.0\nMessage-ID: <a>\nContent-Type: message/rfc822\n\n" * 200,
    "headers": HEAD + b"".join(b"X-%d: a\n" % at for at in range(100_000)) + b"\nhello",
    "people": HEAD.replace(b"<ana@mail.example>", b"<a@b.c>, " * 100_000) + b"\nhello",
    "parts": HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 4_000,
    "cut": HEAD[:120],
    "base64": HEAD + b"Content-Transfer-Encoding: base64\n\nQUJD!" + b"=" * 1000,
    "nuls": HEAD + b"\n" + b"\0" * 1000,
    "page": HEAD + b"Content-Type: text/html\n\n" + b"<blockquote><p>" * 5_000,
    "no mail": bytes(range(256)) * 50,
    "empty": b"",
    "charset": HEAD + b"Content-Type: text/plain; charset=zlib\n\nhello",
    "name": HEAD + b"Content-Disposition: attachment; filename*=utf-8''%ff%00%2F\n\nx",
}


UNREAD = {"nested", "mails in mails", "people", "parts", "no mail", "empty"}
"""These hold nothing, or cannot be taken apart; of the others the text is read, or at least the subject."""


def how_it_ends(reader: PostReader, name: str, content: bytes) -> bool:
    """Whether something was read; a refusal names the file and a next step."""
    try:
        return bool(reader.read(name, content, DESK, Cancel()).threads)
    except DeskRefused as refused:
        return bool(not refused.next_step or name not in refused.what)


def test_hostile_mails_end_in_a_sentence_or_in_text_and_the_child_reads_on() -> None:
    with PostReader(Limits(memory=1_200_000_000, cpu_s=3.0, wait_s=30.0)) as reader:
        ends = [how_it_ends(reader, name, content) for name, content in HOSTILE.items()]
        [thread] = reader.read("good.eml", HEAD + b"\nhello", DESK, Cancel()).threads
    assert [(mail.sender, mail.text) for mail in thread.mails] == [("Ana", "hello")]
    assert ends == [name not in UNREAD for name in HOSTILE]
