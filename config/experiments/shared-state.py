"""shared-state.conf for Python's pools: thresher compare shared-state.conf --python shared-state.py --profile python"""

import threading

ONE_LOCK = threading.Lock()


def arithmetic(first, numbers):
    steps = 0
    for n in range(first, first + numbers):
        while n > 1:
            n = n // 2 if n & 1 == 0 else 3 * n + 1
            steps += 1
    return steps


def locked(first, numbers):
    with ONE_LOCK:
        return arithmetic(first, numbers)


def reduce(results):
    return {"steps": sum(results)}
