"""What the schedulers of the systems are given, and how it is installed, with real programs and real files."""

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from continuity.errors import ContinuityError, FileError, UsageError
from continuity.services.system_timers.base import HostSystem, build_command, resolve_program
from continuity.services.system_timers.install import Installation, find_default_kind, install_timer

WORDS = ("/home/ada/.local/bin/continuity", "--db", "/home/ada/prevention.db", "schedule", "run", "--quiet")
ODD = (
    '/opt/a b/100%/it\'s $HOME "x" é☃/continuity',
    "--db",
    '/srv/50%%/a $b\'s "c" Łódź.db',
    "schedule",
    "run",
    "--quiet",
)
LINE = (
    "0 * * * * /home/ada/.local/bin/continuity --db /home/ada/prevention.db schedule run --quiet "
    "# made by continuity schedule install\n"
)
SERVICE = """\
# made by `continuity schedule install`
[Unit]
Description=Continuity: scheduled reports

[Service]
Type=oneshot
ExecStart="/home/ada/.local/bin/continuity" "--db" "/home/ada/prevention.db" "schedule" "run" "--quiet"
UMask=0077
NoNewPrivileges=true
# No password stands here. One that the program reads from the environment belongs into this file, one NAME=VALUE a
# line, readable by its owner alone; one that it reads from a file can be a credential instead.
EnvironmentFile=-%h/.config/continuity/schedule.env
#LoadCredential=smtp:%h/.config/continuity/smtp-password
"""
TIMER = """\
# made by `continuity schedule install`
[Unit]
Description=Continuity: scheduled reports

[Timer]
OnCalendar=hourly
RandomizedDelaySec=2min
Persistent=true

[Install]
WantedBy=timers.target
"""
SCRIPT = """\
# made by `continuity schedule install`
$ErrorActionPreference = 'Stop'
$name = 'Continuity scheduled reports'
$mark = 'made by `continuity schedule install`'
$found = Get-ScheduledTask -TaskPath '\\' -TaskName $name -ErrorAction SilentlyContinue
if ($found -and -not ([string]$found.Description).Contains($mark)) {
    throw "The task '$name' is there and was not made by continuity; delete or rename it."
}
$action = New-ScheduledTaskAction -Execute 'C:\\My Bin\\continuity.exe' -Argument '--db C:\\db schedule run --quiet'
$trigger = New-ScheduledTaskTrigger -Once -At '00:00' -RepetitionInterval (New-TimeSpan -Hours 1)
$settings = New-ScheduledTaskSettingsSet -StartWhenAvailable -AllowStartIfOnBatteries -DontStopIfGoingOnBatteries `
    -MultipleInstances IgnoreNew -ExecutionTimeLimit (New-TimeSpan -Hours 1)
Register-ScheduledTask -TaskPath '\\' -TaskName $name -Description ('Continuity: scheduled reports' + ', ' + $mark) `
    -Action $action -Trigger $trigger -Settings $settings -Force | Out-Null
"""

FAKE_CRONTAB = """\
#!/bin/sh
store="$(dirname "$0")/stored"
case "$1" in
  -l) [ -f "$store" ] || { echo "no crontab for ada" >&2; exit 1; }; cat "$store" ;;
  -) echo run >> "$store.runs"; cat > "$store" ;;
esac
"""


@pytest.fixture
def bin_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "bin"
    folder.mkdir()
    return folder


@pytest.fixture
def around(tmp_path: Path, bin_folder: Path) -> HostSystem:
    path = f"{bin_folder}{os.pathsep}/usr/bin{os.pathsep}/bin"
    return HostSystem(platform="linux", environment={"PATH": path}, home=tmp_path / "home")


@pytest.fixture
def provide(bin_folder: Path) -> Callable[[str, str], Path]:
    """Put a small program into the first folder of the path."""

    def put(name: str, text: str) -> Path:
        found = bin_folder / name
        found.write_text(text, encoding="utf-8")
        found.chmod(0o755)
        return found

    return put


