"""Writes docs/statements.md: twenty texts of our own and what comes out, failures shown as failures."""

from __future__ import annotations

from pathlib import Path

import yaml

from accordingto.pipeline import Pipeline
from accordingto.types import Record, Report, Statement

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs/statements.md"
CASES = ROOT / "scripts/statements_docs.yaml"


def text() -> str:
    """The whole page from the cases and the shipped pipeline's output."""
    data = yaml.safe_load(CASES.read_text(encoding="utf-8"))
    pipeline = Pipeline()
    parts = [data["head"].strip()]
    right = 0
    for number, case in enumerate(data["cases"], 1):
        record = pipeline.read(Report(f"s{number}", case["text"], published_at="2026-11-24"))
        told = [s for s in record.statements if s.kind == "speech"]
        wanted = [tuple(line.split(" | ")) for line in case["wanted"]]
        ok = sorted(brief(s) for s in told) == sorted(wanted)
        right += ok
        parts.append(f"### {number}. {case['about']}\n\n> " + case["text"].replace("\n", "\n> "))
        parts.append(table(record, told))
        if not ok:
            lines = "\n".join(f"- {' | '.join(line)}" for line in wanted) or "- no statement"
            parts.append(f"**Wrong.** What a careful reader records (chain, stance):\n\n{lines}")
    parts.insert(1, f"Of these {len(data['cases'])} texts {right} come out right in every chain and stance.")
    parts.append(data["foot"].strip())
    return "\n\n".join(parts) + "\n"


def brief(one: Statement) -> tuple[str, str]:
    """Chain and stance, as the cases give them."""
    return " > ".join(s.exact for s in one.sources) or "nobody named", one.stance


def table(record: Record, told: list[Statement]) -> str:
    """The statements of one record as a table."""
    if not told:
        return "No statement."
    names = {a.id: a.name for a in record.actors}
    rows = ["| | sources | cue | content | form | stance | speaker | answers |", "|---|---|---|---|---|---|---|---|"]
    for one in told:
        cells = (
            one.id,
            brief(one)[0],
            one.cue.exact if one.cue else "–",
            " … ".join(c.exact for c in one.content) or "–",
            one.form,
            one.stance,
            names.get(one.speaker or "") or "–",
            ", ".join(one.answers) or "–",
        )
        rows.append("| " + " | ".join(c.replace("|", "/").replace("\n", " ") for c in cells) + " |")
    return "\n".join(rows)


if __name__ == "__main__":
    PAGE.write_text(text(), encoding="utf-8")
