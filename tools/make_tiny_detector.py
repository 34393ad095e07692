"""Writes a detector of 24 weights as TorchScript, plain and wrapped by export_in_graph.py.

Mean colours of blocks of 8 x 8 pixels become boxes and the scores of two classes, in the output of YOLOv8. It finds nothing
in particular; but what it answers depends on every pixel and on the normalisation, and it costs next to nothing.

Usage: python3 tools/make_tiny_detector.py src/test/resources/in-graph
Needs torch (Debian: python3-torch).
"""
import json
import pathlib
import sys

import torch
from export_in_graph import in_graph_descriptor, wrap
from torch import Tensor, nn

BLOCK = 8
DESCRIPTOR = {
    "family": "yolov8", "input": [3, 96, 128],
    "preprocessing": {"resize": "letterbox_center", "pad": [10, 20, 30], "colour": "RGB", "scale": "1/255",
                      "mean": [0.1, 0.2, 0.3], "std": [0.9, 0.8, 0.7]},
    "nms_iou": 0.6, "classes": ["warm", "cold"],
}


class Tiny(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.block = BLOCK
        self.mean = nn.AvgPool2d(BLOCK)
        self.mix = nn.Conv2d(3, 6, 1)
        with torch.no_grad():
            self.mix.weight[4] = torch.tensor([6.0, 0.0, -6.0])[:, None, None]
            self.mix.weight[5] = torch.tensor([-6.0, 0.0, 6.0])[:, None, None]

    def forward(self, images: Tensor) -> Tensor:
        v = self.mix(self.mean(images))
        rows, columns = v.shape[2], v.shape[3]
        y = (torch.arange(rows, device=v.device) + 0.5).view(1, rows, 1)
        x = (torch.arange(columns, device=v.device) + 0.5).view(1, 1, columns)
        boxes = torch.stack(
            [self.block * (x + v[:, 0]), self.block * (y + v[:, 1]), 16 * v[:, 2].exp(), 16 * v[:, 3].exp()], 1)
        return torch.cat([boxes, torch.sigmoid(v[:, 4:])], 1).flatten(2)


def main() -> None:
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(7)
    plain = torch.jit.script(Tiny().eval())
    plain.save(str(folder / "tiny.pt"))
    wrap(plain, DESCRIPTOR).save(str(folder / "tiny_pixels.pt"))
    for name, descriptor in (("tiny", DESCRIPTOR), ("tiny_pixels", in_graph_descriptor(DESCRIPTOR))):
        (folder / (name + ".json")).write_text(json.dumps(descriptor, indent=1) + "\n")


if __name__ == "__main__":
    main()
