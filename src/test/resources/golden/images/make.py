"""Writes expected.csv: hits, false positives and misses of every image of ../coco/edge by pycocotools.

    python make.py        (needs pycocotools 2.0.11)
"""
import json
import pathlib

from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

here = pathlib.Path(__file__).parent
edge = here.parent / "coco" / "edge"
truth = json.loads((edge / "edge_gt.json").read_text())
for number, annotation in enumerate(truth["annotations"]):
    annotation["id"] = number + 1  # the reference takes a match with the object of id 0 for none
known = {c["id"] for c in truth["categories"]}
found = [
    d
    for d in json.loads((edge / "edge_dt.json").read_text())
    if d["score"] >= 0.5 and d["category_id"] in known
]

gt = COCO()
gt.dataset = truth
gt.createIndex()
run = COCOeval(gt, gt.loadRes(found), "bbox")
run.params.iouThrs = [0.5]
run.params.areaRng, run.params.areaRngLbl, run.params.maxDets = [[0, 1e10]], ["all"], [100]
run.evaluate()

counts = {image: [0, 0, 0] for image in gt.getImgIds()}
for pair in run.evalImgs:
    if pair is not None:
        of = counts[pair["image_id"]]
        objects = (pair["gtIgnore"] == 0).sum()
        hits = ((pair["gtMatches"][0] > 0) & (pair["gtIgnore"] == 0)).sum()
        of[0] += int(hits)
        of[1] += int(((pair["dtMatches"][0] == 0) & ~pair["dtIgnore"][0].astype(bool)).sum())
        of[2] += int(objects - hits)
with open(here / "expected.csv", "w") as out:
    out.write("imageId,hits,falsePositives,misses\n")
    for image in sorted(counts):
        out.write(",".join(map(str, [image, *counts[image]])) + "\n")
