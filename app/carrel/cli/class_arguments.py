"""What `carrel class` takes."""

from __future__ import annotations

import argparse

from carrel.base.words import _
from carrel.cli.switches import at_least_one, with_json


def class_arguments(parser: argparse.ArgumentParser) -> None:
    """The actions of teachers and of pupils."""
    actions = parser.add_subparsers(dest="action", required=True, metavar=_("ACTION"))
    with_json(actions.add_parser("list", help=_("your classes")))
    new = with_json(actions.add_parser("new", help=_("make a class")))
    new.add_argument("title", help=_("what it is called"))
    new.add_argument("--teacher", metavar="NAME", default="", help=_("your name, as the pupils see it"))
    _of_class(actions.add_parser("show", help=_("who is in a class, and what was set")))
    listed = _of_class(actions.add_parser("roster", help=_("bring in the list of a class")))
    listed.add_argument("files", nargs="+", metavar="FILE", help=_("a CSV file, or the files or the zip of OneRoster"))
    listed.add_argument("--of", metavar="TITLE", default="", help=_("which class of the list"))
    listed.add_argument("--dry-run", action="store_true", help=_("only say what would be different"))
    add = _of_class(actions.add_parser("add", help=_("put a pupil into a class")))
    add.add_argument("name", help=_("the name, which stays on this computer"))
    add.add_argument("--group", action="append", default=[], metavar="G", help=_("a group; may be repeated"))
    _change(actions)
    _set(_of_class(actions.add_parser("assign", help=_("set something for a class"))))
    send = _of_class(actions.add_parser("send", help=_("write the class pack: one file for all pupils")))
    send.add_argument("--to", metavar="FILE", help=_("where to write it; the watched folder otherwise"))
    take = _of_class(actions.add_parser("take", help=_("take in what pupils gave back")))
    take.add_argument("files", nargs="+", metavar="FILE", help=_("results packs, or folders with them"))
    take.add_argument("--trust", action="store_true", help=_("from now on believe the devices that signed them"))
    watch = _of_class(actions.add_parser("watch", help=_("a folder in which packs go to and fro by themselves")))
    watch.add_argument("folder", nargs="?", default="", metavar="FOLDER", help=_("the folder, from now on"))
    watch.add_argument("--once", action="store_true", help=_("look into it once, and not until Ctrl-C"))
    watch.add_argument("--off", action="store_true", help=_("watch no folder for this class any more"))
    _see(actions)
    _say(actions)
    told = _of_class(actions.add_parser("statements", help=_("tell a record store (xAPI) what was done")))
    told.add_argument("--to", metavar="FILE", help=_("write them into a file, one statement a line"))
    told.add_argument("--post", metavar="ADDRESS", help=_("the record store, https://…; says what would be sent"))
    told.add_argument("--yes", action="store_true", help=_("with --post: send it"))
    told.add_argument("--new-key", action="store_true", help=_("with --yes: ask for the key of the record store anew"))
    told.add_argument("--home", required=True, metavar="ADDRESS", help=_("the address of your school, https://…"))
    told.add_argument("--without-answers", action="store_true", help=_("leave out what was answered"))
    told.add_argument("--force", action="store_true", help=_("replace the file if it is there already"))
    verify = with_json(actions.add_parser("verify", help=_("is the record of a piece of work as it was written?")))
    verify.add_argument("file", help=_("the record that a pupil handed in"))
    open_ = with_json(actions.add_parser("open", help=_("for pupils: open a class pack")))
    open_.add_argument("file", help=_("the file that your teacher gave you"))
    open_.add_argument("--code", default="", help=_("the code that your teacher gave you"))
    open_.add_argument("--look", action="store_true", help=_("only say what it is, and what your teacher will see"))
    mine = with_json(actions.add_parser("mine", help=_("for pupils: your classes, and what they ask of you")))
    mine.add_argument("--whole", action="store_true", help=_("with the whole text of what the tutor follows"))
    results = with_json(actions.add_parser("results", help=_("for pupils: write what you did into one file")))
    results.add_argument("classroom", nargs="?", default="", metavar="CLASS", help=_("the class, if there are several"))
    results.add_argument("--to", metavar="FILE", help=_("where to write it; the watched folder otherwise"))
    _written(actions)
    parser.epilog = _(
        "A class needs no server: its pack goes to the pupils, and their results come back, as files on a stick or in "
        "a shared folder. Every file is signed. Names stay with the teacher; a code stands for each pupil. What a "
        "class asks for is done with “carrel practise --task”."
    )


