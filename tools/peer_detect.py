#!/usr/bin/env python3
"""Plain PyTorch + OpenCV detection: the loop that the detect job is measured against.

Reads, decodes, letterboxes, batches and runs a TorchScript model, one process, torch's own threads; no NMS and no
output file, so it does less than the job does. Prints images a second from the first read to the last output,
without the model's loading and without one warm-up batch.

    python3 tools/peer_detect.py FOLDER MODEL.pt [--batch-size 8] [--threads 2]
"""
import argparse
import json
import os
import time

import cv2
import numpy as np
import torch


def letterbox(img, size, how, pad):
    h, w = img.shape[:2]
    if how == "stretch":
        nw, nh, px, py = size[0], size[1], 0, 0
    else:
        r = min(size[0] / w, size[1] / h)
        nw, nh = int(round(w * r)), int(round(h * r))
        px, py = ((size[0] - nw) // 2, (size[1] - nh) // 2) if how == "letterbox_center" else (0, 0)
    if (nw, nh) != (w, h):
        img = cv2.resize(img, (nw, nh), interpolation=cv2.INTER_LINEAR)
    if (nw, nh) == tuple(size):
        return img
    out = np.full((size[1], size[0], 3), pad or 0, img.dtype)
    out[py:py + nh, px:px + nw] = img
    return out


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("folder")
    args.add_argument("model")
    args.add_argument("--batch-size", type=int, default=8)
    args.add_argument("--threads", type=int, default=2)
    args = args.parse_args()
    torch.set_num_threads(args.threads)
    cv2.setNumThreads(args.threads)
    with open(os.path.splitext(args.model)[0] + ".json") as f:
        pre = json.load(f)["preprocessing"]
    mean = torch.tensor(pre["mean"]).view(1, 3, 1, 1)
    std = torch.tensor(pre["std"]).view(1, 3, 1, 1)
    model = torch.jit.load(args.model).eval()
    paths = sorted(os.path.join(d, f) for d, _, files in os.walk(args.folder) for f in files)

    def load(path):
        img = letterbox(cv2.imread(path, cv2.IMREAD_COLOR), pre["size"], pre["resize"], pre["pad"])
        return img[..., ::-1] if pre["colour"] == "RGB" else img

    def forward(batch):
        x = torch.from_numpy(np.ascontiguousarray(np.stack(batch).transpose(0, 3, 1, 2))).float() / 255
        return model((x - mean) / std)

    with torch.inference_mode():
        for _ in range(3):
            forward([load(p) for p in paths[:args.batch_size]])
        start = time.perf_counter()
        for i in range(0, len(paths), args.batch_size):
            forward([load(p) for p in paths[i:i + args.batch_size]])
        seconds = time.perf_counter() - start
    print(f"{len(paths)} images in {seconds:.1f} s: {len(paths) / seconds:.1f} images/s "
          f"(torch {torch.__version__}, OpenCV {cv2.__version__}, {args.threads} threads, batch {args.batch_size})")


if __name__ == "__main__":
    main()
