#!/usr/bin/env python3
"""Runs detect on many images and prints how much memory the process holds on the way: it should stay flat.

    python3 tools/detect_memory.py [--images 100000] [--model FILE] [--step 10000]

The images are links to the validation pictures, as often as it takes, on local[2] with a model of 24 weights by
default, so that listing, decoding, buffers and rows are what is measured. Needs a build (jobs/build) and Linux.
"""
import argparse
import os
import pathlib
import re
import subprocess
import tempfile

HOME = pathlib.Path(__file__).resolve().parent.parent


def resident(pid: int) -> str:
    """Resident memory of a process: all of it, and its heap and other anonymous memory."""
    status = dict(line.split(":", 1) for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines())
    return " ".join(f"{key} {int(status[key].split()[0]) / 1024:.0f} MiB" for key in ("VmRSS", "RssAnon"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--images", type=int, default=100_000)
    parser.add_argument("--model", default=str(HOME / "src/test/resources/in-graph/tiny_pixels.pt"))
    parser.add_argument("--step", type=int, default=10_000)
    args = parser.parse_args()
    pictures = sorted((HOME / "models/data/val").glob("*.jpg"))
    with tempfile.TemporaryDirectory() as work:
        folder = pathlib.Path(work, "images")
        folder.mkdir()
        for i in range(args.images):
            os.symlink(pictures[i % len(pictures)], folder / f"{i:07d}.jpg")
        command = [HOME / "jobs/detect", "--images", folder, "--model", args.model, "--out", pathlib.Path(work, "out"),
                   "--score-threshold", ".3", "--master", "local[2]"]
        with subprocess.Popen(command, stderr=subprocess.STDOUT, stdout=subprocess.PIPE, text=True) as job:
            due = 0
            for line in job.stdout:
                progress = re.match(r"([\d,]+) of [\d,]+ images", line)
                done = int(progress[1].replace(",", "")) if progress else -1
                if done >= due:
                    print(f"{done:,} images: {resident(job.pid)}", flush=True)
                    due = (done // args.step + 1) * args.step
                elif not progress:
                    print(line, end="", flush=True)
        raise SystemExit(job.returncode)


if __name__ == "__main__":
    main()