def _change(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """What is kept of pupils, and what was set, is changed."""
    change = _of_class(actions.add_parser("change", help=_("give a pupil another name or other groups")))
    change.add_argument("pupil", help=_("the name, the code or the id"))
    change.add_argument("--name", default="", help=_("the new name"))
    change.add_argument("--group", action="append", metavar="G", help=_("the groups from now on; may be repeated"))
    there = change.add_mutually_exclusive_group()
    there.add_argument("--left", action="store_true", help=_("no longer in the class; what was done is kept"))
    there.add_argument("--back", action="store_true", help=_("there again"))
    codes = _of_class(actions.add_parser("codes", help=_("write names and codes, to be cut out and given to pupils")))
    codes.add_argument("--to", required=True, metavar="FILE", help=_("a page (.html) to print, or a table (.csv)"))
    codes.add_argument("--force", action="store_true", help=_("replace the file if it is there already"))
    withdraw = _of_class(actions.add_parser("withdraw", help=_("take back something that was set")))
    withdraw.add_argument("task", help=_("its title or its id"))


def _of_class(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("classroom", metavar="CLASS", help=_("the title or the id of the class"))
    return with_json(parser)


def _see(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """What a teacher sees of a class."""
    queue = _of_class(actions.add_parser("queue", help=_("who may need you, why, how long, and what to try")))
    settle = queue.add_mutually_exclusive_group()
    settle.add_argument("--dismiss", metavar="ID", help=_("put a case aside, with --because"))
    settle.add_argument("--snooze", metavar="ID", help=_("put a case aside for some days"))
    settle.add_argument("--undo", metavar="ID", help=_("take that back"))
    queue.add_argument("--because", metavar="TEXT", default="", help=_("why a case needs nothing more"))
    queue.add_argument("--days", type=at_least_one, default=7, metavar="N", help=_("for so many days; 7 without it"))
    heat = _of_class(actions.add_parser("heat", help=_("each pupil and each skill, by unaided tries")))
    items = _of_class(actions.add_parser("items", help=_("how the questions went, and what was misunderstood")))
    for parser in (heat, items):
        _as_csv(parser)
    pupil = _of_class(actions.add_parser("pupil", help=_("the page of one pupil")))
    pupil.add_argument("name", help=_("the name, the code or the id"))
    _as_csv(pupil)
    report = with_json(actions.add_parser("report", help=_("write the report of a class, of a pupil, or your own")))
    report.add_argument("classroom", nargs="?", default="", metavar="CLASS", help=_("the title or the id of the class"))
    report.add_argument("name", nargs="?", default="", metavar="PUPIL", help=_("the name, the code or the id"))
    report.add_argument("--to", required=True, metavar="FILE", help=_("a page (.html) or tables (.csv)"))
    report.add_argument("--mine", action="store_true", help=_("for pupils: what your teacher sees of you"))
    report.add_argument("--force", action="store_true", help=_("replace the file if it is there already"))
    for parser in (queue, heat, items, report):
        parser.add_argument("--group", metavar="G", default="", help=_("only this group"))


def _say(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """What a teacher says of work, and what a pupil was told."""
    feedback = _of_class(actions.add_parser("feedback", help=_("draft feedback, and approve what is to be said")))
    act = feedback.add_mutually_exclusive_group()
    act.add_argument("--draft", action="store_true", help=_("draft what waits for feedback; no pupil sees a draft"))
    act.add_argument("--about", metavar="PUPIL", help=_("draft how this pupil gets on"))
    act.add_argument("--again", metavar="ID", help=_("draft this one anew"))
    act.add_argument("--approve", metavar="ID", help=_("let it go out with the next pack, as it is or with --text"))
    act.add_argument("--aside", metavar="ID", help=_("say nothing of it"))
    act.add_argument("--undo", metavar="ID", help=_("make a draft of it again"))
    feedback.add_argument("--text", metavar="TEXT", help=_("what is said instead of the draft"))
    feedback.add_argument("--because", metavar="TEXT", default="", help=_("why the draft was changed, for later ones"))
    decide = _of_class(actions.add_parser("decide", help=_("decide about a verdict, such as a contested one")))
    decide.add_argument("attempt", metavar="TRY", help=_("the id of the try; “carrel class items” lists the contested"))
    decide.add_argument(
        "verdict", choices=("right", "partly", "wrong", "undo"), help=_("what it is; undo takes it back")
    )
    decide.add_argument("--because", metavar="TEXT", default="", help=_("why, in a sentence for the pupil"))
    own = _of_class(actions.add_parser("questions", help=_("the questions of your own in an assignment")))
    own.add_argument("assignment", metavar="ASSIGNMENT", help=_("the title or the id of the assignment"))
    own.add_argument("file", nargs="?", default="", metavar="FILE", help=_("bring in these: JSON, or a known format"))
    act = own.add_mutually_exclusive_group()
    act.add_argument("--draft", metavar="DOCUMENT", help=_("have questions made from a document of the assignment"))
    act.add_argument("--approve", metavar="ID", help=_("let a draft go out with the next pack"))
    act.add_argument("--remove", metavar="ID", help=_("take a question out"))
    act.add_argument("--try", dest="try_", metavar="ID", help=_("see how an answer to it would be marked"))
    own.add_argument("--answer", metavar="TEXT", default="", help=_("the answer for --try"))
    told = with_json(actions.add_parser("told", help=_("for pupils: what your teachers said of your work")))
    told.add_argument("classroom", nargs="?", default="", metavar="CLASS", help=_("the class; all without one"))


def _written(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """What pupils write, and what teachers get of it."""
    write = with_json(actions.add_parser("write", help=_("for pupils: hand in a text, with how it was made")))
    write.add_argument("task", metavar="TASK", help=_("the id or the title of what is to be written"))
    write.add_argument("file", nargs="?", default="", metavar="FILE", help=_("the text; without it, how it stands"))
    write.add_argument("--record-to", default="", metavar="FILE", help=_("write how it was made, for people to read"))
    write.add_argument("--force", action="store_true", help=_("replace the file if it is there already"))
    work = _of_class(actions.add_parser("work", help=_("what pupils wrote, and how it was made")))
    work.add_argument("pupil", nargs="?", default="", metavar="PUPIL", help=_("one pupil, by name, code or id"))
    work.add_argument("--to", default="", metavar="FOLDER", help=_("write each text and its record into this folder"))
    work.add_argument("--force", action="store_true", help=_("replace files that are there already"))
    talk = _of_class(actions.add_parser("talk", help=_("what a pupil and the tutor said, where a task asks for it")))
    talk.add_argument("pupil", metavar="PUPIL", help=_("the name, the code or the id"))


def _as_csv(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--csv", metavar="FILE", help=_("write the table for a spreadsheet, too"))
    parser.add_argument("--force", action="store_true", help=_("replace the file if it is there already"))


def _set(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("title", help=_("what it is called"))
    parser.add_argument("--topic", action="append", default=[], metavar="ID", help=_("practise this; may be repeated"))
    parser.add_argument("--count", type=at_least_one, default=10, metavar="N", help=_("so many items"))
    parser.add_argument(
        "--document", action="append", default=[], metavar="ID", help=_("a document of the library; may be repeated")
    )
    parser.add_argument("--task", default="", metavar="TEXT", help=_("what is to be written"))
    parser.add_argument(
        "--policy",
        choices=("off", "hints", "feedback", "open"),
        default="hints",
        help=_("what the tutor may do: nothing, give hints, give feedback, or all it may elsewhere"),
    )
    parser.add_argument(
        "--behaviour", default="", metavar="NAME", help=_("how the tutor speaks where it gives feedback or talks")
    )
    parser.add_argument("--group", action="append", default=[], metavar="G", help=_("only for this group"))
    parser.add_argument("--opens", default="", metavar="DAY", help=_("the first day, such as 2027-02-01"))
    parser.add_argument("--due", default="", metavar="DAY", help=_("the last day"))
    parser.add_argument("--transcript", action="store_true", help=_("the talk with the tutor comes back, too"))
