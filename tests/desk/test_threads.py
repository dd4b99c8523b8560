"""What people write is taken apart into messages: who wrote what, without quotes and signatures, oldest first."""

from __future__ import annotations

import pytest

from carrel.desk.model import Thread
from carrel.desk.reading.post import pasted
from carrel.desk.reading.post.heads import Head, attribution, block, parted
from carrel.desk.reading.post.signatures import unsigned
from carrel.desk.reading.post.threads import Message, Us, threads

US = Us(frozenset({"help@shop.example"}), "Shop")


def told(thread: Thread | None) -> list[tuple[str, str, bool]]:
    """Who wrote what, and whether it was us."""
    assert thread is not None
    return [(mail.sender, mail.text, mail.is_ours) for mail in thread.mails]


@pytest.mark.parametrize(
    ("lines", "head"),
    [
        (["On Mon, 2 Mar 2026 at 09:05, Ana Pérez <ana@mail.example> wrote:"], ("Ana Pérez", "ana@mail.example")),
        (["On 3/2/26 9:05 AM, Ana Pérez wrote:"], ("Ana Pérez", "")),
        (["On Mon, 2 Mar 2026 at 09:05, Ana Pérez", "<ana@mail.example> wrote:"], ("Ana Pérez", "ana@mail.example")),
        (["Am 02.03.2026 um 09:05 schrieb Ana Pérez <ana@mail.example>:"], ("Ana Pérez", "ana@mail.example")),
        (["Le lun. 2 mars 2026 à 09:05, Ana Pérez <ana@mail.example> a écrit :"], ("Ana Pérez", "ana@mail.example")),
        (
            ["El lun, 2 mar 2026 a las 9:05, Ana Pérez (<ana@mail.example>) escribió:"],
            ("Ana Pérez", "ana@mail.example"),
        ),
    ],
)
def test_the_line_above_a_quotation_tells_who_wrote_it(lines: list[str], head: tuple[str, str]) -> None:
    found = attribution(lines, 0)
    assert found is not None
    assert (found[0].sender, found[0].address, found[1]) == (*head, len(lines))
    assert any(letter.isdigit() for letter in found[0].when)


@pytest.mark.parametrize("line", ["On the box somebody wrote:", "On 3 May I wrote to you.", "Only 3 lamps wrote:", ""])
def test_other_lines_tell_nothing_of_a_quotation(line: str) -> None:
    assert attribution([line], 0) is None


def test_lines_of_labels_are_a_message_and_dates_of_a_stay_are_none() -> None:
    forwarded = [
        "",
        "-----Original Message-----",
        "*Von:* Ana <ana@mail.example>",
        "Gesendet: Montag",
        "Betreff: Lampe",
        "Hallo",
    ]
    assert block(forwarded, 0) == (Head("Ana", "ana@mail.example", "Montag", "Lampe"), 5)
    assert block(["From: 3 May", "To: 5 May"], 0) is None
    assert parted('"Pérez, Ana" <ana@mail.example>') == ("Pérez, Ana", "ana@mail.example")


@pytest.mark.parametrize(
    ("text", "kept", "name"),
    [
        ("Where is it?\n\nKind regards\nAna Pérez\nTel. +1 555 0100\nwww.ana.example", "Where is it?", "Ana Pérez"),
        ("Where is it?\n\nThanks, Ana", "Where is it?", "Ana"),
        ("Where is it?\n-- \nAna Pérez\nHead of lamps", "Where is it?", "Ana Pérez"),
        ("Where is it?\n\nMfG\nAna\nOrder LK-123456", "Where is it?\n\nOrder LK-123456", "Ana"),
        ("Where is it?\nBest,\nAna\nP.S. And what of LK-2?", "Where is it?\nP.S. And what of LK-2?", "Ana"),
        ("Where is it?\n\nSent from my phone", "Where is it?", ""),
        ("Thanks for nothing, where is it?", "Thanks for nothing, where is it?", ""),
        ("Thank you", "Thank you", ""),
        ("Thanks!\nCan you look again?", "Can you look again?", ""),
    ],
)
def test_a_signature_is_taken_off_and_nothing_of_the_case(text: str, kept: str, name: str) -> None:
    assert unsigned(text) == (kept, name)