def alone(around: HostSystem, folder: Path) -> HostSystem:
    """The same where no program of the system is found."""
    return HostSystem(platform=around.platform, environment={"PATH": str(folder)}, home=around.home)


def texts(kind: str, words: tuple[str, ...], around: HostSystem) -> dict[str, str]:
    return {text.name: text.content for text in install_timer(kind, words, around, write=False).texts}


def written(kind: str, around: HostSystem, words: tuple[str, ...] = WORDS) -> Installation:
    return install_timer(kind, words, around, write=True)


def done(found: Installation) -> str:
    assert found.result is not None
    return " ".join(found.result.actions)


def test_systemd_is_given_a_service_and_a_timer(around: HostSystem) -> None:
    found = texts("systemd", WORDS, around)
    assert found == {"continuity-reports.service": SERVICE, "continuity-reports.timer": TIMER}


def test_a_crontab_is_given_one_line(around: HostSystem) -> None:
    assert texts("cron", WORDS, around) == {"": LINE}


def test_windows_is_given_a_script(around: HostSystem) -> None:
    words = ("C:\\My Bin\\continuity.exe", "--db", "C:\\db", "schedule", "run", "--quiet")
    assert texts("windows", words, around) == {"": SCRIPT}


def test_systemd_reads_odd_paths_as_they_are(around: HostSystem) -> None:
    service = texts("systemd", ODD, around)["continuity-reports.service"]
    (line,) = (line for line in service.splitlines() if line.startswith("ExecStart="))
    assert line == (
        'ExecStart=/bin/sh -c "exec \\"$$0\\" \\"$$@\\"" "/opt/a b/100%%/it\'s $$HOME \\"x\\" é☃/continuity" "--db" '
        '"/srv/50%%%%/a $$b\'s \\"c\\" Łódź.db" "schedule" "run" "--quiet"'
    )
    spaced = texts("systemd", ("/opt/a b/100%/é/continuity", "run"), around)["continuity-reports.service"]
    assert 'ExecStart="/opt/a b/100%%/é/continuity" "run"\n' in spaced


def test_cron_hands_odd_paths_to_the_shell_as_they_are(around: HostSystem) -> None:
    line = texts("cron", ODD, around)[""]
    asked = line.removeprefix("0 * * * * ").rstrip("\n")
    assert "%" not in asked.replace("\\%", "")
    # Cron takes the backslash before a percent sign away, or leaves it to the shell.
    for handed in (asked.replace("\\%", "%"), asked):
        said = subprocess.run(
            ["/bin/sh", "-c", f"printf '%s\\n' {handed}"], capture_output=True, text=True, check=True
        ).stdout
        assert said.splitlines() == list(ODD)


def test_cron_is_not_given_a_backslash(around: HostSystem) -> None:
    with pytest.raises(UsageError, match="backslash"):
        install_timer("cron", ("/opt/a\\b/continuity",), around, write=False)


def test_powershell_reads_odd_paths_as_they_are(around: HostSystem) -> None:
    words = (
        "C:\\it's %x% $env:A\\Jörg\\continuity.exe",
        "--db",
        'C:\\a "b" \u2019\U0001f600\\c d.db',
        "schedule",
        "run",
    )
    script = texts("windows", words, around)[""]
    assert script.isascii()
    assert (
        "-Execute ('' + 'C:\\it''s %x% $env:A\\J' + [char]0x00F6 + 'rg\\continuity.exe') "
        "-Argument ('' + '--db \"C:\\a \\\"b\\\" ' + [char]0x2019 + [char]0xD83D + [char]0xDE00 "
        "+ '\\c d.db\" schedule run')\n"
    ) in script


