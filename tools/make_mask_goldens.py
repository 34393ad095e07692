#!/usr/bin/env python3
"""Writes the golden data of masks, boundaries and keypoints: OUT/coco-segm, OUT/boundary and
OUT/coco-keypoints (deterministic). The expected numbers are those of pycocotools 2.0.11.

usage: make_mask_goldens.py OUT      (OUT: src/test/resources/golden)
Needs numpy and pycocotools==2.0.11. Boundary AP is pycocotools' evaluation with the overlap of
Cheng et al. (2021), whose erosion is counted here by sums over windows.
"""
import contextlib, copy, hashlib, io, json, os, sys
import numpy as np
from pycocotools import mask as mu
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

out = sys.argv[1]
rng = np.random.default_rng(11)
CATS = [{"id": i, "name": f"class-{i}", "supercategory": "any"} for i in (2, 3, 5, 8)]


def blob(h, w, cx, cy, r, points):
    """A ring around a point, as irregular as people draw; it may leave the image."""
    angles = np.sort(rng.uniform(0, 2 * np.pi, points))
    radii = r * rng.uniform(.5, 1.2, points)
    xy = np.stack([cx + radii * np.cos(angles) * w / h, cy + radii * np.sin(angles)], 1)
    return [float(v) for v in np.round(xy, int(rng.integers(0, 3))).ravel()]


def text(rle):
    return {"size": rle["size"], "counts": rle["counts"].decode()}


def runs(mask):
    """Uncompressed run lengths of a mask of pixels, zeros first."""
    flat = mask.ravel(order="F")
    ends = np.flatnonzero(np.diff(flat)) + 1
    bounds = np.concatenate([[0], ends, [flat.size]])
    counts = [int(v) for v in np.diff(bounds)]
    return ([0] if flat[0] else []) + counts


def encode(mask):
    return mu.encode(np.asfortranarray(mask.astype(np.uint8)))


def distance(h, w):
    return max(1, int(round(.02 * np.sqrt(h ** 2 + w ** 2))))


