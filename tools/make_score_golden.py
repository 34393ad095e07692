#!/usr/bin/env python3
"""Writes golden results of the protocols calibration and lrp.

    make_score_golden.py gt.json dt.json src/test/resources/golden NAME.json

Matching is pycocotools'; everything after it is plain numpy by the papers' formulas, on the whole
list of detections at once. Needs pycocotools.
"""

import json
import sys

import numpy as np
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

TAU = 0.5
LIMIT = 100
BINS = 25


def load(truth_file, detection_file):
    truth = json.load(open(truth_file))
    for annotation in truth["annotations"]:
        annotation["id"] += 1  # pycocotools takes a match with id 0 for none
    coco = COCO()
    coco.dataset = truth
    coco.createIndex()
    known = {c["id"] for c in truth["categories"]}
    detections = [d for d in json.load(open(detection_file)) if d["category_id"] in known]
    return coco, coco.loadRes(detections)


def matched(truth, found):
    """For a class: scores, IoUs (-1 without a match), objects."""
    evaluation = COCOeval(truth, found, "bbox")
    evaluation.params.iouThrs = np.array([TAU])
    evaluation.params.areaRng = [[0, 1e10]]
    evaluation.params.areaRngLbl = ["all"]
    evaluation.params.maxDets = [LIMIT]
    evaluation.evaluate()
    boxes = {a["id"]: a["bbox"] for a in truth.dataset["annotations"]}
    classes = {k: ([], [], [0]) for k in truth.getCatIds()}
    for image in filter(None, evaluation.evalImgs):
        scores, ious, objects = classes[image["category_id"]]
        objects[0] += int(np.sum(np.array(image["gtIgnore"]) == 0))
        for i, detection in enumerate(image["dtIds"]):
            match = int(image["dtMatches"][0, i])
            if image["dtIgnore"][0, i]:
                continue
            scores.append(image["dtScores"][i])
            ious.append(iou(found.anns[detection]["bbox"], boxes[match]) if match else -1)
    return {k: (np.array(s), np.array(u), n[0]) for k, (s, u, n) in classes.items()}


def iou(a, b):
    w = min(a[0] + a[2], b[0] + b[2]) - max(a[0], b[0])
    h = min(a[1] + a[3], b[1] + b[3]) - max(a[1], b[1])
    return w * h / (a[2] * a[3] + b[2] * b[3] - w * h)


def calibration_error(scores, ious, localised):
    bins = np.minimum((scores * BINS).astype(int), BINS - 1)
    error = 0.0
    for j in np.unique(bins):
        inside = bins == j
        hits = inside & (ious >= 0)
        earned = hits.sum() / inside.sum()
        if localised and hits.any():
            earned *= ious[hits].mean()
        error += inside.mean() * abs(earned - scores[inside].mean())
    return error


def calibration(classes):
    kept = {k: (s[(s >= 0) & (s <= 1)], u[(s >= 0) & (s <= 1)]) for k, (s, u, _) in classes.items()}
    scores = np.concatenate([s for s, _ in kept.values()])
    ious = np.concatenate([u for _, u in kept.values()])
    hits = ious >= 0
    return {
        "DECE": calibration_error(scores, ious, False),
        "LaECE": np.mean([calibration_error(s, u, True) for s, u in kept.values() if len(s)]),
        "meanScore": scores.mean(),
        "precision": hits.mean(),
        "meanIoU": ious[hits].mean(),
        "scoreIoUCorrelation": np.corrcoef(scores[hits], ious[hits])[0, 1],
        "scoresOutside": sum(len(s) for s, _, _ in classes.values()) - len(scores),
    }


def optimum(scores, ious, objects):
    """oLRP, its three parts and the threshold, by trying every score."""
    best = (1.0, np.nan, np.nan, 1.0, -1.0)
    for threshold in sorted(set(scores), reverse=True):
        kept = ious[scores >= threshold]
        hits = kept[kept >= 0]
        wrong = len(kept) - len(hits)
        missed = objects - len(hits)
        error = (np.sum(1 - hits) / (1 - TAU) + wrong + missed) / (len(kept) + missed)
        if len(hits) and error < best[0]:
            best = (error, np.mean(1 - hits), wrong / len(kept), missed / objects, threshold)
    return best


def lrp(classes):
    all_classes = [optimum(*c) for c in classes.values() if c[2]]
    means = np.nanmean(np.array(all_classes)[:, :4], axis=0)
    thresholds = {str(k): optimum(*c)[4] for k, c in classes.items() if c[2]}
    names = ["oLRP", "oLRPLoc", "oLRPFP", "oLRPFN"]
    return dict(zip(names, means)), thresholds


def main():
    truth_file, detection_file, folder, name = sys.argv[1:]
    classes = matched(*load(truth_file, detection_file))
    errors, thresholds = lrp(classes)
    write(f"{folder}/calibration/{name}", calibration(classes))
    write(f"{folder}/lrp/{name}", {**errors, "thresholds": thresholds})


def write(file, result):
    with open(file, "w") as out:
        json.dump(result, out, indent=1, default=float)
        out.write("\n")


main()