@pytest.mark.parametrize("odd", [False, True])
def test_systemd_accepts_the_units(tmp_path: Path, around: HostSystem, odd: bool) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("systemd-analyze is not installed")
    executable = tmp_path / ('a b/100%/it\'s $HOME "x" é' if odd else "plain") / "continuity"
    executable.parent.mkdir(parents=True)
    executable.write_text("#!/bin/sh\n", encoding="utf-8")
    executable.chmod(0o755)
    runtime = tmp_path / "r"  # short, for the paths of sockets are
    runtime.mkdir(mode=0o700)
    written("systemd", alone(around, tmp_path), (str(executable), *ODD[1:]))
    units = sorted((around.home / ".config/systemd/user").iterdir())
    environment = {**os.environ, "XDG_RUNTIME_DIR": str(runtime), "HOME": str(around.home)}
    checked = subprocess.run(
        [analyze, "--user", "verify", *map(str, units)], capture_output=True, text=True, env=environment, check=False
    )
    assert (checked.returncode, checked.stderr) == (0, "")


def test_an_odd_command_is_run_as_it_is(tmp_path: Path) -> None:
    """The shell that systemd is given for a path it does not take hands on every word."""
    executable = tmp_path / 'it\'s $HOME "x"' / "continuity"
    executable.parent.mkdir()
    executable.write_text('#!/bin/sh\nprintf \'%s\\n\' "$0" "$@"\n', encoding="utf-8")
    executable.chmod(0o755)
    said = subprocess.run(
        ["/bin/sh", "-c", 'exec "$0" "$@"', str(executable), *ODD[1:]], capture_output=True, text=True, check=True
    ).stdout
    assert said.splitlines() == [str(executable), *ODD[1:]]


def test_the_units_are_written_and_started(
    tmp_path: Path, around: HostSystem, provide: Callable[[str, str], Path]
) -> None:
    provide("systemctl", f'#!/bin/sh\necho "$@" >> {shlex.quote(str(tmp_path / "asked"))}\n')
    found = written("systemd", around)
    folder = around.home / ".config/systemd/user"
    assert (folder / "continuity-reports.service").read_text(encoding="utf-8") == SERVICE
    assert (folder / "continuity-reports.timer").read_text(encoding="utf-8") == TIMER
    assert (tmp_path / "asked").read_text(encoding="utf-8").splitlines() == [
        "--user daemon-reload",
        "--user enable --now continuity-reports.timer",
    ]
    assert found.result is not None
    assert found.result.remaining_commands == ()
    assert done(found).endswith("The timer is started.")


def test_the_units_stand_where_the_user_keeps_settings(tmp_path: Path, around: HostSystem) -> None:
    environment = {"PATH": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / "settings")}
    written("systemd", HostSystem(platform="linux", environment=environment, home=around.home))
    assert (tmp_path / "settings/systemd/user/continuity-reports.timer").is_file()


def test_where_systemd_does_not_answer_the_commands_are_told(
    tmp_path: Path, around: HostSystem, provide: Callable[[str, str], Path]
) -> None:
    commands = ("systemctl --user daemon-reload", "systemctl --user enable --now continuity-reports.timer")
    without = written("systemd", alone(around, tmp_path))
    assert without.result is not None
    assert without.result.remaining_commands == commands
    assert "There is no systemctl here" in done(without)
    provide("systemctl", '#!/bin/sh\n[ "$2" = daemon-reload ] || { echo "no bus" >&2; exit 1; }\n')
    half = written("systemd", around)
    assert half.result is not None
    assert half.result.remaining_commands == commands[1:]
    assert "could not start the timer: no bus" in done(half)


def test_units_of_ours_are_replaced_and_the_same_left_alone(tmp_path: Path, around: HostSystem) -> None:
    nowhere = alone(around, tmp_path)
    written("systemd", nowhere, ODD)
    assert "Wrote" in done(written("systemd", nowhere))
    service = around.home / ".config/systemd/user/continuity-reports.service"
    before = service.stat()
    assert "as they should be" in done(written("systemd", nowhere))
    assert (service.stat().st_ino, service.read_text(encoding="utf-8")) == (before.st_ino, SERVICE)


