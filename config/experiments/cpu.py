"""cpu.conf for Python's pools: thresher compare cpu.conf --python cpu.py --profile python"""


def arithmetic(first, numbers):
    steps = 0
    for n in range(first, first + numbers):
        while n > 1:
            n = n // 2 if n & 1 == 0 else 3 * n + 1
            steps += 1
    return steps


def reduce(results):
    return {"steps": sum(results)}
