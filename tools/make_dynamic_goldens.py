"""Writes src/test/resources/golden/assign/{dynamic,mining}.json.

SimOTA and task-aligned assignment are written here in plain Python from the papers' rules, a pair of
object and point at a time (YOLOX, Ge et al. 2021, section 2 and its first release; TOOD, Feng et al.
2021, section 3.3); hard-negative mining is torchvision's SSD.

Debian: apt-get install python3-torchvision; then, from the repository's root,
    /usr/bin/python3 tools/make_dynamic_goldens.py
"""

import json
import math
import pathlib
import random
import types

import numpy as np
import torch
from torchvision.models.detection._utils import BoxCoder
from torchvision.models.detection.ssd import SSD

OUT = pathlib.Path("src/test/resources/golden/assign")
SIDE, STRIDES, CLASSES = 96, (8, 16, 32), 3


def points():
    return [
        (stride * (column + 0.5), stride * (row + 0.5), stride)
        for stride in STRIDES
        for row in range(SIDE // stride)
        for column in range(SIDE // stride)
    ]


def scene(seed, truths):
    """Objects, and a prediction at each point: of a nearby object and shaken, or anything."""
    rng = random.Random(seed)
    boxes, categories = [], []
    for _ in range(truths):
        w, h = rng.uniform(10, 60), rng.uniform(10, 60)
        x, y = rng.uniform(0, SIDE - w), rng.uniform(0, SIDE - h)
        boxes.append([round(v, 2) for v in (x, y, x + w, y + h)])
        categories.append(rng.randrange(CLASSES))
    predicted, scores = [], []
    for x, y, stride in points():
        holding = [t for t, b in enumerate(boxes) if b[0] < x < b[2] and b[1] < y < b[3]]
        if holding and rng.random() < 0.8:
            t = rng.choice(holding)
            box = [v + rng.uniform(-6, 6) for v in boxes[t]]
            own = categories[t]
        else:
            box = [x - 2 * stride, y - stride, x + stride, y + stride * rng.uniform(1, 3)]
            own = rng.randrange(CLASSES)
        predicted.append([round(v, 2) for v in box])
        scores.append(
            [
                float(np.float32(round(rng.uniform(0.2, 0.95) if c == own else rng.uniform(0.01, 0.3), 4)))
                for c in range(CLASSES)
            ]
        )
    return {"boxes": boxes, "categories": categories, "predicted": predicted, "scores": scores}


def iou(a, b):
    across = min(a[2], b[2]) - max(a[0], b[0])
    down = min(a[3], b[3]) - max(a[1], b[1])
    both = max(0, across) * max(0, down)
    return both / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - both)


def ciou(a, b):
    wide = max(a[2], b[2]) - min(a[0], b[0])
    high = max(a[3], b[3]) - min(a[1], b[1])
    apart = ((a[0] + a[2] - b[0] - b[2]) / 2) ** 2 + ((a[1] + a[3] - b[1] - b[3]) / 2) ** 2
    turn = math.atan((b[2] - b[0]) / (b[3] - b[1])) - math.atan((a[2] - a[0]) / (a[3] - a[1]))
    v = 4 / math.pi**2 * turn**2
    overlap = iou(a, b)
    alpha = v / (1 - overlap + v) if v > 0 else 0
    return overlap - apart / (wide**2 + high**2) - alpha * v


def inside(box, x, y):
    return box[0] < x < box[2] and box[1] < y < box[3]


def simota(case):
    where, boxes = points(), case["boxes"]

    def near(t, x, y, stride):
        cx, cy = (boxes[t][0] + boxes[t][2]) / 2, (boxes[t][1] + boxes[t][3]) / 2
        return abs(x - cx) < 2.5 * stride and abs(y - cy) < 2.5 * stride

    candidates = [
        p
        for p, (x, y, s) in enumerate(where)
        if any(inside(b, x, y) or near(t, x, y, s) for t, b in enumerate(boxes))
    ]

    def cost(t, p):
        x, y, stride = where[p]
        entropy = 0.0
        for c in range(CLASSES):
            root = math.sqrt(case["scores"][p][c])
            entropy -= math.log(root if c == case["categories"][t] else 1 - root)
        overlap = -math.log(iou(case["predicted"][p], boxes[t]) + 1e-8)
        good = inside(boxes[t], x, y) and near(t, x, y, stride)
        return entropy + 3 * overlap + (0 if good else 100_000)

    takers = {}
    for t in range(len(boxes)):
        best = sorted((iou(case["predicted"][p], boxes[t]) for p in candidates), reverse=True)[:10]
        k = max(1, int(sum(best)))
        for p in sorted(candidates, key=lambda p: cost(t, p))[:k]:
            takers.setdefault(p, []).append(t)
    matches = []
    for p, wanting in sorted(takers.items()):
        t = wanting[0] if len(wanting) == 1 else min(range(len(boxes)), key=lambda t: cost(t, p))
        matches.append([p, t, iou(case["predicted"][p], boxes[t])])
    return matches


def aligned(case, count, alpha, beta, overlap):
    where, boxes = points(), case["boxes"]

    def u(t, p):
        return max(0.0, overlap(case["predicted"][p], boxes[t]))

    def metric(t, p):
        return case["scores"][p][case["categories"][t]] ** alpha * u(t, p) ** beta

    takers = {}
    for t, box in enumerate(boxes):
        holding = [p for p, (x, y, _) in enumerate(where) if inside(box, x, y) and metric(t, p) > 0]
        for p in sorted(holding, key=lambda p: -metric(t, p))[:count]:
            takers.setdefault(p, []).append(t)
    owner = {p: max(wanting, key=lambda t: u(t, p)) for p, wanting in takers.items()}
    matches = []
    for p, t in sorted(owner.items()):
        mine = [q for q in owner if owner[q] == t]
        best, most = max(metric(t, q) for q in mine), max(u(t, q) for q in mine)
        matches.append([p, t, metric(t, p) / best * most])
    return matches


def mining():
    """Classification loss of torchvision's SSD, a sum over the anchors that mining leaves.

    No case runs out of negatives: there torchvision counts positives a second time, as negatives.
    """
    cases = []
    for seed, positives in ((0, 1), (1, 7), (2, 25)):
        rng = np.random.default_rng(seed)
        n = 120
        logits = rng.normal(0, 2, (n, 4)).round(3)
        labels = rng.integers(1, 4, 5)
        matched = np.full(n, -1)
        matched[rng.permutation(n)[:positives]] = rng.integers(0, 5, positives)
        corner = torch.tensor(rng.uniform(0, 50, (n, 2)), dtype=torch.float64)
        anchors = torch.cat([corner, corner + 10], 1)
        model = types.SimpleNamespace(
            neg_to_pos_ratio=3, box_coder=BoxCoder(weights=(10.0, 10.0, 5.0, 5.0))
        )
        loss = SSD.compute_loss(
            model,
            [{"boxes": anchors[:5], "labels": torch.tensor(labels)}],
            {"bbox_regression": torch.zeros(1, n, 4).double(), "cls_logits": torch.tensor(logits)[None]},
            [anchors],
            [torch.tensor(matched)],
        )
        cases.append(
            {
                "logits": logits.tolist(),
                "labels": labels.tolist(),
                "matched": matched.tolist(),
                "loss": float(loss["classification"]) * positives,
            }
        )
    return cases


def write(name, content):
    (OUT / f"{name}.json").write_text(json.dumps(content) + "\n")


scenes = [scene(seed, truths) for seed, truths in ((1, 1), (2, 4), (3, 9))]
cases = [
    {
        "boxes": s["boxes"],
        "categories": s["categories"],
        "predicted": s["predicted"],
        "scores": [[round(v, 4) for v in row] for row in s["scores"]],
        "simota": simota(s),
        "tood": aligned(s, 13, 1, 6, iou),
        "yolov8": aligned(s, 10, 0.5, 6, ciou),
    }
    for s in scenes
]
write("dynamic", {"side": SIDE, "cases": cases})
write("mining", {"cases": mining()})
