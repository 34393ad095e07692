"""Writes models/two-stage/fast_rcnn.pt and .json: the second stage of the zoo's faster_rcnn alone.

It takes images [N, 3, H, W] and proposals [K, 5] (place in the batch, left, top, right, bottom in input
pixels), as Fast R-CNN's layers of ROI pooling do, and gives class logits [K, 1 + C] and deltas
[K, 4 (1 + C)]. The weights are faster_rcnn's: on the proposals of its own first stage both answer alike.

Usage: python3 tools/make_fast_rcnn.py models/models models/two-stage
Needs torch (Debian: python3-torch).
"""

import json
import pathlib
import sys
import zipfile
from typing import Tuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

BINS = 7
SIDE = 256


class FastRcnn(nn.Module):
    def __init__(self, whole: nn.Module) -> None:
        super().__init__()
        self.backbone = whole.backbone
        self.neck = whole.neck
        self.squeeze = whole.squeeze
        self.fc = whole.fc
        self.cls = whole.cls
        self.reg = whole.reg
        self.bins = BINS
        self.scale = 2.0 / SIDE
        self.register_buffer("tick", (torch.arange(BINS).float() + 0.5) / BINS)

    def pool(self, feature: Tensor, rois: Tensor) -> Tensor:
        """ROI align of one image, a sample at the centre of each of 7 x 7 bins."""
        x = rois[:, 1:2] + (rois[:, 3:4] - rois[:, 1:2]) * self.tick
        y = rois[:, 2:3] + (rois[:, 4:5] - rois[:, 2:3]) * self.tick
        grid = torch.stack(
            [x[:, None, :].expand(-1, self.bins, -1), y[:, :, None].expand(-1, -1, self.bins)], -1
        )
        grid = grid.reshape(1, -1, self.bins, 2) * self.scale - 1
        out = F.grid_sample(
            feature, grid, mode="bilinear", padding_mode="border", align_corners=False
        )
        channels = feature.shape[1]
        out = out.reshape(channels, -1, self.bins * self.bins).permute(1, 0, 2)
        return out.reshape(-1, channels * self.bins * self.bins)

    def forward(self, images: Tensor, rois: Tensor) -> Tuple[Tensor, Tensor]:
        c3, c4, c5 = self.backbone(images)
        features = self.squeeze(self.neck(c3, c4, c5))
        pooled = torch.zeros(
            (rois.shape[0], features.shape[1] * self.bins * self.bins),
            dtype=features.dtype,
            device=features.device,
        )
        for i in range(images.shape[0]):
            own = torch.nonzero(rois[:, 0] == i)[:, 0]
            if own.shape[0] > 0:
                pooled[own] = self.pool(features[i : i + 1], rois[own])
        hidden = self.fc(pooled)
        return self.cls(hidden), self.reg(hidden)


def pack(raw: pathlib.Path, to: pathlib.Path) -> None:
    """libtorch reads deflated archives as they are; debug records only serve Python's stack traces."""
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(
        to, "w", zipfile.ZIP_DEFLATED, compresslevel=9
    ) as target:
        for entry in source.infolist():
            if not entry.filename.endswith(".debug_pkl"):
                name = "fast_rcnn/" + entry.filename.split("/", 1)[1]
                target.writestr(zipfile.ZipInfo(name), source.read(entry), zipfile.ZIP_DEFLATED)
    raw.unlink()


def main() -> None:
    zoo, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    whole = torch.jit.load(str(zoo / "faster_rcnn.pt")).eval()
    part = torch.jit.script(FastRcnn(whole).eval())
    torch.manual_seed(1)
    images = torch.rand(3, 3, SIDE, SIDE)
    with torch.no_grad():
        rois, logits, deltas = whole(images)
        places = torch.arange(3.0)[:, None, None].expand(-1, rois.shape[1], 1)
        given = torch.cat([places, rois], 2).reshape(-1, 5)
        own_logits, own_deltas = part(images, given)
    assert torch.allclose(own_logits, logits.flatten(0, 1), atol=1e-4)
    assert torch.allclose(own_deltas, deltas.flatten(0, 1), atol=1e-4)
    raw = folder / "fast_rcnn.raw"
    part.save(str(raw))
    pack(raw, folder / "fast_rcnn.pt")
    of = json.loads((zoo / "faster_rcnn.json").read_text())
    kept = ("input", "preprocessing", "classes", "category_ids", "labels", "nms_iou", "delta_std")
    spec = {"name": "fast_rcnn", "family": "rcnn", "rois": "input"}
    spec.update({key: of[key] for key in kept})
    spec["outputs"] = [
        {"name": "cls", "shape": ["K", of["outputs"][1]["shape"][2]]},
        {"name": "deltas", "shape": ["K", of["outputs"][2]["shape"][2]]},
    ]
    (folder / "fast_rcnn.json").write_text(json.dumps(spec, indent=1) + "\n")


if __name__ == "__main__":
    main()
