#!/usr/bin/env python3
"""Writes the golden losses of LossGoldenTest: value and gradient by torch's autograd, in doubles.

Where torch or torchvision has the loss, theirs is called (torchvision's eps set to 0); the others
are written here from their papers' formulas, on probabilities and with the matching by brute force,
so that they share nothing with the Java code. Needs torch and torchvision. Usage:

    make_loss_goldens.py > src/test/resources/golden/loss/losses.json
"""
import itertools
import json

import torch
import torch.nn.functional as F
import torchvision.ops as ops

torch.manual_seed(7)
torch.set_default_dtype(torch.float64)
cases = []


def case(name, loss, x, target):
    """One golden: inputs rounded first, so that both sides see the same numbers."""
    x = torch.tensor([round(v, 4) for v in x.flatten().tolist()], requires_grad=True)
    target = torch.tensor([round(v, 4) for v in target.flatten().tolist()])
    value = loss(x, target)
    value.backward()
    cases.append({"loss": name, "x": x.tolist(), "target": target.tolist(),
                  "value": value.item(), "gradient": x.grad.tolist()})


# Boxes: overlapping, nested, apart, touching, alike.
def iou(x, t):
    return ops.box_iou(x[None], t[None])[0, 0]


boxes = {
    "IOU": lambda x, t: 1 - iou(x, t),
    "UNIT_BOX": lambda x, t: -torch.log(iou(x, t)),
    "GIOU": lambda x, t: ops.generalized_box_iou_loss(x, t, eps=0),
    "DIOU": lambda x, t: ops.distance_box_iou_loss(x, t, eps=0),
    # Version 0.14 does not hand eps on to all parts; large boxes make it vanish.
    "CIOU": lambda x, t: ops.complete_box_iou_loss(x * 1e4, t * 1e4, eps=0),
}
pairs = [([0, 0, 4, 3], [1, 1, 6, 7]), ([1, 1, 2, 3], [0, 0, 5, 5]), ([0, 0, 5, 5], [1, 2, 3, 3]),
         ([0, 0, 2, 1], [3, 4, 5, 9]), ([-1, 2, 4, 4], [0, 2, 4, 7]), ([1, 2, 4, 8], [1, 2, 4, 8.5])]
for name, loss in boxes.items():
    for p, t in pairs:
        # Apart, IoU has no gradient, and its logarithm no value.
        if name in ("IOU", "UNIT_BOX") and t == [3, 4, 5, 9]:
            continue
        case(name, loss, torch.tensor(p) * 1.0, torch.tensor(t) * 1.0)


# One logit.
def heat_map(x, y):
    p = torch.sigmoid(x)
    return torch.where(y == 1, -(1 - p) ** 2 * torch.log(p),
                       -(1 - y) ** 4 * p ** 2 * torch.log(1 - p)).sum()


def varifocal(x, y):
    p = torch.sigmoid(x)
    return torch.where(y > 0, -y * (y * torch.log(p) + (1 - y) * torch.log(1 - p)),
                       -.75 * p ** 2 * torch.log(1 - p)).sum()


def quality_focal(x, y):
    p = torch.sigmoid(x)
    return (-(y - p).abs() ** 2 * ((1 - y) * torch.log(1 - p) + y * torch.log(p))).sum()


logits = torch.randn(9) * 2
hard = (torch.arange(9) % 3 == 0).double()
soft = torch.tensor([0, .3, 1, 0, .8, 1, .05, 0, .5])
case("binaryCrossEntropy", lambda x, t: F.binary_cross_entropy_with_logits(x, t, reduction="sum"),
     logits, soft)
case("focal", lambda x, t: ops.sigmoid_focal_loss(x, t, .25, 2, "sum"), logits, hard)
case("penaltyReducedFocal", heat_map, logits, soft)
case("varifocal", varifocal, logits, soft)
case("qualityFocal", quality_focal, logits, soft)

