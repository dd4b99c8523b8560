"""Tries Carrel from this checkout: sets it up, the first time, then starts it with the arguments given.

    python3 packaging/try.py                     opens the window
    python3 packaging/try.py ask "Why is …?"     runs any command of Carrel's

stdout carries nothing of the set-up, so that a command's output can go on into another program.
"""

import os
import subprocess
import sys

import interpreter


def start(arguments):
    # type: (list[str]) -> int
    """Set Carrel up, run it with these arguments, and return how it ended; on POSIX it takes this process over."""
    import environment  # noqa: PLC0415 - needs the Python that interpreter.ensure() has found
    import telling  # noqa: PLC0415

    os.environ.setdefault("PYTHONUTF8", "1")  # a folder with an accent in its name works in every locale
    try:
        python = str(environment.make_ready())
    except telling.Trouble as trouble:
        telling.say(str(trouble))
        return 1
    except KeyboardInterrupt:
        telling.say("\nStopped. The next start goes on from here.")
        return 130
    # -P keeps the folder the person stands in from lending its files as modules.
    command = [python, "-P", "-m", "carrel"] + (arguments or without_arguments())
    if os.name != "nt":
        os.execv(python, command)
    return wait_for(command)


def without_arguments():
    # type: () -> list[str]
    """No arguments mean the window; where none can open, the same conversation in the terminal."""
    import system_libraries  # noqa: PLC0415 - as above
    import telling  # noqa: PLC0415

    if not has_display(sys.platform, os.environ):
        telling.say("There is no display here, so Carrel talks with you in this terminal.")
        return ["chat"]
    if "QT_QPA_PLATFORM" not in os.environ and not system_libraries.provide(system_libraries.missing(on_screen=True)):
        telling.say("Until then Carrel talks with you in this terminal.")
        return ["chat"]
    return []


def has_display(system, variables):
    # type: (str, os._Environ[str] | dict[str, str]) -> bool
    """Whether a window can open: always on macOS and Windows, on others where a display server is named."""
    if system in ("darwin", "win32"):
        return True
    return any(variables.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def wait_for(command):
    # type: (list[str]) -> int
    """Run the command to its end; Ctrl-C reaches it by itself, and it decides what that means."""
    process = subprocess.Popen(command)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue


if __name__ == "__main__":
    interpreter.ensure()
    sys.exit(start(sys.argv[1:]))
