"""A pack to give away: what is withheld is not in it, and nothing looks safer for that."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from continuity.domain.vocabulary import FindingStatus, RiskLevel
from continuity.services.assessment import assessment
from continuity.services.database import create_database
from continuity.services.exports.csv_pack import export_pack
from continuity.services.imports.run import import_pack
from support.cli import Cli
from support.confidential_records import AS_OF, record_guarded
from support.reference_packs import STAMP

DAY = date.fromisoformat(AS_OF)


@pytest.fixture
def guarded(database: str, tmp_path: Path) -> str:
    record_guarded(database, tmp_path)
    return database


def said(folder: Path) -> str:
    return "\n".join(file.read_text(encoding="utf-8") for file in sorted(folder.iterdir()))


def test_nothing_that_is_withheld_is_in_the_pack(guarded: str, tmp_path: Path) -> None:
    export_pack(guarded, tmp_path / "shared", share=True)
    words = said(tmp_path / "shared").casefold()
    for mark in ("secret", "doubtful", "contact", "note-"):
        assert mark not in words
    for mark in ("programme-open", "partner-open", "payer-open", "owner-open", "evidence-open"):
        assert mark in words


def test_money_from_or_for_a_withheld_organisation_stays_with_it(guarded: str, tmp_path: Path) -> None:
    Cli(guarded).ok("funding add --programme markham/open --funder payer-secret --amount 777 --currency GBP")
    counts = export_pack(guarded, tmp_path / "shared", share=True)
    money = (tmp_path / "shared" / "funding.csv").read_text(encoding="utf-8")
    assert counts["funding.csv"] == 1
    assert "424242" in money


def test_the_shared_record_stands_by_itself_and_is_no_safer(guarded: str, tmp_path: Path) -> None:
    export_pack(guarded, tmp_path / "shared", share=True)
    other = str(tmp_path / "other.db")
    create_database(other)
    import_pack(other, STAMP, tmp_path / "shared")
    whole = {one.programme.key: one for one in assessment(guarded, DAY).findings}
    for one in assessment(other, DAY).findings:
        before = whole[one.programme.key]
        assert before.status == one.status == FindingStatus.AT_RISK
        assert tuple(RiskLevel).index(one.level or "") <= tuple(RiskLevel).index(before.level or "")


def test_taken_in_again_it_empties_nothing(guarded: str, tmp_path: Path) -> None:
    export_pack(guarded, tmp_path / "before")
    export_pack(guarded, tmp_path / "shared", share=True)
    import_pack(guarded, STAMP, tmp_path / "shared")
    export_pack(guarded, tmp_path / "after")
    assert said(tmp_path / "before") == said(tmp_path / "after")


def test_a_workbook_is_refused_and_the_command_says_what_it_left_out(guarded: str, tmp_path: Path) -> None:
    cli = Cli(guarded)
    assert "give a folder" in cli.refused(f"export {tmp_path}/x.xlsx --share", 2)
    done = cli.ok(f"export {tmp_path}/shared --share")
    assert "Left out: what is marked sensitive" in done.err
    shutil.rmtree(tmp_path / "shared")
    assert "This is the full record" in cli.ok(f"export {tmp_path}/whole").err
