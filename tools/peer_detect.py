#!/usr/bin/env python3
"""Detection by plain PyTorch, or OpenCV's dnn for ONNX files: the script that the detect job is measured against.

Reads, decodes, resizes, batches and runs a model; no NMS and no output file, so it does less than the job does. Torch
takes its batches from a DataLoader with --workers processes, or without them in the same process. Prints images a
second from the first read to the last output, without the model's loading and without warm-up batches.

    python3 tools/peer_detect.py FOLDER MODEL [--descriptor FILE] [--batch-size 8] [--threads 2] [--workers 0]
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


class Images:
    """A data set for a DataLoader: normalised inputs, [3, height, width]."""

    def __init__(self, paths, descriptor):
        self.paths = paths
        self.pre = descriptor["preprocessing"]
        self.size = descriptor["input"][2], descriptor["input"][1]
        scale = self.pre["scale"]
        self.scale = 1 / 255 if scale == "1/255" else float(scale)
        self.mean = np.array(self.pre["mean"], np.float32).reshape(3, 1, 1)
        self.std = np.array(self.pre["std"], np.float32).reshape(3, 1, 1)

    def __len__(self):
        return len(self.paths)

    def __getitem__(self, i):
        img = cv2.imread(self.paths[i], cv2.IMREAD_COLOR)
        img = letterbox(img, self.size, self.pre["resize"], self.pre.get("pad"))
        img = img[..., ::-1] if self.pre["colour"] == "RGB" else img
        return (img.transpose(2, 0, 1).astype(np.float32) * np.float32(self.scale) - self.mean) / self.std


def run_torch(model, images, args):
    model = torch.jit.load(model).eval()
    loader = torch.utils.data.DataLoader(images, args.batch_size, num_workers=args.workers)
    with torch.inference_mode():
        for _ in range(3):
            model(torch.from_numpy(np.stack([images[i] for i in range(args.batch_size)])))
        start = time.perf_counter()
        for batch in loader:
            model(batch)
        return time.perf_counter() - start


def run_opencv(model, images):
    net = cv2.dnn.readNetFromONNX(model)
    outputs = net.getUnconnectedOutLayersNames()

    def forward(i):
        net.setInput(images[i][None])
        return net.forward(outputs)

    for i in range(3):
        forward(i)
    start = time.perf_counter()
    for i in range(len(images)):
        forward(i)
    return time.perf_counter() - start


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("folder")
    args.add_argument("model")
    args.add_argument("--descriptor", help="default: the model's name with .json")
    args.add_argument("--batch-size", type=int, default=8)
    args.add_argument("--threads", type=int, default=2)
    args.add_argument("--workers", type=int, default=0)
    args = args.parse_args()
    torch.set_num_threads(args.threads)
    cv2.setNumThreads(args.threads)
    with open(args.descriptor or os.path.splitext(args.model)[0] + ".json") as f:
        descriptor = json.load(f)
    paths = sorted(os.path.join(d, f) for d, _, files in os.walk(args.folder) for f in files)
    images = Images(paths, descriptor)
    if args.model.endswith(".onnx"):
        seconds = run_opencv(args.model, images)
        how = f"OpenCV {cv2.__version__} dnn, {args.threads} threads"
    else:
        seconds = run_torch(args.model, images, args)
        how = f"torch {torch.__version__}, {args.threads} threads, batch {args.batch_size}, {args.workers} workers"
    print(f"{len(paths)} images in {seconds:.1f} s: {len(paths) / seconds:.1f} images/s ({how})")


if __name__ == "__main__":
    main()
