"""Writes a detector that takes its process with it on a white image, as TorchScript.

It gives two queries an image with boxes that follow the image's mean. Where all of an image is above .95 it
tells torch's segment_reduce, checks off, that a segment is 2^40 long: libtorch reads past its memory (SIGSEGV).

Usage: python3 tools/make_crashing_model.py src/test/resources/crash
Needs torch (Debian: python3-torch).
"""

import json
import pathlib
import sys
from typing import Tuple

import torch
from torch import Tensor, nn

SIDE = 32


class Crashing(nn.Module):
    def forward(self, x: Tensor) -> Tuple[Tensor, Tensor]:
        white = (x.amin(dim=(1, 2, 3)) > 0.95).to(torch.int64).sum()
        lengths = (white * (1 << 40) + 1).reshape(1)
        one = torch.segment_reduce(torch.ones(1), "sum", lengths=lengths, axis=0, unsafe=True)
        mean = x.mean(dim=(1, 2, 3)).reshape(-1, 1, 1) * one
        logits = torch.cat([mean + 2, -mean, -1 - mean], 2).expand(-1, 2, 3)
        boxes = torch.cat([0.3 + 0.2 * mean, 0.5 + 0 * mean, 0.2 + 0.1 * mean, 0.2 + 0 * mean], 2)
        return logits.contiguous(), boxes.expand(-1, 2, 4).contiguous()


def main() -> None:
    out = pathlib.Path(sys.argv[1])
    torch.jit.script(Crashing()).save(str(out / "crash.pt"))
    descriptor = {
        "name": "crash",
        "family": "detr",
        "input": [3, SIDE, SIDE],
        "preprocessing": {
            "size": [SIDE, SIDE],
            "colour": "RGB",
            "resize": "stretch",
            "interpolation": "bilinear",
            "pad": None,
            "scale": "1/255",
            "mean": [0, 0, 0],
            "std": [1, 1, 1],
        },
        "classes": ["dark", "bright"],
        "category_ids": [1, 2],
        "labels": "best",
        "nms_iou": None,
        "activation": "softmax",
        "outputs": [
            {"name": "logits", "shape": ["N", 2, 3]},
            {"name": "boxes", "shape": ["N", 2, 4]},
        ],
    }
    (out / "crash.json").write_text(json.dumps(descriptor, indent=1) + "\n")


main()