def boundary(mask):
    h, w = mask.shape
    d = distance(h, w)
    sums = np.pad(np.pad(mask.astype(int), d).cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    s = 2 * d + 1
    window = sums[s:, s:] - sums[:-s, s:] - sums[s:, :-s] + sums[:-s, :-s]
    return mask.astype(bool) & (window < s * s)


class BoundaryEval(COCOeval):
    def computeIoU(self, img, cat):
        ious = super().computeIoU(img, cat)
        if len(ious) == 0:
            return ious
        truths = self._gts[img, cat]
        found = sorted(self._dts[img, cat], key=lambda d: -d["score"])[: self.params.maxDets[-1]]
        edges = [encode(boundary(mu.decode(a["segmentation"]))) for a in truths]
        others = [encode(boundary(mu.decode(a["segmentation"]))) for a in found]
        crowd = np.array([a["iscrowd"] for a in truths])
        edge = np.array(mu.iou(others, edges, crowd.tolist()))
        ious = np.array(ious)
        ious[:, crowd == 0] = np.minimum(ious, edge)[:, crowd == 0]
        return ious


def evaluate(gt, dt, kind, evaluator=COCOeval, pooled=False):
    with contextlib.redirect_stdout(io.StringIO()):
        truth = COCO()
        truth.dataset = copy.deepcopy(gt)
        truth.createIndex()
        e = evaluator(truth, truth.loadRes(copy.deepcopy(dt)), kind)
        e.params.useCats = 0 if pooled else 1
        e.evaluate()
        e.accumulate()
        e.summarize()
    arrays = {k: np.ascontiguousarray(e.eval[k], "<f8") for k in ("precision", "recall", "scores")}
    ap = arrays["precision"][:, :, :, 0, -1]
    return {
        "stats": [float(s) for s in e.stats],
        "perClassAP": [float(ap[:, :, k][ap[:, :, k] > -1].mean()) for k in range(ap.shape[2])],
        "sha256": {k: hashlib.sha256(v.tobytes()).hexdigest() for k, v in arrays.items()},
    }


def write(path, value):
    os.makedirs(os.path.dirname(os.path.join(out, path)), exist_ok=True)
    with open(os.path.join(out, path), "w") as f:
        json.dump(value, f, separators=(",", ":"))
        f.write("\n")


def segm():
    images, anns, dets, boxed = [], [], [], []
    for i in range(24):
        h, w = int(rng.integers(60, 300)), int(rng.integers(60, 360))
        images.append({"id": 3 * i + 4, "file_name": f"{i}.jpg", "height": h, "width": w})
        for _ in range(int(rng.integers(0, 7))):
            cx, cy = rng.uniform(0, w), rng.uniform(0, h)
            r = float(np.exp(rng.uniform(np.log(4), np.log(.7 * h))))
            rings = [blob(h, w, cx, cy, r, int(rng.integers(3, 13)))]
            if rng.random() < .2:
                rings.append(blob(h, w, cx + r, cy, r / 2, 5))
            rle = mu.merge(mu.frPyObjects(rings, h, w))
            mask = mu.decode(rle)
            crowd = int(rng.random() < .12)
            form = "runs" if crowd else rng.choice(["polygons", "runs", "text"], p=[.6, .2, .2])
            cat = CATS[int(rng.choice(4, p=[.5, .3, .15, .05]))]["id"]
            anns.append({
                "id": len(anns) + 1, "image_id": images[-1]["id"], "category_id": cat,
                "iscrowd": crowd, "area": float(mu.area(rle)),
                "bbox": [float(v) for v in mu.toBbox(rle)],
                "segmentation": rings if form == "polygons" else text(rle) if form == "text"
                else {"size": [h, w], "counts": runs(mask)},
            })
            for _ in range(int(rng.integers(0, 4))):
                moved = [[v + rng.normal(0, r * rng.choice([.01, .05, .2])) for v in ring]
                         for ring in rings]
                found = mu.merge(mu.frPyObjects(moved, h, w))
                other = cat if rng.random() < .9 else CATS[int(rng.integers(4))]["id"]
                dets.append({"image_id": images[-1]["id"], "category_id": other,
                             "segmentation": text(found),
                             "score": round(float(rng.random()), 2)})
                # The same with boxes, whose areas then count, and masks in both forms or none.
                box = [float(v) for v in mu.toBbox(found)]
                d = dict(dets[-1], bbox=box)
                if rng.random() < .4:
                    d["segmentation"] = {"size": [h, w], "counts": runs(mu.decode(found))}
                elif rng.random() < .2:
                    del d["segmentation"]
                boxed.append(d)
    order = rng.permutation(len(dets))
    gt = {"images": images, "categories": CATS, "annotations": anns}
    dt, boxed = [dets[i] for i in order], [boxed[i] for i in order]
    write("coco-segm/gt.json", gt)
    write("coco-segm/dt.json", dt)
    write("coco-segm/dt_boxed.json", boxed)
    write("coco-segm/expected.json", {
        "dt": evaluate(gt, dt, "segm"), "dt_boxed": evaluate(gt, boxed, "segm"),
        "dt_pooled": evaluate(gt, dt, "segm", pooled=True)})
    write("boundary/expected.json", {
        "dt": evaluate(gt, dt, "segm", BoundaryEval),
        "dt_boxed": evaluate(gt, boxed, "segm", BoundaryEval)})


def masks():
    cases = []
    for i in range(72):
        h, w = int(rng.integers(1, 50)), int(rng.integers(1, 50))
        points = int(rng.integers(3, 12))
        if i % 4 == 0:  # corners on whole and half pixels, far outside too
            rings = [[float(v) for v in rng.integers(-40, 2 * 50 + 40, 2 * points) / 2]]
        elif i % 4 == 1:
            rings = [blob(h, w, rng.uniform(0, w), rng.uniform(0, h), h / 2 + 1, points)
                     for _ in range(int(rng.integers(1, 4)))]
        elif i % 4 == 2:  # upright and level edges, points twice, or no inside
            xs = rng.integers(-3, w + 3, points).astype(float)
            rings = [[float(v) for x, y in zip(xs, rng.integers(-3, h + 3, points))
                      for v in (x, y, x, y + rng.integers(0, 2))]]
        else:
            rings = [[float(v) for v in np.round(rng.uniform(-.2, 1.2, 2 * points) * max(h, w), 3)]]
        rle = mu.merge(mu.frPyObjects(rings, h, w))
        other = encode(rng.random((h, w)) < rng.choice([.02, .5, .95]))
        cases.append({
            "size": [h, w], "rings": rings, "rle": text(rle)["counts"],
            "area": int(mu.area(rle)), "box": [float(v) for v in mu.toBbox(rle)],
            "other": text(other)["counts"], "iou": float(mu.iou([rle], [other], [0])[0, 0]),
            "crowdIou": float(mu.iou([rle], [other], [1])[0, 0]),
            "union": text(mu.merge([rle, other]))["counts"],
            "intersection": text(mu.merge([rle, other], intersect=True))["counts"],
            "distance": distance(h, w),
            "boundary": text(encode(boundary(mu.decode(rle))))["counts"],
            "otherBoundary": text(encode(boundary(mu.decode(other))))["counts"]})
    write("coco-segm/masks.json", cases)


def keypoints():
    names = [f"point-{i}" for i in range(17)]
    cats = [dict(CATS[0], keypoints=names), dict(CATS[1], keypoints=names)]
    images, anns, dets = [], [], []
    for i in range(14):
        images.append({"id": i + 10, "file_name": f"{i}.jpg", "height": 480, "width": 640})
        for _ in range(int(rng.integers(0, 5)) if i else 25):
            size = np.exp(rng.uniform(np.log(12), np.log(300), 2))
            start = rng.uniform(0, [640, 480] - size)
            points = start + rng.random((17, 2)) * size
            seen = rng.choice(3, 17, p=[.3, .2, .5]) if rng.random() < .85 else np.zeros(17, int)
            cat = cats[int(rng.random() < .3)]["id"]
            flat = [v for (x, y), s in zip(points, seen)
                    for v in ([round(float(x), 1), round(float(y), 1), int(s)] if s else [0, 0, 0])]
            anns.append({
                "id": len(anns) + 1, "image_id": images[-1]["id"], "category_id": cat,
                "iscrowd": int(not seen.any() and rng.random() < .5),
                "num_keypoints": int((seen > 0).sum()), "keypoints": flat,
                "area": round(float(size.prod() * rng.uniform(.4, .8)), 3),
                "bbox": [round(float(v), 2) for v in (*start, *size)]})
            for _ in range(int(rng.integers(0, 4))):
                far = rng.choice([.02, .06, .15]) * np.sqrt(size.prod())
                guess = points + rng.normal(0, far, (17, 2))
                dets.append({
                    "image_id": images[-1]["id"], "category_id": cat,
                    "keypoints": [v for x, y in guess
                                  for v in (round(float(x), 1), round(float(y), 1), 1)],
                    "score": round(float(rng.random()), 2)})
    gt = {"images": images, "categories": cats, "annotations": anns}
    boxed = [dict(d, bbox=[5.0, 5.0, 20.0 * (i % 9 + 1), 40.0]) for i, d in enumerate(dets)]
    write("coco-keypoints/gt.json", gt)
    write("coco-keypoints/dt.json", dets)
    write("coco-keypoints/dt_boxed.json", boxed)
    write("coco-keypoints/expected.json", {
        "dt": evaluate(gt, dets, "keypoints"), "dt_boxed": evaluate(gt, boxed, "keypoints")})


segm()
masks()
keypoints()
