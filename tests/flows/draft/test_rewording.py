"""Another tone and another language: figures, names, links and addresses stay, or the whole text does."""

from __future__ import annotations

import random
import re
from collections import Counter

import pytest

from carrel.base.work import Cancel
from carrel.desk.figures import exact
from carrel.engine.api import EngineLost
from carrel.engine.scripted import ScriptedEngine
from carrel.flows.draft.rewording import Reworded, in_tone, translated

SENTENCES = (
    "Delivery to {name} costs {price} per order.",
    "It takes {number} to {number} working days from {day}.",
    "Your order {code} left us on {date}.",
    "You find it at {link}, or write to {mail}.",
    "You can send it back within {spelled} days.",
    "Mrs {name} has sent {number} pieces at {price} each.",
    "The code takes {number} % off, see {link} [1].",
)
SPANISH = {
    "Delivery to ": "El envío a ",
    " costs ": " cuesta ",
    " per order.": " por pedido.",
    "It takes ": "Tarda de ",
    " working days from ": " días laborables desde el ",
    "Your order ": "Su pedido ",
    " left us on ": " salió el ",
    "You find it at ": "Lo encuentra en ",
    ", or write to ": ", o escriba a ",
    "You can send it back within ": "Puede devolverlo en ",
    " days.": " días.",
    "Mrs ": "La señora ",
    " has sent ": " ha enviado ",
    " pieces at ": " piezas a ",
    " each.": " cada una.",
    "The code takes ": "El código descuenta ",
    " off, see ": " de descuento, vea ",
    " to ": " a ",
}
TRICKS = ("swap", "change", "drop", "double", "add", "spell", "plain", "case", "across")


def made(chance: random.Random) -> str:
    """A text of some sentences with figures and names in them."""

    def filled(found: re.Match[str]) -> str:
        number = chance.randrange(2, 400)
        return {
            "name": chance.choice(("Malta", "Bramble", "Okoro", "Nguyen")),
            "price": f"{number}.{chance.randrange(10, 99)} €",
            "number": str(number),
            "day": chance.choice(("Monday", "Friday")),
            "code": f"BW-{100_000 + number}",
            "date": f"{1 + number % 28} May 2026",
            "link": f"https://www.ballywick.example/{number}",
            "mail": f"help{number}@ballywick.example",
            "spelled": chance.choice(("thirty", "fourteen", "twenty-one")),
        }[found[1]]

    return " ".join(re.sub(r"\{(\w+)\}", filled, one) for one in chance.sample(SENTENCES, chance.randrange(2, 6)))


def tricked(text: str, trick: str, chance: random.Random) -> str:
    """What a model that does not keep to its placeholders might make of a text."""
    held = re.findall(r"\{\d+\}", text)
    one, other = chance.choice(held), chance.choice(held)
    return {
        "swap": text.replace(one, "\0").replace(other, one).replace("\0", other),
        "change": text.replace(one, f"{chance.randrange(500, 900)}"),
        "drop": text.replace(one, ""),
        "double": text.replace(one, f"{one} {one}"),
        "add": f"{text} That is {chance.randrange(500, 900)} in all.",
        "spell": text.replace(one, "forty"),
        "plain": f"{text} Kindly.",
        "case": text.replace(one, one.replace("}", " }")),
        "across": ". ".join(reversed(text.split(". "))),
    }[trick]


def done(steps: object) -> Reworded:
    """The last step."""
    last = list(steps)[-1]  # type: ignore[call-overload]
    assert isinstance(last, Reworded)
    return last


def held(text: str) -> Counter[str]:
    """The figures, links, addresses and codes of a text, byte for byte."""
    return Counter(text[first:last] for first, last in exact(text))


def test_in_500_texts_no_figure_name_or_link_is_changed() -> None:
    chance = random.Random(8)
    taken = 0
    for at in range(500):
        text, trick = made(chance), TRICKS[at % len(TRICKS)]
        seen = ScriptedEngine()
        list(in_tone(seen, text, "formal", (), Cancel()))
        hidden = seen.asked[0].turns[1].text.partition("\n\n")[2]
        assert not re.search(r"€|@|https|BW-|Malta|thirty", hidden)
        told = done(in_tone(ScriptedEngine([tricked(hidden, trick, chance)]), text, "formal", (), Cancel()))
        assert held(told.text) == held(text), trick
        for name in ("Malta", "Bramble", "Okoro", "Nguyen", "thirty days", "fourteen days", "twenty-one days"):
            assert told.text.count(name) == text.count(name), trick
        if told.refused:
            assert told.text == text
        else:
            taken += 1
            order = [text[first:last] for first, last in exact(text)]
            assert [told.text[first:last] for first, last in exact(told.text)] == order or trick == "across", trick
    assert 100 < taken < 300  # what only added a word was taken, and what moved a figure was not


def test_in_500_translations_no_figure_name_or_link_is_changed() -> None:
    chance = random.Random(9)
    taken = 0
    for at in range(500):
        text, trick = made(chance), TRICKS[at % len(TRICKS)]
        seen = ScriptedEngine()
        list(translated(seen, text, "es", (), Cancel()))
        hidden = seen.asked[0].turns[1].text.partition("\n\n")[2]
        assert not re.search(r"€|@|https|BW-|Malta|thirty", hidden)
        for english, spanish in SPANISH.items():
            hidden = hidden.replace(english, spanish)
        told = done(translated(ScriptedEngine([tricked(hidden, trick, chance)]), text, "es", (), Cancel()))
        if told.refused:
            assert told.text == text
            continue
        taken += 1
        digits = text.replace("thirty", "30").replace("fourteen", "14").replace("twenty-one", "21")
        assert held(told.text) == held(digits), trick
        assert "envío" in told.text or "Delivery" not in text
        for name in ("Malta", "Bramble", "Okoro", "Nguyen"):
            assert told.text.count(name) == text.count(name), trick
    assert 100 < taken < 300


def test_a_translation_keeps_every_digit_and_turns_number_words_into_digits() -> None:
    text = "Within thirty days you can send it back to help@ballywick.example for 6.90 €."
    said = "Dentro de {1} días puede devolverlo a {2} por {3}."
    told = done(translated(ScriptedEngine([said]), text, "es", (), Cancel()))
    assert told.text == "Dentro de 30 días puede devolverlo a help@ballywick.example por 6.90 €."
    for wrong in (said.replace("{1}", "cuarenta"), said.replace("{3}", "{2}"), f"{said} Cuesta cuarenta euros.", text):
        refused = done(translated(ScriptedEngine([wrong]), text, "es", (), Cancel()))
        assert (refused.text, bool(refused.refused)) == (text, True), wrong


@pytest.mark.parametrize(
    "said",
    ["You can send it back, and we refund you.", "You cannot send it back.", "Of course you get a gift as well."],
)
def test_another_tone_promises_nothing_new(said: str) -> None:
    text = "You can send it back."
    assert done(in_tone(ScriptedEngine([said]), text, "warmer", (), Cancel())).refused
    assert not done(in_tone(ScriptedEngine(["You are welcome to send it back."]), text, "warmer", (), Cancel())).refused


def test_without_a_model_or_with_one_that_fails_the_text_stays_and_the_reason_is_told() -> None:
    for engine in (None, ScriptedEngine([EngineLost("The model ended.", "Try again.")])):
        told = done(in_tone(engine, "It costs 5 €.", "shorter", (), Cancel()))
        assert told.text == "It costs 5 €."
        assert told.refused.endswith(".")
