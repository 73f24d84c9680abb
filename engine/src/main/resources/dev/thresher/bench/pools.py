# CPython's pools of two processes at the same work, for thresher bench. Reads a request a line, answers with a line:
# "ok" and numbers, or "wrong" and a sentence. Ends with its standard input; Ctrl-C is its parent's business.
import collections, concurrent.futures, multiprocessing, signal, sys, time, zlib

signal.signal(signal.SIGINT, signal.SIG_IGN)


def plus_one(value):
    return value + 1


def checksum(block):
    return zlib.crc32(block)


class Wrong(Exception):
    pass


def check(index, got, expected):
    if got != expected:
        raise Wrong("task %d gave %r instead of %r" % (index, got, expected))


def futures(submit, result, tasks, outstanding):
    window = collections.deque()
    started = time.perf_counter()
    done = 0
    for value in range(tasks):
        window.append(submit(plus_one, value))
        if len(window) >= outstanding:
            check(done, result(window.popleft()), done + 1)
            done += 1
    while window:
        check(done, result(window.popleft()), done + 1)
        done += 1
    return [tasks / (time.perf_counter() - started)]


def mapped(each, tasks):
    started = time.perf_counter()
    for index, got in enumerate(each(plus_one, range(tasks))):
        check(index, got, index + 1)
    return [tasks / (time.perf_counter() - started)]


def round_trips(submit, result, tasks):
    times = []
    for value in range(tasks):
        started = time.perf_counter()
        got = result(submit(plus_one, value))
        times.append(time.perf_counter() - started)
        check(value, got, value + 1)
    times.sort()
    return [1e6 * times[tasks // 2], 1e6 * times[int(tasks * 0.99)]]


def blocks(submit, result, size, count, outstanding):
    block = bytes(i * 31 & 255 for i in range(256)) * (size // 256)
    expected = checksum(block)
    window = collections.deque()
    started = time.perf_counter()
    for index in range(count):
        if len(window) >= outstanding:
            check(index, result(window.popleft()), expected)
        window.append(submit(checksum, block))
    while window:
        check(count, result(window.popleft()), expected)
    return [size * count / 1048576 / (time.perf_counter() - started)]


def main():
    context = multiprocessing.get_context("fork")
    pool = context.Pool(2)
    executor = concurrent.futures.ProcessPoolExecutor(2, mp_context=context)
    executor.submit(plus_one, 1).result()
    ways = {
        "mp": (lambda f, v: pool.apply_async(f, (v,)), lambda handle: handle.get(), pool.map),
        "ppe": (executor.submit, lambda handle: handle.result(), executor.map),
    }
    print("ok", flush=True)
    for line in sys.stdin:
        verb, way, *numbers = line.split()
        submit, result, each = ways[way]
        numbers = [int(number) for number in numbers]
        try:
            if verb == "futures":
                answer = futures(submit, result, *numbers)
            elif verb == "map":
                answer = mapped(each, *numbers)
            elif verb == "trips":
                answer = round_trips(submit, result, *numbers)
            else:
                answer = blocks(submit, result, *numbers)
            print("ok", *answer, flush=True)
        except Wrong as wrong:
            print("wrong", wrong, flush=True)
    executor.shutdown()
    pool.terminate()


main()
