"""communication.conf for Python's pools: thresher compare communication.conf --python communication.py"""


def reply(number, characters):
    return str(number % 10) * characters


def reduce(results):
    return {"texts": len(results), "last": results[-1]}
