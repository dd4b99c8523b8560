"""The steps that bring a file to the present schema: append only, never change one that was released."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from carrel.store.connect import Connection, wrapped
from carrel.store.steps.step_001_conversations import step_001_conversations
from carrel.store.steps.step_002_workspace import step_002_workspace
from carrel.store.steps.step_003_scripts import step_003_scripts
from carrel.store.steps.step_004_library import step_004_library
from carrel.store.steps.step_005_practice import step_005_practice
from carrel.store.steps.step_006_learner import step_006_learner
from carrel.store.steps.step_007_set_aside import step_007_set_aside
from carrel.store.steps.step_008_made_items import step_008_made_items
from carrel.store.steps.step_009_talks import step_009_talks
from carrel.store.steps.step_010_classroom import step_010_classroom
from carrel.store.steps.step_011_records import step_011_records
from carrel.store.steps.step_012_seeing import step_012_seeing
from carrel.store.steps.step_013_feedback import step_013_feedback
from carrel.store.steps.step_014_work import step_014_work
from carrel.store.steps.step_015_class_folders import step_015_class_folders
from carrel.store.steps.step_016_marked_again import step_016_marked_again
from carrel.store.steps.step_017_behaviours import step_017_behaviours
from carrel.store.steps.step_018_examples import step_018_examples
from carrel.store.steps.step_019_evaluations import step_019_evaluations
from carrel.store.steps.step_020_desk import step_020_desk

if TYPE_CHECKING:
    from sqlite_utils import Database

Step = Callable[["Database"], None]

SET = "carrel"
"""The name of our list of steps in the table that remembers which were done."""

ROOMS = {
    "conversation": "conversations",
    "message": "conversations",
    "summary": "conversations",
    "talk": "conversations",
    "prompt": "conversations",
    "comparison": "conversations",
    "course": "courses",
    "attachment": "attachments",
    "attached": "attachments",
    "correction": "examples",
    "correction_vector": "examples",
    "example_use": "examples",
    "quiz_wish": "assessment",
    "item": "assessment",
    "made": "assessment",
    "document": "library",
    "document_course": "library",
    "part": "library",
    "passage": "library",
    "passage_vector": "library",
    "watched_folder": "library",
    "pack": "library",
    "topic": "library",
    "skill": "library",
    "skill_requires": "library",
    "evidence": "library",
    "considered": "library",
    "citation": "library",
    "practice": "assessment",
    "attempt": "assessment",
    "attempt_skill": "assessment",
    "review_card": "progress",
    "flag": "progress",
    "set_aside": "progress",
    "record": "records",
    "record_entry": "records",
    "record_leaving": "records",
    "learner": "learner",
    "goal": "learner",
    "fact": "learner",
    "classroom": "classroom",
    "pupil": "classroom",
    "pupil_group": "classroom",
    "assignment": "classroom",
    "device": "classroom",
    "known_device": "classroom",
    "joined": "classroom",
    "sent_pack": "classroom",
    "taken_pack": "classroom",
    "case_aside": "classroom",
    "decision": "assessment",
    "feedback": "classroom",
    "told_back": "classroom",
    "example": "examples",
    "class_folder": "classroom",
    "draft": "classroom",
    "handed_work": "classroom",
    "other_verdict": "assessment",
    "shared_turn": "classroom",
    "desk": "desk",
    "procedure": "desk",
    "macro": "desk",
    "product": "desk",
    "ticket": "desk",
    "past_case": "desk",
    "desk_document": "desk",
    "proposed_article": "desk",
    "behaviour": "behaviours",
    "behaviour_version": "behaviours",
    "behaviour_draft": "behaviours",
    "evaluation_set": "evaluations",
    "evaluation_run": "evaluations",
    "evaluation_reply": "evaluations",
    "evaluation_vote": "evaluations",
    "evaluation_choice": "evaluations",
}
"""Which room each table belongs to; listeners are told the rooms that a transaction wrote to."""


STEPS: tuple[Step, ...] = (
    step_001_conversations,
    step_002_workspace,
    step_003_scripts,
    step_004_library,
    step_005_practice,
    step_006_learner,
    step_007_set_aside,
    step_008_made_items,
    step_009_talks,
    step_010_classroom,
    step_011_records,
    step_012_seeing,
    step_013_feedback,
    step_014_work,
    step_015_class_folders,
    step_016_marked_again,
    step_017_behaviours,
    step_018_examples,
    step_019_evaluations,
    step_020_desk,
)
"""Append only."""


def apply(connection: Connection, steps: Sequence[Step]) -> None:
    """Do the steps that this file has not seen, each in a transaction of its own together with the note of it."""
    from sqlite_utils import Migrations  # noqa: PLC0415 - slow to import, and most starts have nothing to migrate

    migrations = Migrations(SET)
    for step in steps:
        migrations()(step)
    migrations.apply(wrapped(connection))
