"""io.conf for Python's pools: thresher compare io.conf --python io.py"""

import time


def sleep(millis):
    time.sleep(millis / 1000)
    return millis


def reduce(results):
    return {"slept": sum(results)}
