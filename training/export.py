"""Writes a trained model as the package ships it: two ONNX graphs with 16-bit weights, tokenizer and settings."""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

from accordingto.attribute.features import PAIR_SIZES, SPREAD, WORD_SIZES
from training.joint import Model
from training.network import ENCODER, WIDTH

OPSET = 18
CANDIDATE = 0.1  # least probability as cue of words whose roles are looked for
SMALL = 256  # weights of fewer numbers stay as they are


class Encoder(nn.Module):
    """The word encoder for one window without padding."""

    def __init__(self, model: Model) -> None:
        super().__init__()
        self.words = model.words

    def forward(self, ids: Tensor, first: Tensor, last: Tensor, head: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
        out: tuple[Tensor, Tensor] = self.words(ids, torch.ones_like(ids), first, last, head, labels)
        return out


def write_graphs(model: Model, folder: Path) -> None:
    """`encoder.onnx` and `roles.onnx` of `model` in `folder`."""
    model = model.float().eval()
    write_encoder(Encoder(model), len(WORD_SIZES), ["vectors", "scores"], folder / "encoder.onnx")
    count, near = torch.export.Dim("cues", min=1, max=512), torch.export.Dim("near", min=1, max=100000)
    places = torch.zeros(3, SPREAD, dtype=torch.long)
    args = (
        torch.zeros(40, WIDTH), places, torch.ones(3, SPREAD), torch.arange(3),
        torch.zeros(3, SPREAD, len(PAIR_SIZES), dtype=torch.long),
    )  # fmt: skip
    _write(
        model.roles, args, ["vectors", "places", "real", "cue", "labels"], ["tags", "valid"],
        ({0: near}, {0: count}, {0: count}, {0: count}, {0: count}), folder / "roles.onnx",
    )  # fmt: skip


def write_encoder(module: nn.Module, labels: int, outputs: list[str], file: Path) -> None:
    """The graph of a module that reads one window: word pieces, and of each word first, last, head and its labels."""
    n, length = 5, 12
    zeros = torch.zeros(1, n, dtype=torch.long)
    ids = torch.full((1, length), 200)
    inputs = (ids, zeros + 1, zeros + 2, zeros, torch.zeros(1, n, labels, dtype=torch.long))
    pieces, words = torch.export.Dim("pieces", min=3, max=512), torch.export.Dim("words", min=2, max=512)
    shapes = ({1: pieces}, {1: words}, {1: words}, {1: words}, {1: words})
    _write(module, inputs, ["ids", "first", "last", "head", "labels"], outputs, shapes, file)


def _write(module: nn.Module, inputs: Any, names: list[str], outputs: list[str], shapes: Any, file: Path) -> None:
    program = torch.onnx.export(
        module,
        inputs,
        None,
        input_names=names,
        output_names=outputs,
        dynamic_shapes=shapes,
        dynamo=True,
        opset_version=OPSET,
        verbose=False,
    )
    assert program is not None
    program.save(str(file), external_data=False)
    graph = onnx.load(str(file))
    onnx.save(halve(graph), str(file))


def halve(model: Any) -> Any:
    """Stores large 32-bit weights as 16-bit floats; a Cast at their use computes in 32 bits."""
    graph, casts = model.graph, []
    for one in graph.initializer:
        if one.data_type != TensorProto.FLOAT or np.prod(one.dims) < SMALL:
            continue
        array, name = numpy_helper.to_array(one), one.name
        half = numpy_helper.from_array(array.astype(np.float16), name + ".half")
        one.CopyFrom(half)
        casts.append(helper.make_node("Cast", [name + ".half"], [name], to=TensorProto.FLOAT))
    nodes = list(graph.node)
    del graph.node[:]
    graph.node.extend([*casts, *nodes])
    del graph.value_info[:]
    return model


def export(weights: Path, folder: Path) -> None:
    """Makes a model folder of trained weights; confidence and threshold in its settings are still to be fitted."""
    model = Model()
    model.load_state_dict(torch.load(weights, weights_only=True))
    folder.mkdir(parents=True, exist_ok=True)
    write_graphs(model, folder)
    shutil.copy(ENCODER / "tokenizer.json", folder / "tokenizer.json")
    settings = {
        "transitions": [[round(v, 4) for v in row] for row in model.transitions.tolist()],
        "candidate": CANDIDATE,
        "least": 0.0,
        "weights": [],
        "bias": 0.0,
    }
    (folder / "settings.json").write_text(json.dumps(settings, indent=1) + "\n", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    export(args.weights, args.out)


if __name__ == "__main__":
    main()
