"""Times scipy's linear_sum_assignment on the costs of HungarianBench: 300 x 100, one thread.

Debian: apt-get install python3-scipy; /usr/bin/python3 tools/peer_hungarian.py
"""

import time

import numpy as np
from scipy.optimize import linear_sum_assignment

z = np.arange(1, 300 * 100 + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
costs = (((z ^ (z >> np.uint64(31))) >> np.uint64(11)) * 2.0**-53).reshape(300, 100)

print("total cost", costs[linear_sum_assignment(costs)].sum())
for _ in range(8):  # the first three warm up
    calls, start = 0, time.perf_counter()
    while time.perf_counter() - start < 2:
        linear_sum_assignment(costs)
        calls += 1
    print(f"{(time.perf_counter() - start) / calls * 1e6:.1f} us/op")
