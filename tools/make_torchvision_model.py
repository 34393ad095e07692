"""Writes a torchvision detector with random weights as TorchScript, and what torch itself answers.

The model is torchvision's RetinaNet on a backbone of one convolution, so the file is small; its NMS
is written in plain torch, for the operators of libtorchvision are not part of libtorch. A wrapper
pads the lists of a batch to [N, n, 4], [N, n], [N, n], as the head "torchvision" reads them.

Usage: python3 tools/make_torchvision_model.py src/test/resources/torchvision
Needs torch and torchvision (Debian: python3-torch, python3-torchvision).
"""

import json
import math
import pathlib
import sys
import zipfile
from typing import List, Tuple

import torch
from torch import Tensor, nn
from torchvision.models.detection import RetinaNet
from torchvision.models.detection import retinanet as module
from torchvision.models.detection.anchor_utils import AnchorGenerator

SIDE = 64
KEPT = 20


def batched_nms(boxes: Tensor, scores: Tensor, idxs: Tensor, iou_threshold: float) -> Tensor:
    order = torch.argsort(scores, descending=True, stable=True)
    area = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    kept: List[int] = []
    for k in range(order.shape[0]):
        i = int(order[k])
        good = True
        for j in kept:
            if int(idxs[i]) == int(idxs[j]):
                low = torch.max(boxes[i, :2], boxes[j, :2])
                high = torch.min(boxes[i, 2:], boxes[j, 2:])
                size = (high - low).clamp(min=0.0)
                common = size[0] * size[1]
                if float(common / (area[i] + area[j] - common)) > iou_threshold:
                    good = False
        if good:
            kept.append(i)
    return torch.tensor(kept, dtype=torch.int64)


class Backbone(nn.Module):
    out_channels = 4

    def __init__(self) -> None:
        super().__init__()
        self.pool = nn.AvgPool2d(4)
        self.conv = nn.Conv2d(3, 4, 4, stride=4)

    def forward(self, x: Tensor) -> Tensor:
        return torch.relu(self.conv(self.pool(x)))


class Padded(nn.Module):
    def __init__(self, model: nn.Module, kept: int) -> None:
        super().__init__()
        self.model = model
        self.kept = kept

    def forward(self, images: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
        _, found = self.model(list(images.unbind(0)))
        boxes = torch.zeros(len(found), self.kept, 4)
        labels = torch.zeros(len(found), self.kept, dtype=torch.int64)
        scores = torch.zeros(len(found), self.kept)
        for i, one in enumerate(found):
            n = one["scores"].shape[0]
            boxes[i, :n] = one["boxes"]
            labels[i, :n] = one["labels"]
            scores[i, :n] = one["scores"]
        return boxes, labels, scores


def build() -> nn.Module:
    torch.manual_seed(7)
    module.box_ops.batched_nms = batched_nms
    model = RetinaNet(
        Backbone(),
        num_classes=3,
        min_size=SIDE,
        max_size=SIDE,
        image_mean=[0.0, 0.0, 0.0],
        image_std=[1.0, 1.0, 1.0],
        anchor_generator=AnchorGenerator(((16, 24),), ((0.5, 1.0, 2.0),)),
        score_thresh=0.05,
        nms_thresh=0.5,
        detections_per_img=KEPT,
    ).eval()
    for head in (model.head.classification_head, model.head.regression_head):
        head.conv = nn.Sequential()
    nn.init.normal_(model.head.classification_head.cls_logits.weight, std=0.3)
    nn.init.zeros_(model.head.classification_head.cls_logits.bias)
    nn.init.normal_(model.head.regression_head.bbox_reg.weight, std=0.2)
    return model


def image() -> Tensor:
    """Colour waves: any program can make the same picture."""
    at = torch.arange(SIDE)
    planes = [
        ((at[:, None] * (3 + c) + at[None, :] * (7 - 2 * c)) % 256).float() for c in range(3)
    ]
    return torch.stack(planes)


def main() -> None:
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    scripted = torch.jit.script(Padded(torch.jit.script(build()), KEPT))
    raw = folder / "retinanet.raw"
    scripted.save(str(raw))
    # libtorch reads deflated archives as they are; debug records only serve Python's stack traces.
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(
        folder / "retinanet.pt", "w", zipfile.ZIP_DEFLATED, compresslevel=9
    ) as target:
        for entry in source.infolist():
            if not entry.filename.endswith(".debug_pkl"):
                name = "retinanet/" + entry.filename.split("/", 1)[1]
                target.writestr(zipfile.ZipInfo(name), source.read(entry), zipfile.ZIP_DEFLATED)
    raw.unlink()
    boxes, labels, scores = scripted(image()[None] / 255)
    count = int((scores[0] > 0).sum())
    golden = [
        {
            "label": int(labels[0, i]),
            "score": float(scores[0, i]),
            "box": [float(v) for v in boxes[0, i]],
        }
        for i in range(count)
    ]
    assert count >= 5 and all(math.isfinite(g["score"]) for g in golden)
    (folder / "retinanet.golden.json").write_text(json.dumps(golden, indent=1) + "\n")


if __name__ == "__main__":
    main()
