"""A partner's bundle: redacted as chosen, journalled on both sides, taken in twice, conflicts side by side."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from accordingto.casebook.deciding import decide
from accordingto.casebook.protect import protect
from accordingto.casebook.reader import Reader
from accordingto.casebook.store import Casebook, make_casebook
from accordingto.casebook.verify import verify
from accordingto.errors import UsageError
from accordingto.export.bundles import BLOT, Redaction, read_bundle, write_bundle
from accordingto.export.choosing import Choice
from accordingto.export.merging import merge
from tests.casebook.conftest import put
from tests.export.conftest import ALL, captured, courier, fill
from tests.export.test_leaving import entries


@pytest.fixture
def partner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Casebook:
    """Another casebook, of other people, that holds one of the reports."""
    monkeypatch.setenv("ACCORDINGTO_PERSON", "Omar")
    casebook = make_casebook(str(tmp_path / "partner"))
    put(casebook, captured(courier()))
    return casebook


@pytest.fixture
def bundle(shared: Casebook, tmp_path: Path) -> Path:
    """A bundle of what is reviewed in the casebook."""
    path = tmp_path / "a.bundle"
    write_bundle(shared, Choice(), "Omar", Redaction(), path)
    return path


def states(casebook: Casebook, number: int, coding: str | None = None) -> dict[str, str]:
    """The state of every item of a report."""
    return {r.item.id: r.state for r in Reader(casebook).reviewed(number, coding=coding).items}


def test_what_nobody_here_decided_is_taken_over(partner: Casebook, bundle: Path) -> None:
    done = merge(partner, bundle)
    assert (done.new_reports, done.taken_over, done.conflicts, done.unplaced) == (1, 9, [], [])
    assert states(partner, 1) == {"s1": "accepted", "s2": "accepted", "c1": "accepted", "c2": "unreviewed"}
    last = Reader(partner).reviewed(1).reviewed("c1").last
    assert last
    assert last.by == "Omar"
    assert "accepted by Tester" in last.why
    assert Reader(partner).report(2).record.report.publisher == "Northern Wire"
    assert not verify(partner).damage


def test_the_same_bundle_again_changes_nothing(partner: Casebook, bundle: Path) -> None:
    merge(partner, bundle)
    before = len(entries(partner, "review"))
    done = merge(partner, bundle)
    assert (done.new_reports, done.taken_over, done.same) == (0, 0, 9)
    assert len(entries(partner, "review")) == before


def test_conflicts_stand_side_by_side_and_change_nothing(partner: Casebook, bundle: Path) -> None:
    decide(partner, 1, "s1", "change", "they only confirm it", {"stance": "confirms"})
    decide(partner, 1, "c1", "reject", "the same as another act")
    for _ in range(2):
        done = merge(partner, bundle)
        assert {(c.id, c.field, c.ours, c.ours_by, c.theirs, c.theirs_by) for c in done.conflicts} == {
            ("1.s1", "stance", "confirms", "Omar", "asserts", "Tester"),
            ("1.c1", "decision", "rejected", "Omar", "accepted", "Tester"),
        }
    assert states(partner, 1)["s1"] == "changed"
    assert states(partner, 1)["c1"] == "rejected"
    (coding,) = Reader(partner).codings(1)
    assert coding.startswith("partner ")
    assert states(partner, 1, coding)["c1"] == "accepted"
    assert not verify(partner).damage


def test_what_the_partner_changed_and_added_comes_with_it(
    case: Casebook, partner: Casebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ACCORDINGTO_PERSON", "Tester")
    text = courier().report.text
    start = text.index("declined")
    army = {"start": text.index("The interior"), "end": start - 1, "codes": ["KGZ"], "actor": {"name": "the army"}}
    decide(case, 2, "c1", "change", "by whom", {"initiators": [army]})
    decide(case, 2, "act", "add", "missed", {"type": "REJECT", "trigger": {"start": start, "end": start + 8}})
    write_bundle(case, Choice(), "Omar", Redaction(), tmp_path / "b")
    monkeypatch.setenv("ACCORDINGTO_PERSON", "Omar")
    merge(partner, tmp_path / "b")
    record = Reader(partner).reviewed(1).record
    added = next(a for a in record.acts if a.type == "REJECT")
    assert added.trigger.exact == "declined"
    act = next(a for a in record.acts if a.id == "c1")
    assert (act.initiators[0].exact, act.initiators[0].codes) == ("The interior ministry", ("KGZ",))
    assert next(a.name for a in record.actors if a.id == act.initiators[0].actor) == "the army"


def test_words_that_are_not_in_our_text_are_told_and_left(
    shared: Casebook, tmp_path: Path, bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    casebook = make_casebook(str(tmp_path / "other"))
    record = captured(courier())
    text = record.report.text.replace("detained", "arrested")
    put(
        casebook,
        replace(record, report=replace(record.report, text=text), statements=(), acts=(), actors=(), places=()),
    )
    done = merge(casebook, bundle)
    assert "1: detained" in done.unplaced


ARCHIVED = "https://web.archive.org/web/20210506000000/https://courier.example/1"


def test_where_a_web_archive_keeps_the_page_goes_along(
    case: Casebook, partner: Casebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide(case, 2, "report", "note", "kept there", {"archive": ARCHIVED})
    write_bundle(case, Choice(), "Omar", Redaction(True, True), tmp_path / "b")
    merge(partner, tmp_path / "b")
    assert Reader(partner).reviewed(1).held.archive == ARCHIVED
    assert merge(partner, tmp_path / "b").taken_over == 0
    decide(partner, 1, "report", "note", "moved", {"archive": "https://perma.cc/AB12-CD34"})
    (conflict,) = merge(partner, tmp_path / "b").conflicts
    assert (conflict.id, conflict.field, conflict.ours_by, conflict.theirs) == ("1", "archive", "Omar", ARCHIVED)
    assert Reader(partner).reviewed(1).held.archive == "https://perma.cc/AB12-CD34"


def test_passages_only_blots_out_all_other_words(shared: Casebook, tmp_path: Path) -> None:
    path = tmp_path / "blotted"
    write_bundle(shared, Choice(), "Omar", Redaction(texts=True, reviewers=True), path)
    with zipfile.ZipFile(path) as archive:
        content = archive.read("reports.jsonl").decode()
    for words in ("Imanov", "students", "nearby", "Tester", "governor", "read against the page", "A. Writer"):
        assert words not in content
    first = read_bundle(path).reports[0].record
    assert first.report.text.count(BLOT) > 50
    assert first.report.text[first.acts[0].trigger.start :].startswith("detained")


def test_no_byte_of_a_bundle_names_who_is_protected(shared: Casebook, tmp_path: Path) -> None:
    from tests.export.test_formats import LEAK, contents

    for number, redaction in enumerate((Redaction(), Redaction(True, True))):
        path = tmp_path / str(number)
        write_bundle(shared, ALL, "Omar", redaction, path)
        assert [w for w, content in contents(path.name, path.read_bytes()) if LEAK.search(content)] == []


def test_who_is_protected_here_stays_covered(partner: Casebook, bundle: Path) -> None:
    protect(partner, ["Marat Beknazarov"], "victim", "his family asked")
    merge(partner, bundle)
    told = repr([held.record for held in Reader(partner, "Press").records()])
    assert "Beknazarov" not in told
    assert not verify(partner).damage


def test_both_journals_tell_of_it(case: Casebook, partner: Casebook, tmp_path: Path) -> None:
    sent = write_bundle(case, Choice(), "Omar", Redaction(), tmp_path / "b")
    merge(partner, tmp_path / "b")
    assert entries(case)[-1]["subject"] == "export bundle"
    (entry,) = entries(partner, "bundle")
    assert entry["details"]["sha256"] == entries(case)[-1]["details"]["sha256"] == sent.sha256
    assert entry["details"]["casebook"] == case.id


HOSTILE = (
    "not a zip",
    "no records",
    "changed",
    "wrong version",
    "quotes that lie",
    "states that are none",
    "a list",
    "a script",
)


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_bundles_are_one_clear_error(partner: Casebook, bundle: Path, tmp_path: Path, what: str) -> None:
    import hashlib

    with zipfile.ZipFile(bundle) as archive:
        head, content = json.loads(archive.read("bundle.json")), archive.read("reports.jsonl")
    if what == "quotes that lie":
        content = content.replace(b'"exact": "met"', b'"exact": "hit"').replace(
            b'"exact": "detained"', b'"exact": "tortured"'
        )
    if what == "states that are none":
        content = content.replace(b'"state": "accepted"', b'"state": "sworn"')
    if what == "a list":
        content = b"[1, 2]\n"
    if what == "a script":
        content = content.replace(b'"archive": null', b'"archive": "javascript:alert(1)"')
    head["sha256"] = hashlib.sha256(content).hexdigest()
    head["version"] = 2 if what == "wrong version" else 1
    if what == "changed":
        content = content.replace(b"Osh", b"Oss")
    path = tmp_path / "hostile"
    if what == "not a zip":
        path.write_bytes(b"PK\3\4 and no more")
    else:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("bundle.json", json.dumps(head))
            if what != "no records":
                archive.writestr("reports.jsonl", content)
    with pytest.raises(UsageError, match="hostile: "):
        merge(partner, path)
    assert entries(partner, "bundle") == []


def test_a_bundle_does_not_go_back_where_it_came_from(case: Casebook, tmp_path: Path) -> None:
    write_bundle(case, Choice(), "Omar", Redaction(), tmp_path / "b")
    with pytest.raises(UsageError, match="this very casebook"):
        merge(case, tmp_path / "b")


def test_the_commands(tmp_path: Path, partner: Casebook, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(make_casebook(str(tmp_path / "mine")))
    decide(partner, 1, "s1", "change", "a denial", {"stance": "denies"})
    env = {**os.environ, "ACCORDINGTO_PERSON": "Omar"}

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "accordingto", *arguments]
        return subprocess.run(command, capture_output=True, text=True, env=env, check=False)

    path = str(tmp_path / "my.bundle")
    sent = run("bundle", "--case", str(tmp_path / "mine"), "--for", "Omar", "--passages-only", "-o", path)
    assert sent.returncode == 0, sent.stderr
    taken = run("merge", path, "--case", str(tmp_path / "partner"))
    assert taken.returncode == 0, taken.stderr
    assert json.loads(taken.stdout)["ours"] == "denies"
    assert "1 conflicts" in taken.stderr
