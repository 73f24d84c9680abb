#!/usr/bin/env python3
"""The experiments of config/experiments in CPython, with its three ways to do many things at once.

    docs/benchmarks/threads_or_processes.py [--rounds 7] [--workers 2] [NAME...]

Each run is an interpreter of its own, from its start to its end. Round 0 warms up and does not count; every second round
turns the order of the one before. Prints median, fastest and slowest. Sizes are smaller than those of the files, as CPython
takes longer; `thresher compare` takes them with --set, as the last line of each block says.
"""

import argparse
import random
import statistics
import subprocess
import sys
import threading
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import Pool

LOCK = threading.Lock()
NUMBERS = 2000


def arithmetic(first):
    steps = 0
    for n in range(first, first + NUMBERS):
        while n > 1:
            n = n // 2 if n & 1 == 0 else 3 * n + 1
            steps += 1
    return steps


def reply(number):
    return str(number % 10) * 500


def wait(_):
    time.sleep(0.02)
    return 1


def locked(first):
    with LOCK:
        return arithmetic(first)


def allocation(first):
    total = 0
    for _ in range(4):
        lists = {}
        for i in range(20000):
            lists.setdefault((first + i) % 1000, []).append(first + i)
        total += sum(numbers[-1] for numbers in lists.values())
    return total


CPU = '--set numbers=2000 --set "each.first=1..400001 step 2000"'
EXPERIMENTS = {
    "cpu": (arithmetic, range(1, 400002, 2000), sum, CPU),
    "communication": (reply, range(1, 10001), len, "--set each.number=1..10000"),
    "io": (wait, range(400), sum, ""),
    "shared-state": (locked, range(1, 400002, 2000), sum, CPU),
    "allocation": (allocation, range(1, 61), sum, "--set entries=20000"),
}


def in_turn(function, inputs, workers):
    return [function(item) for item in inputs]


def threads(function, inputs, workers):
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(function, inputs))


def processes(function, inputs, workers):
    with ProcessPoolExecutor(workers) as pool:
        return list(pool.map(function, inputs))


def many_threads(function, inputs, workers):
    return threads(function, inputs, 100)


def pool(function, inputs, workers):
    with Pool(workers) as of_processes:
        return of_processes.map(function, inputs)


ARMS = {
    "in turn": in_turn,
    "ThreadPoolExecutor": threads,
    "ThreadPoolExecutor(100)": many_threads,
    "ProcessPoolExecutor": processes,
    "multiprocessing.Pool": pool,
}


def one_run(name, arm, workers):
    function, inputs, combine, _ = EXPERIMENTS[name]
    print(combine(ARMS[arm](function, inputs, workers)))


def timed(name, arm, workers):
    began = time.perf_counter()
    words = [sys.executable, __file__, "--one", arm, "--workers", str(workers), name]
    said = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    return time.perf_counter() - began, said


def compare(name, rounds, workers):
    order, times, said = list(ARMS), {arm: [] for arm in ARMS}, set()
    for number in range(rounds + 1):
        if number % 2 == 1:
            random.Random(number).shuffle(order)
        else:
            order.reverse()
        for arm in order:
            seconds, result = timed(name, arm, workers)
            said.add(result)
            if number:
                times[arm].append(seconds)
    if len(said) > 1:
        sys.exit(f"{name}: results differ: {said}")
    print(f"{name}: {len(EXPERIMENTS[name][1])} tasks, {workers} workers")
    for arm in ARMS:
        t = times[arm]
        print(f"  {arm:24} {statistics.median(t):7.3f} s ({min(t):.3f} to {max(t):.3f})")
    print(f"  thresher compare config/experiments/{name}.conf {EXPERIMENTS[name][3]}", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("names", nargs="*")
    given = parser.parse_args()
    if given.one:
        one_run(given.names[0], given.one, given.workers)
        return
    print(f"CPython {sys.version.split()[0]}, load {open('/proc/loadavg').read().split()[0]}")
    for name in given.names or EXPERIMENTS:
        compare(name, given.rounds, given.workers)


if __name__ == "__main__":
    main()
