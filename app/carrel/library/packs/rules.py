"""What can be checked of a pack without marking an answer: the list of rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from carrel.library.packs import hint_rules, item_rules, skill_rules, text_rules, topic_rules
from carrel.library.packs.findings import Finding
from carrel.library.packs.model import Pack

Rule = Callable[[Pack], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    skill_rules.skills_are_known_once,
    skill_rules.skills_that_are_named_exist,
    skill_rules.no_skill_requires_itself,
    skill_rules.skills_are_taught,
    topic_rules.there_are_topics,
    topic_rules.sections_are_whole,
    topic_rules.levels_rise,
    topic_rules.parts_are_whole,
    topic_rules.there_is_enough_to_practise,
    text_rules.texts_are_readable,
    text_rules.nothing_is_html,
    text_rules.links_lead_somewhere,
    text_rules.pictures_are_there,
    text_rules.pictures_are_harmless,
    item_rules.ids_are_of_the_topic,
    item_rules.no_item_is_there_twice,
    item_rules.choices_are_sound,
    item_rules.gaps_and_pairs_are_sound,
    item_rules.sources_are_quoted,
    item_rules.skills_are_of_the_topic,
    hint_rules.there_are_hints,
    hint_rules.no_hint_holds_the_key,
    hint_rules.no_hint_tells_the_pairs_or_the_order,
)


def broken_rules(pack: Pack) -> Iterator[Finding]:
    """What the rules find in this pack."""
    for rule in RULES:
        yield from rule(pack)
