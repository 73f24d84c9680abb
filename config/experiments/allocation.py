"""allocation.conf for Python's pools: thresher compare allocation.conf --python allocation.py --profile python"""


def allocation(first, entries, rounds):
    total = 0
    for _ in range(rounds):
        lists = {}
        for i in range(entries):
            lists.setdefault((first + i) % 1000, []).append(first + i)
        total += sum(numbers[-1] for numbers in lists.values())
    return total


def reduce(results):
    return {"sum": sum(results)}
