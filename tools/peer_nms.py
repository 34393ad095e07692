#!/usr/bin/env python3
"""Times torchvision.ops.nms and box_iou, one thread, on the boxes of NmsBench and IouBench.

    peer_nms.py

The boxes are drawn as BenchBoxes.java draws them. Needs torchvision.
"""

import time

import torch
import torchvision

MODULUS = 2**31 - 1


def numbers():
    state = 1
    while True:
        state = state * 48271 % MODULUS
        yield state / MODULUS


def draw(size, crowd):
    """Edges and scores in 64 bits; a box i belongs to object i mod (size // crowd)."""
    draws = numbers()
    count = max(1, size // crowd)
    extent = 64 * count**0.5
    objects = [
        (next(draws) * extent, next(draws) * extent, 16 * 16 ** next(draws)) for _ in range(count)
    ]
    edges, scores = [], []
    for i in range(size):
        x, y, side = objects[i % count]
        x += (next(draws) - 0.5) * side / 2
        y += (next(draws) - 0.5) * side / 2
        right = x + side * (0.75 + next(draws) / 2)
        edges.append((x, y, right, y + side * (0.75 + next(draws) / 2)))
        scores.append(next(draws))
    return torch.tensor(edges, dtype=torch.float64), torch.tensor(scores, dtype=torch.float64)


def least(run):
    """Milliseconds of the fastest of five runs after one: the machine may be shared."""
    run()
    times = []
    for _ in range(5):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return 1e3 * min(times)


def main():
    torch.set_num_threads(1)
    print("torch", torch.__version__, "torchvision", torchvision.__version__)
    for crowd in (1, 100):
        for size in (1_000, 10_000, 30_000):
            edges, scores = draw(size, crowd)
            for kind in (torch.float64, torch.float32):
                e, s = edges.to(kind), scores.to(kind)
                kept = len(torchvision.ops.nms(e, s, 0.5))
                took = least(lambda e=e, s=s: torchvision.ops.nms(e, s, 0.5))
                print(f"nms {size} crowd {crowd} {kind}: {took:.2f} ms, kept {kept}", flush=True)
    for size in (100, 1_000, 4_000):
        edges, _ = draw(size, 10)
        for kind in (torch.float64, torch.float32):
            e = edges.to(kind)
            took = least(lambda e=e: torchvision.ops.box_iou(e, e))
            print(f"box_iou {size} {kind}: {took:.3f} ms", flush=True)


main()
