"""Macros are filled with what is known, and what is missing stays and is named."""

from __future__ import annotations

from carrel.base.stamp import Moment
from carrel.desk.filling import fill, values_of
from carrel.desk.model import Desk, Mail, Thread, Ticket

NOW = Moment("2026-03-02T09:00:00.000000Z", 0, "2026-03-02")


def test_known_variables_are_filled_and_the_others_stay_as_they_stand() -> None:
    found = fill(
        "{{ Customer }}: {{order}} {{order}} {{ x }}, {{customer}}, {{sum}}", {"customer": "Ana {{order}}", "sum": " "}
    )
    assert found.text == "Ana {{order}}: {{order}} {{order}} {{ x }}, Ana {{order}}, {{sum}}"
    assert found.missing == ("order", "x", "sum")


def test_a_ticket_and_its_slots_fill_a_macro() -> None:
    mails = (Mail("Ana Pérez", "ana@mail.example", "", "Lamp", "My lamp is dark. Can I send it back?"),)
    desk = Desk("d", "Shop", NOW, sign="Kind regards\nShop")
    ticket = Ticket("t", "d", Thread("Lamp", mails), NOW, NOW)
    found = fill(
        "{{customer}} {{mail}} {{order}} {{desk}} {{question}}\n{{sign}}", values_of(desk, ticket, {"order": "LK-1"})
    )
    assert found.text == "Ana Pérez ana@mail.example LK-1 Shop Can I send it back?\nKind regards\nShop"
    assert found.missing == ()
