#!/usr/bin/env python3
"""What it takes to write 1 MiB into a file that is made and deleted, over what a file has, and to read it back.

    files.py DIRECTORY...     microseconds, the best of three times 600
"""
import os
import sys
import time

MEBIBYTE = 1 << 20
PIECE = 128 * 1024
CONTENT = memoryview(os.urandom(MEBIBYTE))
TIMES = 600


def write(file):
    for at in range(0, MEBIBYTE, PIECE):
        os.write(file, CONTENT[at : at + PIECE])
    os.close(file)


def made_and_deleted(path):
    write(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    os.unlink(path)


def written_over(path):
    write(os.open(path, os.O_WRONLY))


def read(path):
    buffer = memoryview(bytearray(PIECE))
    file = os.open(path, os.O_RDONLY)
    while os.readv(file, [buffer]):
        pass
    os.close(file)


def microseconds(act, path):
    best = float("inf")
    for _ in range(3):
        began = time.perf_counter()
        for _ in range(TIMES):
            act(path)
        best = min(best, (time.perf_counter() - began) / TIMES)
    return best * 1e6


for directory in sys.argv[1:]:
    path = os.path.join(directory, f"files-{os.getpid()}")
    new = microseconds(made_and_deleted, path)
    write(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    over, back = microseconds(written_over, path), microseconds(read, path)
    os.unlink(path)
    print(f"{directory}: made and deleted {new:.0f}, written over {over:.0f}, read {back:.0f}")