@pytest.mark.parametrize("name", ["continuity-reports.service", "continuity-reports.timer"])
@pytest.mark.parametrize("content", ["[Unit]\nDescription=mine\n", "", "\udcff"])
def test_a_unit_of_somebody_else_is_left_alone(tmp_path: Path, around: HostSystem, name: str, content: str) -> None:
    folder = around.home / ".config/systemd/user"
    folder.mkdir(parents=True)
    (folder / name).write_bytes(content.encode(errors="surrogateescape"))
    with pytest.raises(FileError, match=name):
        written("systemd", alone(around, tmp_path))
    assert [path.name for path in folder.iterdir()] == [name]
    assert (folder / name).read_bytes() == content.encode(errors="surrogateescape")


def test_a_masked_unit_is_left_alone(tmp_path: Path, around: HostSystem) -> None:
    folder = around.home / ".config/systemd/user"
    folder.mkdir(parents=True)
    (folder / "continuity-reports.timer").symlink_to("/dev/null")
    with pytest.raises(FileError, match="was not made by continuity"):
        written("systemd", alone(around, tmp_path))


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path, around: HostSystem) -> None:
    around.home.mkdir()
    (around.home / ".config").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(FileError):
        written("systemd", alone(around, tmp_path))


def test_a_read_only_folder_is_said(around: HostSystem) -> None:
    # pytest's own folders may not be entered by the user that root becomes here.
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        folder = home / ".config/systemd/user"
        folder.mkdir(parents=True)
        for path in (home, folder):
            path.chmod(0o555)
        with unprivileged(), pytest.raises(FileError, match="permission denied"):
            written("systemd", HostSystem(platform="linux", environment=around.environment, home=home))
        assert list(folder.iterdir()) == []


