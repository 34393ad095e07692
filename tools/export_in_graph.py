#!/usr/bin/env python3
"""Wraps a detector so that its graph takes pixels: uint8 [N, height, width, 3], normalised inside.

Such inputs are a quarter of the size of float32 ones, and normalising them is the device's work. Resizing and padding
stay outside. OUT.json, the descriptor with "preprocessing": "in-graph" (docs/formats/descriptor.md), is written
beside OUT.

    python3 tools/export_in_graph.py MODEL.pt MODEL.json OUT.pt [--half] [--device cuda]
    python3 tools/export_in_graph.py MODEL.pt MODEL.json OUT.onnx

MODEL.pt is TorchScript. A module in Python is wrapped by the same code:

    from export_in_graph import wrap
    wrap(module.eval(), descriptor).save("out.pt")

ONNX is written where this torch's exporter knows all the model's operators.

--half makes weights and arithmetic float16 behind the normalisation; outputs are float32 again. It is for GPUs. float16
holds 11 bits: between 512 and 1024 its numbers are half a pixel apart, so models that work out boxes in the graph lose
that much there, and those that give offsets do not. Compare AP before relying on it. A graph that names float32 itself
(casts, constants) may refuse or stay float32 there; export such a model from its Python module in half precision.

Needs torch (tested with 1.13).
"""
import argparse
import json
from typing import Any

import torch
from torch import Tensor, nn


class InGraph(nn.Module):
    """Normalises as a descriptor says, then runs a model; floating outputs become float32."""

    def __init__(self, model: nn.Module, preprocessing: dict):
        super().__init__()
        self.model = model
        # What a graph's arithmetic is to be like; a traced cast to a type that is named could not be changed.
        self.like = nn.Parameter(torch.zeros(()), requires_grad=False)
        mean, std = (torch.tensor(preprocessing[key], dtype=torch.float64).view(1, 3, 1, 1) for key in ("mean", "std"))
        # value * factor + offset is ((value * scale) - mean) / std; worked out in double, kept in float.
        self.factor = nn.Parameter((number(preprocessing["scale"]) / std).float(), requires_grad=False)
        self.offset = nn.Parameter((-mean / std).float(), requires_grad=False)

    def forward(self, images: Tensor):
        # A view: strides say "channels last", which convolutions run as it is.
        values = images.permute(0, 3, 1, 2).float() * self.factor + self.offset
        return floats(self.model(values.type_as(self.like)))


def floats(outputs: Any):
    """Outputs of a traced model: tensors in tuples, lists and dicts."""
    if isinstance(outputs, Tensor):
        return outputs.float() if outputs.is_floating_point() else outputs
    if isinstance(outputs, dict):
        return {name: floats(value) for name, value in outputs.items()}
    return tuple(floats(value) for value in outputs)


def number(scale) -> float:
    """A number, or a text such as "1/255"."""
    if not isinstance(scale, str):
        return float(scale)
    first, *others = (float(part) for part in scale.split("/"))
    for other in others:
        first /= other
    return first


def wrap(model: nn.Module, descriptor: dict, half: bool = False, device: str = "cpu"):
    """Returns a frozen TorchScript module that takes uint8 [N, height, width, 3]."""
    _, height, width = descriptor["input"]
    wrapper = InGraph(model, descriptor["preprocessing"]).eval().to(device)
    example = torch.randint(0, 256, (2, height, width, 3), dtype=torch.uint8, device=device)
    with torch.no_grad():
        # Dicts are traced as they are only where this is not strict.
        traced = torch.jit.trace(wrapper, example, strict=False, check_trace=False).eval()
    if half:
        # Behind the tracing, since not every torch convolves float16 on a CPU.
        traced.model.half()
        traced.like.data = traced.like.data.half()
    return torch.jit.freeze(traced)


def in_graph_descriptor(descriptor: dict) -> dict:
    """The descriptor of a wrapped model: its geometry stands beside the flag."""
    inside = descriptor["preprocessing"]
    changed = dict(descriptor, preprocessing="in-graph")
    changed.update({key: inside[key] for key in ("resize", "pad", "colour") if inside.get(key) is not None})
    return changed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", help="TorchScript, normalised float32 [N, 3, height, width]")
    parser.add_argument("descriptor", help="its JSON")
    parser.add_argument("out", help="OUT.pt or OUT.onnx; OUT.json is written beside it")
    parser.add_argument("--half", action="store_true", help="float16 behind the normalisation")
    parser.add_argument("--device", default="cpu", help="where to trace; what the model needs, e.g. cuda for --half")
    args = parser.parse_args()
    with open(args.descriptor) as f:
        descriptor = json.load(f)
    if descriptor["preprocessing"] == "in-graph":
        parser.error(args.descriptor + ": the graph normalises already")
    wrapped = wrap(torch.jit.load(args.model, map_location=args.device), descriptor, args.half, args.device)
    stem, extension = args.out.rsplit(".", 1)
    if extension == "onnx":
        export_onnx(wrapped, descriptor, args.out)
    else:
        wrapped.save(args.out)
    with open(stem + ".json", "w") as f:
        json.dump(in_graph_descriptor(descriptor), f, indent=1)
        f.write("\n")


def export_onnx(wrapped, descriptor: dict, path: str) -> None:
    _, height, width = descriptor["input"]
    example = torch.zeros(2, height, width, 3, dtype=torch.uint8)
    outputs = wrapped(example)
    count = 1 if isinstance(outputs, Tensor) else len(outputs)
    names = ["output" + str(i) for i in range(count)]
    batch = {name: {0: "batch"} for name in ["images", *names]}
    torch.onnx.export(wrapped, example, path, input_names=["images"], output_names=names, dynamic_axes=batch,
                      opset_version=16)


if __name__ == "__main__":
    main()
