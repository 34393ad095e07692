#!/usr/bin/env python3
"""Writes the golden of WeightedBoxesFusionTest: what the authors' program gives.

Three models look at five objects of two classes, with jitter, misses, doubles and false finds.
Needs numpy and ensemble_boxes (github.com/ZFTurbo/Weighted-Boxes-Fusion). The golden kept here was
made with weighted_boxes_fusion of commit 0e813bb6, retyped without numba and the input checks. Usage:

    make_fusion_golden.py > src/test/resources/golden/fusion/three_models.json
"""
import json

import numpy as np
from ensemble_boxes import weighted_boxes_fusion

rng = np.random.default_rng(5)
weights, iou, skip = [2, 1, 1.5], .55, .1
corner = rng.uniform(0, .6, (5, 2))
objects = np.concatenate([corner, corner + rng.uniform(.1, .35, (5, 2))], 1)
boxes, scores, labels = [], [], []
for model in range(3):
    rows = [(objects[i] + rng.normal(0, .012, 4), rng.uniform(.2, 1), i % 2)
            for i in range(5) for _ in range(rng.integers(0, 4))]
    stray = rng.uniform(0, .7, (3, 2))
    rows += [(np.concatenate([s, s + .2]), rng.uniform(0, .4), int(rng.integers(2))) for s in stray]
    boxes.append([[round(min(max(float(v), 0), 1), 4) for v in row[0]] for row in rows])
    scores.append([round(float(row[1]), 4) for row in rows])
    labels.append([row[2] for row in rows])
fused = weighted_boxes_fusion(boxes, scores, labels, weights, iou, skip, "avg")
print(json.dumps({"weights": weights, "iou": iou, "skip": skip, "boxes": boxes, "scores": scores,
                  "labels": labels, "fusedBoxes": np.round(fused[0], 7).tolist(),
                  "fusedScores": np.round(fused[1], 7).tolist(),
                  "fusedLabels": fused[2].astype(int).tolist()}))
