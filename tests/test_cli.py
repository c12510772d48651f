"""The command line as a user meets it: real processes, real pipes, real signals."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT

RUN = [sys.executable, "-m", "accordingto"]


def run(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run([*RUN, *arguments], input=stdin, capture_output=True, text=True, timeout=120, check=False)


def test_help_teaches() -> None:
    done = run("--help")
    assert done.returncode == 0
    assert "accordingto read" in done.stdout
    assert "Examples" in run("read", "--help").stdout


def test_help_needs_no_parser() -> None:
    code = (
        "import sys, accordingto.cli; print(sorted({'spacy', 'onnxruntime', 'trafilatura', 'rich'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_piped_output_is_json_lines_in_input_order(tmp_path: Path) -> None:
    path = tmp_path / "reports.jsonl"
    path.write_text('{"id": "a", "text": "He said so."}\nrubbish\n{"id": "c", "text": "She denied it."}\n')
    done = run("read", str(path))
    first, bad, last = map(json.loads, done.stdout.splitlines())
    assert done.returncode == 1
    assert (first["report"]["id"], last["report"]["id"]) == ("a", "c")
    assert bad["error"]["kind"] == "bad-json"
    assert "line 2" in bad["error"]["message"]
    assert "Traceback" not in done.stderr


def test_standard_input_with_a_date() -> None:
    done = run("read", "-", "--published", "2019-03-29", "--title", "T", stdin="Two men were arrested on Thursday.")
    record = json.loads(done.stdout)
    assert record["report"]["title"] == "T"
    assert record["times"][0]["value"] == "2019-03-28"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["read"], "INPUT"),
        (["read", "nowhere.html"], "nowhere.html: no such file"),
        (["read", "-", "--published", "soon"], "2019-03-29"),
        (["read", "-", "--format", "xml"], "jsonl"),
        (["read", "-", "--output", "/nowhere/x"], "/nowhere"),
    ],
)
def test_wrong_usage_is_status_2_and_names_the_cure(arguments: list[str], words: str) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("data", [b"", b"\x00\xff\xfe" * 500, b"  \n "])
@pytest.mark.parametrize("suffix", [".txt", ".html"])
def test_junk_is_one_error_line(tmp_path: Path, data: bytes, suffix: str) -> None:
    path = tmp_path / f"junk{suffix}"
    path.write_bytes(data)
    done = run("read", str(path))
    (line,) = done.stdout.splitlines()
    assert done.returncode == 1
    assert json.loads(line)["error"]["message"]
    assert "Traceback" not in done.stderr


def test_fifty_megabytes_are_one_error_line_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The minister said that police had arrested 12 people in Almaty. " * 820_000)
    (tmp_path / "b.txt").write_text("The minister said that police had arrested 12 people in Almaty.")
    done = run("read", str(tmp_path))
    assert done.returncode == 1
    failure, record = map(json.loads, done.stdout.splitlines())
    assert failure["error"]["kind"] == "too-long"
    assert f"{tmp_path / 'a.txt'}: 52480000 characters" in failure["error"]["message"]
    assert record["statements"]
    assert done.stderr == ""


def test_sample_page_as_text_and_as_page(tmp_path: Path) -> None:
    text = run("read", str(ROOT / "examples/wire.html"), "--format", "text").stdout
    assert "The Highland Courier" in text
    assert "according to" in text
    output = tmp_path / "wire.record.html"
    assert run("read", str(ROOT / "examples/wire.html"), "--format", "html", "-o", str(output)).returncode == 0
    page = output.read_text()
    assert "<script" not in page
    assert 'id="r-1-s1"' in page


def test_a_closed_pipe_ends_cleanly(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text('{"text": "He said so."}\n' * 300)
    with subprocess.Popen([*RUN, "read", str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline()
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.parametrize("workers", ["1", "2"])
def test_ctrl_c_keeps_what_was_written(tmp_path: Path, workers: str) -> None:
    path, output = tmp_path / "many.jsonl", tmp_path / "out.jsonl"
    path.write_text('{"text": "The minister said on Monday that he had resigned."}\n' * 20_000)
    command = [*RUN, "read", str(path), "-o", str(output), "--workers", workers]
    with subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True) as process:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and (not output.exists() or output.stat().st_size < 5_000):
            time.sleep(0.05)
        os.killpg(process.pid, signal.SIGINT)
        assert process.stderr is not None
        message = process.stderr.read().decode()
    assert process.returncode == 130
    assert "Traceback" not in message
    assert [json.loads(line)["version"] for line in output.read_text().splitlines()]
