"""Records of the attribution model alone, as the benchmark's scorer reads them."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from accordingto.attribute.attribution import Attribution, Stretches
from accordingto.attribute.model import AttributionModel
from accordingto.read.parser import Parser


def record(report: dict[str, Any], found: tuple[Attribution, ...]) -> dict[str, Any]:
    """The part of a record that the attribution measures look at; they take one source and one cue a statement."""
    text = report["text"]

    def spans(ranges: Stretches) -> list[dict[str, Any]]:
        return [{"start": a, "end": b, "exact": text[a:b]} for a, b in ranges]

    statements = [
        {
            "sources": spans(one.source[:1]),
            "cue": next(iter(spans(one.cue)), None),
            "content": spans(one.content),
            "confidence": one.confidence,
        }
        for one in found
    ]
    return {"version": 1, "report": {"id": report["id"], "text": text}, "statements": statements}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reports", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--model", type=Path, help="folder of the model; the shipped one if not given")
    args = parser.parse_args()
    model, reader = AttributionModel.load(args.model), Parser()
    with args.out.open("w", encoding="utf-8") as out:
        for line in args.reports.read_text("utf-8").splitlines():
            report = json.loads(line)
            found = model.attributions(reader.parse(report["text"]))
            out.write(json.dumps(record(report, found), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