@contextmanager
def unprivileged() -> Iterator[None]:
    """Without the rights of root, which may write everywhere."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


OTHERS = b"# m h dom mon dow\nMAILTO=ada@example.org\n\n5 4 * * 1\ttar czf \xff.tgz \\% \r\n"


@pytest.mark.parametrize("before", [None, b"", OTHERS, OTHERS + b"@daily backup"])
def test_the_line_is_put_into_the_crontab_and_the_others_stay(
    around: HostSystem, bin_folder: Path, provide: Callable[[str, str], Path], before: bytes | None
) -> None:
    provide("crontab", FAKE_CRONTAB)
    if before is not None:
        (bin_folder / "stored").write_bytes(before)
    assert done(written("cron", around)) == "Wrote the line into your crontab."
    others = (before or b"") + (b"\n" if before and not before.endswith(b"\n") else b"")
    assert (bin_folder / "stored").read_bytes() == others + LINE.encode()


def test_the_same_line_is_not_written_again(
    around: HostSystem, bin_folder: Path, provide: Callable[[str, str], Path]
) -> None:
    provide("crontab", FAKE_CRONTAB)
    written("cron", around)
    assert done(written("cron", around)) == "The line is in your crontab as it should be."
    assert (bin_folder / "stored.runs").read_text(encoding="utf-8") == "run\n"


def test_earlier_lines_of_ours_are_replaced_by_one(
    around: HostSystem, bin_folder: Path, provide: Callable[[str, str], Path]
) -> None:
    provide("crontab", FAKE_CRONTAB)
    old = LINE.replace("prevention", "old").encode()
    (bin_folder / "stored").write_bytes(OTHERS + old + b"@daily backup\n" + old)
    assert f"It replaces: {old.decode().strip()}" in done(written("cron", around))
    assert (bin_folder / "stored").read_bytes() == OTHERS + LINE.encode() + b"@daily backup\n"


def test_a_crontab_that_refuses_is_an_error(
    tmp_path: Path, around: HostSystem, provide: Callable[[str, str], Path]
) -> None:
    with pytest.raises(ContinuityError, match="no crontab program"):
        written("cron", alone(around, tmp_path))
    provide("crontab", '#!/bin/sh\necho "You are not allowed to use this program" >&2\nexit 1\n')
    with pytest.raises(ContinuityError, match="cannot be read: You are not allowed"):
        written("cron", around)
    provide("crontab", '#!/bin/sh\n[ "$1" = -l ] && exit 0\ncat > /dev/null\necho "bad minute" >&2\nexit 1\n')
    with pytest.raises(ContinuityError, match="refused the line: bad minute"):
        written("cron", around)
    provide("crontab", "neither a script nor a program")
    with pytest.raises(ContinuityError, match="cannot be run"):
        written("cron", around)


def test_a_task_is_registered_on_windows_only(
    tmp_path: Path, around: HostSystem, provide: Callable[[str, str], Path]
) -> None:
    with pytest.raises(UsageError, match="on Windows only"):
        written("windows", around)
    windows = HostSystem(platform="win32", environment=around.environment, home=around.home)
    with pytest.raises(ContinuityError, match="no PowerShell"):
        written("windows", alone(windows, tmp_path))
    provide("powershell", f'#!/bin/sh\nprintf "%s" "$4" > {shlex.quote(str(tmp_path / "asked"))}\n')
    assert "Registered the task" in done(written("windows", windows))
    assert (tmp_path / "asked").read_text(encoding="utf-8") == texts("windows", WORDS, windows)[""]
    provide("powershell", '#!/bin/sh\necho "Access is denied." >&2\nexit 1\n')
    with pytest.raises(ContinuityError, match=r"not registered: Access is denied\."):
        written("windows", windows)


def test_each_system_has_its_scheduler(around: HostSystem) -> None:
    assert find_default_kind(HostSystem(platform="win32", environment={}, home=around.home)) == "windows"
    assert find_default_kind(HostSystem(platform="darwin", environment={}, home=around.home)) == "cron"
    assert find_default_kind(around) == ("systemd" if Path("/run/systemd/system").is_dir() else "cron")
    assert install_timer(None, WORDS, around, write=False).kind == find_default_kind(around)
    with pytest.raises(UsageError, match='"launchd" is no scheduler') as caught:
        install_timer("launchd", WORDS, around, write=False)
    assert caught.value.hint == "write one of systemd, cron, windows"


def test_the_command_is_spelled_by_absolute_paths(
    tmp_path: Path, around: HostSystem, provide: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    there = provide("continuity", "#!/bin/sh\n")
    link = tmp_path / "continuity"
    link.symlink_to(there)
    monkeypatch.chdir(tmp_path)
    assert resolve_program("continuity", sys.executable, around) == (str(there),)
    assert resolve_program("./continuity", sys.executable, around) == (str(link),)
    module = (str(Path(sys.executable).absolute()), "-m", "continuity")
    assert resolve_program("/somewhere/continuity/__main__.py", sys.executable, around) == module
    assert resolve_program("/gone/continuity", sys.executable, around) == module
    assert build_command(["x"], "a.db") == ("x", "--db", str(tmp_path / "a.db"), "schedule", "run", "--quiet")
    assert build_command(["x"], "~/a.db")[2] == str(Path.home() / "a.db")
    assert build_command(["x"], "postgresql://ada@host/db")[2] == "postgresql://ada@host/db"


def test_a_program_of_windows_is_found_without_its_ending(
    around: HostSystem, provide: Callable[[str, str], Path]
) -> None:
    there = provide("continuity.exe", "#!/bin/sh\n")
    assert resolve_program("continuity", sys.executable, around) == (str(there),)


@pytest.mark.parametrize("address", ["postgresql://ada:secret@host/db", "postgresql://host/db?password=secret"])
def test_no_password_reaches_a_scheduler(address: str) -> None:
    with pytest.raises(UsageError, match="password") as caught:
        build_command(["x"], address)
    assert "secret@" not in caught.value.message


@pytest.mark.parametrize("address", ["a\nb.db", "a\x00b.db", "a\udcffb.db"])
def test_a_path_that_cannot_be_told_is_refused(address: str) -> None:
    with pytest.raises(UsageError, match="control character"):
        build_command(["x"], address)
