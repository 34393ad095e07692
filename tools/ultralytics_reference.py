#!/usr/bin/env python3
"""Writes the golden numbers of OperatingPointTest and ConfusionTest.

A slow second implementation, with numpy alone, of what Ultralytics' validator is documented to
compute; it shares nothing with the Java code. Usage:

    ultralytics_reference.py GROUND_TRUTH.json DETECTIONS.json > expected.json
"""
import json
import sys

import numpy as np

IOUS = np.linspace(0.5, 0.95, 10)
GRID = np.linspace(0, 1, 1000)
EPS = 1e-16


def overlaps(objects, found):
    """IoU of every object (row) with every detection (column)."""
    table = np.zeros((len(objects), len(found)))
    for i, o in enumerate(objects):
        for j, d in enumerate(found):
            ox, oy, ow, oh = o["bbox"]
            dx, dy, dw, dh = d["bbox"]
            w = min(ox + ow, dx + dw) - max(ox, dx)
            h = min(oy + oh, dy + dh) - max(oy, dy)
            if w > 0 and h > 0:
                table[i, j] = w * h / (ow * oh + dw * dh - w * h)
    return table


def hits(objects, found):
    """For every detection (best first) and threshold: does it find an object?"""
    table = overlaps(objects, found)
    same = np.array([[o["category_id"] == d["category_id"] for d in found] for o in objects])
    correct = np.zeros((len(found), len(IOUS)), bool)
    for t, iou in enumerate(IOUS):
        claimed = set()
        for j in range(len(found)):
            reach = [i for i in range(len(objects)) if same[i, j] and table[i, j] >= iou]
            if reach:
                best = max(reach, key=lambda i: (table[i, j], i))
                correct[j, t] = best not in claimed
                claimed.add(best)
    return correct


def confusion(objects, found, iou, matrix):
    table = overlaps(objects, found)
    choice = {}
    for j in range(len(found)):
        if len(objects) and table[:, j].max() > iou:
            choice[j] = int(table[:, j].argmax())
    winner = {}
    for j, i in choice.items():
        if i not in winner or table[i, j] > table[i, winner[i]]:
            winner[i] = j
    for i, o in enumerate(objects):
        predicted = found[winner[i]]["category_id"] if i in winner else -1
        matrix[o["category_id"], predicted] = matrix.get((o["category_id"], predicted), 0) + 1
    for j in set(range(len(found))) - set(winner.values()):
        cell = (-1, found[j]["category_id"])
        matrix[cell] = matrix.get(cell, 0) + 1


def average_precision(recall, precision):
    recall = np.concatenate(([0.0], recall, [1.0]))
    precision = np.concatenate(([1.0], precision, [0.0]))
    envelope = np.maximum.accumulate(precision[::-1])[::-1]
    levels = np.linspace(0, 1, 101)
    return np.trapz(np.interp(levels, recall, envelope), levels)


def smoothed(values, fraction):
    width = round(len(values) * fraction * 2) // 2 + 1
    padded = np.pad(values, width // 2, mode="edge")
    return np.array([padded[i : i + width].sum() / width for i in range(len(values))])


def main():
    truth = json.load(open(sys.argv[1]))
    detections = json.load(open(sys.argv[2]))
    rows = {k: [] for k in (c["id"] for c in truth["categories"])}
    counts = dict.fromkeys(rows, 0)
    for o in truth["annotations"]:
        counts[o["category_id"]] += 1
    matrix = {}
    for rank, d in enumerate(detections):
        d["rank"] = rank
    for image in truth["images"]:
        objects = [o for o in truth["annotations"] if o["image_id"] == image["id"]]
        found = [
            d for d in detections if d["image_id"] == image["id"] and d["category_id"] in rows
        ]
        found.sort(key=lambda d: (-d["score"], d["rank"]))
        confusion(objects, [d for d in found if d["score"] >= 0.25], 0.5, matrix)
        found = [d for d in found if d["score"] >= 0.001][:300]
        for d, hit in zip(found, hits(objects, found)):
            rows[d["category_id"]].append((-d["score"], d["rank"], hit))
    classes = sorted(k for k in rows if counts[k])
    p = np.zeros((len(classes), len(GRID)))
    r = np.zeros((len(classes), len(GRID)))
    ap = np.zeros((len(classes), len(IOUS)))
    for c, k in enumerate(classes):
        if not rows[k]:
            continue
        rows[k].sort(key=lambda row: row[:2])
        scores = np.array([row[0] for row in rows[k]])
        found = np.cumsum([row[2] for row in rows[k]], 0)
        wrong = np.cumsum([~row[2] for row in rows[k]], 0)
        recall = found / (counts[k] + EPS)
        precision = found / (found + wrong)
        r[c] = np.interp(-GRID, scores, recall[:, 0], left=0)
        p[c] = np.interp(-GRID, scores, precision[:, 0], left=1)
        for t in range(len(IOUS)):
            ap[c, t] = average_precision(recall[:, t], precision[:, t])
    f1 = 2 * p * r / (p + r + EPS)
    best = smoothed(f1.mean(0), 0.1).argmax()
    json.dump(
        {
            "statistics": {
                "precision": p[:, best].mean(),
                "recall": r[:, best].mean(),
                "F1": f1[:, best].mean(),
                "bestConfidence": GRID[best],
                "mAP50": ap[:, 0].mean(),
                "mAP50-95": ap.mean(),
            },
            "perClass": [
                [k, p[c, best], r[c, best], f1[c, best], ap[c, 0], ap[c].mean(), GRID[f1[c].argmax()]]
                for c, k in enumerate(classes)
            ],
            "confusion": [[*cell, n] for cell, n in sorted(matrix.items())],
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main()