def test_a_thread_in_one_mail_is_taken_apart() -> None:
    text = (
        "It is LK-123456.\n\nAna\n\nOn 2 Mar 2026, Shop <help@shop.example> wrote:\n> What is your order number?\n>\n"
        "> Kind regards\n> Shop\n>\n> On 1 Mar 2026, Ana wrote:\n>> My lamp is broken.\n>> Ana"
    )
    [thread] = threads([Message(Head("Ana Pérez", "ana@mail.example", "", "Re: AW: Lamp"), text)], US)
    assert thread.subject == "Lamp"
    assert told(thread) == [
        ("Ana", "My lamp is broken.", False),
        ("Shop", "What is your order number?", True),
        ("Ana Pérez", "It is LK-123456.", False),
    ]


def test_answers_between_quoted_lines_are_the_writers_own() -> None:
    text = (
        "On 2 Mar 2026, help@shop.example wrote:\n> Which lamp is it?\nThe Heron.\n> And when did you buy it?\nIn May."
    )
    [thread] = threads([Message(Head("Ana", "ana@mail.example"), text)], US)
    assert told(thread)[-1] == ("Ana", "The Heron.\nIn May.", False)
    assert thread.mails[0].is_ours
    assert "And when did you buy it?" in thread.mails[0].text


def test_what_is_quoted_without_a_word_is_from_the_other_side() -> None:
    [thread] = threads([Message(Head("Ana", "ana@mail.example"), "It still is.\n> Is it broken?\n>> It is dark.")], US)
    assert [mail.is_ours for mail in thread.mails] == [False, True, False]


def test_nothing_stands_twice_where_later_mails_quote_earlier_ones() -> None:
    first = Message(
        Head("Ana", "ana@mail.example", "", "Lamp"), "My lamp is broken since Monday evening.", "<1>", sent=1.0
    )
    second = Message(
        Head("Ana", "ana@mail.example", "", "Re: Lamp"),
        "It is the Heron.\n\nOn 2 Mar 2026, Shop wrote:\n> Which lamp is it?\n> On 1 Mar 2026, Ana wrote:\n"
        ">> My lamp is broken since Monday evening.",
        "<3>",
        ("<2>", "<1>"),
        sent=3.0,
    )
    other = Message(Head("Bo", "bo@mail.example", "", "Lamp"), "Mine is late.", "<9>", sent=2.0)
    found = threads([second, other, first], US)
    assert [[text for _who, text, _ours in told(thread)] for thread in found] == [
        ["My lamp is broken since Monday evening.", "Which lamp is it?", "It is the Heron."],
        ["Mine is late."],
    ]


def test_without_an_address_of_the_desk_whoever_is_not_the_customer_is_it() -> None:
    mails = [
        Message(Head("Ana", "ana@mail.example"), "It is dark.", "<1>", sent=1.0),
        Message(Head("Desk", "desk@else.example"), "Which one?", "<2>", ("<1>",), sent=2.0),
        Message(Head("", "ANA@mail.example"), "The Heron.", "<3>", ("<2>", "<1>"), sent=3.0),
    ]
    [thread] = threads(mails, Us())
    assert [mail.is_ours for mail in thread.mails] == [False, True, False]


def test_pasted_text_may_have_lines_above_it_or_none() -> None:
    thread = pasted.read("From: Ana <ana@mail.example>\nSubject: Re: Lamp\n\nIt is dark.\n", US)
    assert told(thread) == [("Ana", "It is dark.", False)]
    assert thread is not None
    assert thread.subject == "Lamp"
    assert told(pasted.read("Note: my order is LK-1\nWhere is it?", US)) == [
        ("", "Note: my order is LK-1\nWhere is it?", False)
    ]
    assert told(pasted.read("Subject: Re: Where is LK-1?", US)) == [("", "Where is LK-1?", False)]
    assert pasted.read(" \n\0", US) is None


@pytest.mark.parametrize(
    "text",
    [">" * 100_000, "On 3 wrote:\n" * 40_000, "> a\n>> b\n" * 8_000, "From: a@b\nDate: c\n" * 20_000, "--\n" * 20_000],
)
def test_hostile_texts_come_to_an_end(text: str) -> None:
    pasted.read(text, US)
