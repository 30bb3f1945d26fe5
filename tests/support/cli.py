"""The command line as a user meets it, in this process."""

import json
import os
import shlex
from dataclasses import dataclass
from typing import Any

from typer.testing import CliRunner

from continuity.cli.main import app


@dataclass(frozen=True)
class Outcome:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Cli:
    """Runs commands on one database."""

    def __init__(self, address: str) -> None:
        self.address = address

    def __call__(self, line: str, **environment: str) -> Outcome:
        words = shlex.split(line)
        env = {"CONTINUITY_DB": self.address, "CONTINUITY_CONFIG": os.devnull, "CONTINUITY_ACTOR": "tester"}
        result = CliRunner().invoke(app, words, env={**env, **environment}, prog_name="continuity")
        return Outcome(result.exit_code, result.stdout, result.stderr)

    def ok(self, line: str) -> Outcome:
        """Run a command that must succeed."""
        done = self(line)
        assert done.code == 0, done.err
        return done

    def refused(self, line: str, code: int = 1) -> str:
        """Run a command that must be refused in one line with a hint; what it says."""
        done = self(line)
        assert done.code == code, (done.code, done.out, done.err)
        assert "Traceback" not in done.err
        return done.err
