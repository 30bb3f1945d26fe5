"""How long commands take from a cold start, against a bare Typer program."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROUNDS = 15
BARE = """
import typer
app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)
@app.command()
def one(name: str = "x") -> None: print(name)
@app.command()
def two(name: str = "x") -> None: print(name)
app(prog_name="bare")
"""
CONTINUITY = (str(Path(sys.executable).with_name("continuity")),)


def timed(command: tuple[str, ...], environment: dict[str, str]) -> float:
    """Seconds from start to end."""
    begun = time.perf_counter()
    subprocess.run(command, env=environment, capture_output=True, check=True)  # noqa: S603 - our own commands
    return time.perf_counter() - begun


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "CONTINUITY_DB": str(Path(folder) / "demo" / "continuity.db")}
        timed((*CONTINUITY, "demo", str(Path(folder) / "demo")), environment)
        commands = {
            "python -c pass": (sys.executable, "-c", "pass"),
            "bare typer --help": (sys.executable, "-c", BARE, "--help"),
            "continuity --version": (*CONTINUITY, "--version"),
            "continuity --help": (*CONTINUITY, "--help"),
            "continuity city add --help": (*CONTINUITY, "city", "add", "--help"),
            "continuity city list": (*CONTINUITY, "city", "list", "--format", "csv"),
            "continuity risk": (*CONTINUITY, "risk", "--format", "csv"),
            "continuity demo": (*CONTINUITY, "demo", str(Path(folder) / "again")),
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(ROUNDS):
            for name, command in commands.items():
                times[name].append(timed(command, environment))
    bare = median(times["bare typer --help"])
    print(f"{'command':30} {'median s':>9} {'x bare':>7}")
    for name, found in times.items():
        print(f"{name:30} {median(found):9.3f} {median(found) / bare:7.2f}")


if __name__ == "__main__":
    main()
