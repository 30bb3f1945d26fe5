"""A line of the user's crontab, which is known by its mark and leaves every other line as it is."""

import shlex
from collections.abc import Sequence

from continuity.errors import ContinuityError, UsageError
from continuity.services.system_timers.base import MARK, Scheduler, Surroundings, Text, Written, complaint, ran

_MARK = f"# {MARK.replace('`', '')}"
"""At the end of the line, where the shell takes it for a comment."""

_NONE_YET = (b"no crontab", b"no such file")


def crontab_line(command: Sequence[str]) -> tuple[Text, ...]:
    """The line.

    Raises:
        UsageError: a word holds a backslash, which one cron hands on and another takes away.
    """
    if any("\\" in word for word in command):
        raise UsageError("a path holds a backslash, which a crontab cannot hold", "rename the folder or the file")
    return (Text("", f"0 * * * * {' '.join(map(_quoted, command))} {_MARK}\n"),)


def write_crontab(texts: tuple[Text, ...], around: Surroundings) -> Written:
    """Put the line into the user's crontab, in place of an earlier one of ours.

    Raises:
        ContinuityError: there is no crontab program, or it refuses.
    """
    program = around.find("crontab")
    if program is None:
        raise ContinuityError("there is no crontab program here", "leave out --write and install by hand")
    before = _read(program, around)
    after, replaced = _with_line(before, texts[0].content.encode())
    if after == before:
        return Written(done=("The line is in your crontab as it should be.",))
    answer = ran([program, "-"], around, after)
    if answer.returncode:
        raise ContinuityError(f"crontab refused the line: {complaint(answer)}", "nothing was changed")
    return Written(done=("Wrote the line into your crontab.", *(f"It replaces: {line}" for line in replaced)))


def _read(program: str, around: Surroundings) -> bytes:
    answer = ran([program, "-l"], around)
    if answer.returncode and not any(said in answer.stderr.lower() for said in _NONE_YET):
        raise ContinuityError(f"your crontab cannot be read: {complaint(answer)}", "nothing was changed")
    return b"" if answer.returncode else answer.stdout


def _with_line(before: bytes, line: bytes) -> tuple[bytes, list[str]]:
    """The crontab with the line, and the lines that it takes the place of."""
    lines = before.splitlines(keepends=True)
    ours = [number for number, one in enumerate(lines) if one.rstrip().endswith(_MARK.encode())]
    if not ours:
        return before + (b"" if before.endswith(b"\n") or not before else b"\n") + line, []
    replaced = [lines[number].decode(errors="replace").strip() for number in ours if lines[number] != line]
    kept = [line if number == ours[0] else one for number, one in enumerate(lines) if number not in ours[1:]]
    return b"".join(kept), replaced


def _quoted(word: str) -> str:
    """One word for the shell, without a percent sign that cron would take for a line break. Source: crontab(5).

    The sign stands outside the quotes, so that it comes through whether or not cron takes the backslash away.
    """
    return r"\%".join(shlex.quote(piece) if piece else "" for piece in word.split("%"))


CRON = Scheduler(
    texts=crontab_line,
    write=write_crontab,
    place="your crontab (`crontab -e`)",
    notes=(
        "Cron mails what the command prints to you; a line MAILTO=you@example.org above it says where to.",
        "No password stands here. One that the program reads from the environment needs a line of its own above it.",
    ),
    undo=f"crontab -e, and delete the line that ends in: {_MARK}",
)
