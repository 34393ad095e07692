"""Writes src/test/resources/golden/assign/*.json with torchvision, torch and scipy.

Debian: apt-get install python3-torchvision python3-scipy; then, from the repository's root,
    /usr/bin/python3 tools/make_assign_goldens.py
Seeds are fixed; the same versions write the same files.
"""

import json
import pathlib
import types

import numpy as np
import torch
from scipy.optimize import linear_sum_assignment
from torchvision.models.detection import FCOS
from torchvision.models.detection._utils import Matcher, SSDMatcher
from torchvision.models.detection.anchor_utils import AnchorGenerator, DefaultBoxGenerator
from torchvision.models.detection.image_list import ImageList
from torchvision.ops import box_iou, generalized_box_iou

OUT = pathlib.Path("src/test/resources/golden/assign")


def write(name, **content):
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / f"{name}.json").write_text(json.dumps(content) + "\n")


def truths(rng, count, side, largest, least=0.03):
    size = largest * rng.uniform(least, 1, (count, 2)) ** 2
    corner = rng.uniform(0, 1, (count, 2)) * (side - size)
    return torch.tensor(np.hstack([corner, corner + size]).round(2), dtype=torch.float32)


def rows(boxes):
    return [[round(float(v), 6) for v in box] for box in boxes]


def grid(generator, side, strides):
    images = ImageList(torch.zeros(1, 3, side, side), [(side, side)])
    return generator(images, [torch.zeros(1, 1, side // s, side // s) for s in strides])[0]


def retinanet(side):
    sizes = tuple((x, int(x * 2 ** (1 / 3)), int(x * 2 ** (2 / 3))) for x in (32, 64, 128, 256, 512))
    return grid(AnchorGenerator(sizes, ((0.5, 1.0, 2.0),) * 5), side, (8, 16, 32, 64, 128))


def proposals(side):
    sizes = ((32,), (64,), (128,), (256,), (512,))
    return grid(AnchorGenerator(sizes, ((0.5, 1.0, 2.0),) * 5), side, (4, 8, 16, 32, 64))


def ssd():
    generator = DefaultBoxGenerator(
        [[2], [2, 3], [2, 3], [2, 3], [2], [2]],
        scales=[0.07, 0.15, 0.33, 0.51, 0.69, 0.87, 1.05],
        steps=[8, 16, 32, 64, 100, 300],
    )
    images = ImageList(torch.zeros(1, 3, 300, 300), [(300, 300)])
    return generator(images, [torch.zeros(1, 1, s, s) for s in (38, 19, 10, 5, 3, 1)])[0]


def anchors():
    def sample(boxes, step):
        return {"count": len(boxes), "step": step, "boxes": rows(boxes[::step])}

    write(
        "anchors",
        retinanet=sample(retinanet(256), 61),
        proposals=sample(proposals(256), 61),
        ssd=sample(ssd(), 61),
    )


def matches(name, boxes, matcher, side, least=0.03):
    """All matches but -1, as anchor and truth."""
    cases = []
    for seed in range(4):
        gt = truths(np.random.default_rng(seed), 3 + 5 * seed, side, side * 0.9, least)
        found = matcher(box_iou(gt, boxes))
        pairs = [[int(a), int(found[a])] for a in torch.where(found != -1)[0]]
        cases.append({"boxes": rows(gt), "matches": pairs})
    write(name, side=side, cases=cases)


def fcos():
    side, strides = 512, (8, 16, 32, 64, 128)
    points, counts = [], []
    for s in strides:
        ticks = torch.arange(side // s) * s + s / 2
        y, x = torch.meshgrid(ticks, ticks, indexing="ij")
        centre = torch.stack([x, y, x, y], -1).reshape(-1, 4)
        points.append(centre + torch.tensor([-s, -s, s, s]) / 2)
        counts.append(len(centre))
    points = torch.cat(points)
    cases = []
    for radius in (1.5, 1e6):
        for seed in range(3):
            gt = truths(np.random.default_rng(10 + seed), 2 + 6 * seed, side, side * 0.9)
            found = []
            head = types.SimpleNamespace(compute_loss=lambda t, h, a, matched: found.extend(matched))
            model = types.SimpleNamespace(center_sampling_radius=radius, head=head)
            FCOS.compute_loss(model, [{"boxes": gt}], {}, [points], counts)
            pairs = [[int(a), int(found[0][a])] for a in torch.where(found[0] >= 0)[0]]
            cases.append(
                {"radius": radius if radius < 1e6 else 0, "boxes": rows(gt), "matches": pairs}
            )
    write("fcos", side=side, cases=cases)


def queries():
    cases = []
    for seed in range(3):
        rng = np.random.default_rng(20 + seed)
        n, m, classes = 20, 2 + 5 * seed, 4
        gt = truths(rng, m, 1, 0.8)
        gt[:, 2:] += 0.05
        predicted = truths(rng, n, 1, 0.8)
        predicted[:, 2:] += 0.05
        logits = torch.tensor(rng.normal(0, 2, (n, classes)).round(3), dtype=torch.float64)
        labels = torch.tensor(rng.integers(0, classes - 1, m))
        a, b = predicted.double().round(decimals=4), gt.double().round(decimals=4)

        def centred(x):
            return torch.cat([(x[:, :2] + x[:, 2:]) / 2, x[:, 2:] - x[:, :2]], 1)

        box = 5 * torch.cdist(centred(a), centred(b), p=1) - 2 * generalized_box_iou(a, b)
        softmax = -logits.softmax(-1)[:, labels] + box
        p = logits.sigmoid()
        negative = 0.75 * p**2 * -(1 - p + 1e-8).log()
        positive = 0.25 * (1 - p) ** 2 * -(p + 1e-8).log()
        focal = 2 * (positive - negative)[:, labels] + box
        case = {
            "predicted": rows(a),
            "boxes": rows(b),
            "categories": labels.tolist(),
            "logits": logits.tolist(),
        }
        for name, cost in (("detr", softmax), ("focal", focal)):
            case[name] = [[round(float(v), 9) for v in row] for row in cost]
            query, truth = linear_sum_assignment(cost.numpy())
            case[name + "Matches"] = [[int(q), int(t)] for q, t in zip(query, truth)]
        cases.append(case)
    write("queries", cases=cases)


anchors()
matches("retinanet", retinanet(256), Matcher(0.5, 0.4, allow_low_quality_matches=True), 256)
matches("proposals", proposals(128), Matcher(0.7, 0.3, allow_low_quality_matches=True), 128)
matches("head", proposals(128), Matcher(0.5, 0.5, allow_low_quality_matches=False), 128)
# A truth inside two default boxes of one size overlaps them equally, and float noise decides which
# one torchvision forces; larger truths keep clear of that.
matches("ssd", ssd(), SSDMatcher(0.5), 300, least=0.4)
fcos()
queries()
