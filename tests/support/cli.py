"""The command line as a user meets it, in this process."""

import json
import os
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from typer.testing import CliRunner, Result

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
        result = self.run(shlex.split(line), environment)
        return Outcome(result.exit_code, result.stdout, result.stderr)

    def run(self, words: Sequence[str], environment: Mapping[str, str]) -> Result:
        """Run a command and return all it left, the bytes it printed included."""
        env = {"CONTINUITY_DB": self.address, "CONTINUITY_CONFIG": os.devnull, "CONTINUITY_ACTOR": "tester"}
        return CliRunner().invoke(app, list(words), env={**env, **environment}, prog_name="continuity")

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
