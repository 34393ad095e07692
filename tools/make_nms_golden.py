#!/usr/bin/env python3
"""Writes what torchvision's nms and batched_nms keep of seeded random boxes.

    make_nms_golden.py src/test/resources/golden/nms/torchvision.json

Scores are all different, since torchvision's order of ties is not defined, and no IoU lies within
1e-5 of a threshold, since torchvision computes in 32 bits. Needs torchvision.
"""

import json
import sys

import torch
import torchvision

THRESHOLDS = [0.3, 0.5, 0.7]


def scene(seed, count, classes):
    draw = torch.Generator().manual_seed(seed)
    corner = torch.randint(0, 400, (count, 2), generator=draw) / 4
    side = torch.randint(4, 160, (count, 2), generator=draw) / 4
    boxes = torch.cat([corner, corner + side], 1)
    scores = (torch.randperm(count, generator=draw) + 1) / (count + 1)
    labels = torch.randint(0, classes, (count,), generator=draw)
    ious = torchvision.ops.box_iou(boxes.double(), boxes.double())
    for threshold in THRESHOLDS:
        assert ((ious - threshold).abs() > 1e-5).all(), "another seed, please"
    return boxes, scores, labels


def main():
    scenes = []
    for seed, count, classes in [(1, 40, 2), (2, 120, 5), (7, 200, 1)]:
        while True:
            try:
                boxes, scores, labels = scene(seed, count, classes)
                break
            except AssertionError:
                seed += 100
        kept = [
            {
                "iou": threshold,
                "nms": torchvision.ops.nms(boxes, scores, threshold).tolist(),
                "batched": torchvision.ops.batched_nms(boxes, scores, labels, threshold).tolist(),
            }
            for threshold in THRESHOLDS
        ]
        scenes.append(
            {
                "boxes": boxes.tolist(),
                "scores": scores.tolist(),
                "classes": labels.tolist(),
                "kept": kept,
            }
        )
    with open(sys.argv[1], "w") as out:
        json.dump({"torchvision": torchvision.__version__, "scenes": scenes}, out)
        out.write("\n")


main()