# Vectors.
a, b = torch.randn(6), torch.randn(6)
case("smoothL1", lambda x, t: F.smooth_l1_loss(x, t, beta=.5, reduction="sum"), a, b)
case("l1", lambda x, t: F.l1_loss(x, t, reduction="sum"), a, b)
case("l2", lambda x, t: F.mse_loss(x, t, reduction="sum"), a, b)
case("crossEntropy", lambda x, t: F.cross_entropy(x, t[0].long()), a * 3, torch.tensor([2.0]))


def distribution_focal(x, t):
    left = int(t[0])
    log = torch.log(torch.softmax(x, 0))
    return -((left + 1 - t[0]) * log[left] + (t[0] - left) * log[left + 1])


case("distributionFocal", distribution_focal, a * 2, torch.tensor([3.3]))


# YOLO: S = 3, B = 2, C = 4; targets are rows of class, x, y, w, h.
def yolo(x, t):
    g, n, c = 3, 2, 4
    grid = x.reshape(g, g, 5 * n + c)
    total = .5 * sum((grid[..., 5 * k + 4] ** 2).sum() for k in range(n))
    taken = set()
    for label, tx, ty, tw, th in t.reshape(-1, 5):
        col, row = min(int(tx * g), g - 1), min(int(ty * g), g - 1)
        if (row, col) in taken:
            continue
        taken.add((row, col))
        cell = grid[row, col]
        truth = torch.stack([tx - tw / 2, ty - th / 2, tx + tw / 2, ty + th / 2])
        overlaps = []
        for k in range(n):
            u, v, w, h = cell[5 * k:5 * k + 4]
            u, v = (u + col) / g, (v + row) / g
            overlaps.append(iou(torch.stack([u - w / 2, v - h / 2, u + w / 2, v + h / 2]), truth).item())
        k = max(range(n), key=lambda i: overlaps[i])
        u, v, w, h, p = cell[5 * k:5 * k + 5]
        total = total + 5 * ((u - (tx * g - col)) ** 2 + (v - (ty * g - row)) ** 2)
        total = total + 5 * ((w.sqrt() - tw.sqrt()) ** 2 + (h.sqrt() - th.sqrt()) ** 2)
        total = total + (p - overlaps[k]) ** 2 - .5 * p ** 2
        total = total + ((cell[5 * n:] - F.one_hot(label.long(), c)) ** 2).sum()
    return total


truths = torch.tensor([[1, .2, .25, .4, .3], [3, .5, .9, .7, .2], [0, .3, .1, .1, .1], [2, 1, .5, .3, .6]])
case("yoloV1", yolo, torch.rand(3 * 3 * 14) * .9 + .05, truths)


# DETR: 5 predictions, 3 classes; x holds logits, then boxes; targets are rows of class, box.
def detr(x, t):
    logits, boxes = x[:20].reshape(5, 4), x[20:].reshape(5, 4)
    t = t.reshape(-1, 5)
    labels, truths = t[:, 0].long(), t[:, 1:]
    corners = ops.box_convert(boxes, "cxcywh", "xyxy")
    wanted = ops.box_convert(truths, "cxcywh", "xyxy")
    with torch.no_grad():
        cost = (5 * torch.cdist(boxes, truths, p=1) - torch.softmax(logits, 1)[:, labels]
                - 2 * ops.generalized_box_iou(corners, wanted))
    rows = min(itertools.permutations(range(5), len(t)),
               key=lambda chosen: sum(cost[r, j].item() for j, r in enumerate(chosen)))
    classes = torch.full((5,), 3)
    for j, r in enumerate(rows):
        classes[r] = labels[j]
    total = F.cross_entropy(logits, classes, torch.tensor([1, 1, 1, .1]))
    if len(t):
        rows = list(rows)
        total = total + 5 * F.l1_loss(boxes[rows], truths, reduction="sum") / len(t)
        total = total + 2 * ops.generalized_box_iou_loss(corners[rows], wanted, "sum", 0) / len(t)
    return total


predictions = torch.cat([torch.randn(20), torch.rand(20) * .6 + .2])
case("detr", detr, predictions, torch.tensor([[2, .3, .4, .5, .2], [0, .6, .6, .3, .4]]))
case("detr", detr, predictions, torch.zeros(0))

print("[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]")
