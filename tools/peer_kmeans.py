#!/usr/bin/env python3
"""scikit-learn's KMeans on box sizes: what the anchors job is measured against.

Reads the boxes that KMeansPeer writes (float32 pairs), clusters them with 10 seeds, and prints the seconds of a
fit and the average IoU of its centres.

    python3 tools/peer_kmeans.py BOXES.f32 [--k 9] [--seeds 10] [--starts 1]
"""
import argparse
import time

import numpy as np
from sklearn.cluster import KMeans


def average_iou(boxes, centres):
    """Mean over the boxes of the IoU with the nearest centre, box and centre concentric."""
    best = np.zeros(len(boxes))
    for w, h in centres:
        shared = np.minimum(boxes[:, 0], w) * np.minimum(boxes[:, 1], h)
        np.maximum(best, shared / (boxes[:, 0] * boxes[:, 1] + w * h - shared), out=best)
    return best.mean()


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("boxes")
    args.add_argument("--k", type=int, default=9)
    args.add_argument("--seeds", type=int, default=10)
    args.add_argument("--starts", type=int, default=1)
    args = args.parse_args()
    boxes = np.fromfile(args.boxes, dtype="<f4").reshape(-1, 2).astype(np.float64)
    times, ious = [], []
    for seed in range(args.seeds):
        start = time.process_time()
        found = KMeans(args.k, n_init=args.starts, random_state=seed, max_iter=1000, tol=0).fit(boxes)
        times.append(time.process_time() - start)
        ious.append(average_iou(boxes, found.cluster_centers_))
    print(f"{len(boxes):,} boxes, k {args.k}: median {np.median(times):.3f} s of processor time a fit, "
          f"average IoU mean {np.mean(ious):.4f}, best {np.max(ious):.4f}")


if __name__ == "__main__":
    main()
