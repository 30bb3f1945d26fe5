"""A marked line in the user's crontab; other lines stay unchanged."""

import shlex
from collections.abc import Sequence

from continuity.errors import ContinuityError, UsageError
from continuity.services.system_timers.base import (
    OWNERSHIP_MARK,
    HostSystem,
    InstallResult,
    TimerBackend,
    TimerText,
    format_failure,
    run_program,
)

_LINE_MARK = f"# {OWNERSHIP_MARK.replace('`', '')}"
"""At the end of the line, where the shell takes it for a comment."""

_NO_CRONTAB_MESSAGES = (b"no crontab", b"no such file")


def build_crontab_line(command: Sequence[str]) -> tuple[TimerText, ...]:
    """Build the line of the crontab. Raise UsageError for a backslash, which crons treat differently."""
    if any("\\" in word for word in command):
        raise UsageError("a path holds a backslash, which a crontab cannot hold", "rename the folder or the file")
    return (TimerText("", f"0 * * * * {' '.join(map(_quote_word, command))} {_LINE_MARK}\n"),)


def install_crontab(texts: tuple[TimerText, ...], host: HostSystem) -> InstallResult:
    """Put the line into the user's crontab, in place of an earlier one. Raise ContinuityError if crontab fails."""
    program = host.find_program("crontab")
    if program is None:
        raise ContinuityError("there is no crontab program here", "leave out --write and install by hand")
    before = _read_crontab(program, host)
    after, replaced = _replace_line(before, texts[0].content.encode())
    if after == before:
        return InstallResult(actions=("The line is in your crontab as it should be.",))
    process = run_program([program, "-"], host, after)
    if process.returncode:
        raise ContinuityError(f"crontab refused the line: {format_failure(process)}", "nothing was changed")
    return InstallResult(actions=("Wrote the line into your crontab.", *(f"It replaces: {line}" for line in replaced)))


def _read_crontab(program: str, host: HostSystem) -> bytes:
    process = run_program([program, "-l"], host)
    if process.returncode and not any(message in process.stderr.lower() for message in _NO_CRONTAB_MESSAGES):
        raise ContinuityError(f"your crontab cannot be read: {format_failure(process)}", "nothing was changed")
    return b"" if process.returncode else process.stdout


def _replace_line(before: bytes, line: bytes) -> tuple[bytes, list[str]]:
    """Return the crontab with the line, and the replaced lines."""
    lines = before.splitlines(keepends=True)
    own_numbers = [number for number, text in enumerate(lines) if text.rstrip().endswith(_LINE_MARK.encode())]
    if not own_numbers:
        return before + (b"" if before.endswith(b"\n") or not before else b"\n") + line, []
    replaced = [lines[number].decode(errors="replace").strip() for number in own_numbers if lines[number] != line]
    numbered = ((number, text) for number, text in enumerate(lines) if number not in own_numbers[1:])
    return b"".join(line if number == own_numbers[0] else text for number, text in numbered), replaced


def _quote_word(word: str) -> str:
    """Quote a word for the shell, with percent signs outside the quotes (see crontab(5)).
    Outside, a sign survives whether or not cron removes its backslash.
    """
    return r"\%".join(shlex.quote(piece) if piece else "" for piece in word.split("%"))


CRON = TimerBackend(
    build_texts=build_crontab_line,
    install=install_crontab,
    location="your crontab (`crontab -e`)",
    notes=(
        "Cron mails what the command prints to you; a line MAILTO=you@example.org above it says where to.",
        "No password stands here. One that the program reads from the environment needs a line of its own above it.",
    ),
    removal_hint=f"crontab -e, and delete the line that ends in: {_LINE_MARK}",
)
