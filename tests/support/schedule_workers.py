"""Programs that run schedules, and die where a test wants them to.

One of them imports everything and then does nothing but fork: each run is a process of its own, without the second it
takes to start one.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Work:
    """One run.

    Attributes:
        now: the moment, as `2026-12-01 07:00`.
        port: of the mail server; 0 for none.
        step: the step before which the process is killed; 0 for none. Steps are commits and pieces of mail.
        delay: the seconds after which it is killed, wherever it is; 0 for never.
        processes: how many do it at once; 0 does it in the forking process, so that the others need not warm up.
    """

    address: str
    now: str
    outbox: str
    port: int = 0
    step: int = 0
    delay: float = 0.0
    processes: int = 1


@dataclass(frozen=True)
class Workers:
    """The forking process."""

    process: "subprocess.Popen[str]"

    def do(self, work: Work) -> list[int]:
        """How each process ended: 0, or the negative number of the signal that killed it."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(asdict(work)) + "\n")
        self.process.stdin.flush()
        ended: list[int] = json.loads(self.process.stdout.readline())
        return ended


@contextmanager
def workers() -> Iterator[Workers]:
    """The forking process, until the end of the block."""
    here = Path(__file__)
    environment = {**os.environ, "PYTHONPATH": str(here.parents[1])}
    with subprocess.Popen(
        [sys.executable, str(here)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        try:
            yield Workers(process)
        finally:
            assert process.stdin
            process.stdin.close()


def _forever() -> None:
    """Fork for every line, and say how the children ended."""
    import continuity.delivery.folder
    import continuity.delivery.smtp
    import continuity.reports.report.document
    import continuity.services.schedules.run  # noqa: F401 - so that a fork has it

    for line in sys.stdin:
        work = json.loads(line)
        if not work["processes"]:
            # What is compiled once here is there in every child.
            _run(work)
            sys.stdout.write("[]\n")
            sys.stdout.flush()
            continue
        gate, opened = os.pipe()
        children = [_fork(work, gate, opened) for _ in range(work["processes"])]
        os.close(gate)
        # Closing it lets all of them go at once.
        os.close(opened)
        ended = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
        sys.stdout.write(f"{json.dumps(ended)}\n")
        sys.stdout.flush()


def _fork(work: Mapping[str, object], gate: int, opened: int) -> int:
    child = os.fork()
    if child:
        return child
    os.close(opened)
    os.read(gate, 1)
    status = 1
    try:
        _run(work)
        status = 0
    finally:
        os._exit(status)
    return 0


def _run(work: Mapping[str, object]) -> None:
    from continuity.mail_settings import MailSettings
    from continuity.services.schedules.run import run_schedules
    from support.schedule_setup import at

    port = int(str(work["port"]))
    mail = {"host": "127.0.0.1", "port": port, "security": "none", "sender": "reports@example.org"} if port else {}
    if work["step"]:
        _die_before(int(str(work["step"])))
    if work["delay"]:
        # Its default action ends the process at once, as `kill -9` does.
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, float(str(work["delay"])))
    mail_settings = MailSettings(outbox=Path(str(work["outbox"])), **mail)  # type: ignore[arg-type]
    list(run_schedules(str(work["address"]), at(str(work["now"])), mail_settings))


def _die_before(step: int) -> None:
    """Count the steps, before each write and its commit, before and after each piece of mail, and die at one."""
    import smtplib

    from sqlalchemy import Connection, Engine, event

    steps = 0

    def count(*_: object) -> None:
        nonlocal steps
        steps += 1
        if steps == step:
            os.kill(os.getpid(), signal.SIGKILL)

    usual = smtplib.SMTP.send

    def send(self: smtplib.SMTP, data: object) -> None:
        count()
        usual(self, data)  # type: ignore[arg-type]
        count()

    smtplib.SMTP.send = send  # type: ignore[method-assign,assignment]

    def count_writes(connection: Connection) -> None:
        if connection.get_execution_options().get("continuity_write"):
            count()

    for name in ("begin", "commit"):
        event.listen(Engine, name, count_writes)


if __name__ == "__main__":
    _forever()
