"""CPython's pools, Dask, xargs and GNU parallel with two workers, spoken to as Conversation.java says."""

import collections
import os
import subprocess
import sys
import time

MULTIPLIER, ADDEND, MASK = 6364136223846793005, 1442695040888963407, (1 << 64) - 1
# A task of a program that starts commands: its own process, in the smallest shell there is.
PLUS_ONE = 'echo $(($1 + 1))'
BURN = 'i=0; while [ $i -lt $1 ]; do i=$((i + 1)); done; echo $i'


def plus_one(value):
    return value + 1


def burn(steps):
    state = 0
    for _ in range(steps):
        state = (state * MULTIPLIER + ADDEND) & MASK
        state ^= state >> 29
    return state


def check(got, expected):
    if got != expected:
        raise SystemExit("a task gave %r instead of %r" % (got, expected))


def rate_of(work, steps):
    """Steps a microsecond, the median of nine tries."""
    rates = []
    for _ in range(9):
        started = time.perf_counter()
        work(steps)
        rates.append(steps / (time.perf_counter() - started) / 1e6)
    return sorted(rates)[4]


class Pools:
    """Pools of functions. Submits one by one, with `outstanding` of them on their way."""

    def __init__(self, submit, result, each=None):
        self.submit, self.result, self.each = submit, result, each

    def run(self, function, arguments, expected, outstanding):
        window = collections.deque()
        done = 0
        started = time.perf_counter()
        for argument in arguments:
            if len(window) == outstanding:
                check(self.result(window.popleft()), expected(done))
                done += 1
            window.append(self.submit(function, argument))
        while window:
            check(self.result(window.popleft()), expected(done))
            done += 1
        return time.perf_counter() - started

    def first(self):
        return self.result(self.submit(plus_one, 41))

    def futures(self, tasks, outstanding):
        return tasks / self.run(plus_one, range(tasks), plus_one, outstanding)

    def steps(self, micros):
        """Found out at each question, as a shared machine's speed changes."""
        return max(1, round(micros * rate_of(burn, 200_000)))

    def grain(self, micros, tasks, outstanding):
        steps = self.steps(micros)
        value = burn(steps)
        return self.run(burn, [steps] * tasks, lambda _: value, outstanding)

    def mapped(self, micros, tasks):
        steps = self.steps(micros)
        value = burn(steps)
        started = time.perf_counter()
        results = list(self.each(burn, [steps] * tasks))
        seconds = time.perf_counter() - started
        check(results, [value] * tasks)
        return seconds


class Commands:
    """A command for each task, by a program that starts two at a time."""

    def __init__(self, program):
        self.program = program

    def run(self, script, arguments, expected):
        lines = "".join("%d\n" % argument for argument in arguments)
        started = time.perf_counter()
        done = subprocess.run(self.program + ["sh", "-c", script, "-"], input=lines, stdout=subprocess.PIPE, text=True, check=True)
        seconds = time.perf_counter() - started
        check(sorted(map(int, done.stdout.split())), expected)
        return seconds

    def first(self):
        self.run(PLUS_ONE, [41], [42])
        return 42

    def futures(self, tasks, _):
        return tasks / self.run(PLUS_ONE, range(tasks), list(range(1, tasks + 1)))

    def grain(self, micros, tasks, _):
        started = time.perf_counter()
        subprocess.run(["sh", "-c", BURN, "-", "1"], stdout=subprocess.DEVNULL, check=True)
        alone = time.perf_counter() - started
        steps = 1_000_000
        started = time.perf_counter()
        subprocess.run(["sh", "-c", BURN, "-", str(steps)], stdout=subprocess.DEVNULL, check=True)
        rate = steps / (time.perf_counter() - started - alone) / 1e6
        steps = max(1, round(micros * rate))
        return self.run(BURN, [steps] * tasks, [steps] * tasks)


def open_mp():
    import multiprocessing

    pool = multiprocessing.get_context("fork").Pool(2)
    return Pools(lambda f, v: pool.apply_async(f, (v,)), lambda handle: handle.get(), pool.map), pool.terminate


def open_executor(executor):
    return Pools(executor.submit, lambda future: future.result(), executor.map), executor.shutdown


def open_ppe():
    import concurrent.futures
    import multiprocessing

    return open_executor(concurrent.futures.ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("fork")))


def open_threads():
    import concurrent.futures

    return open_executor(concurrent.futures.ThreadPoolExecutor(2))


def open_dask():
    from distributed import Client, LocalCluster

    cluster = LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None, silence_logs=50
    )
    client = Client(cluster)

    def close():
        client.close()
        cluster.close()

    return Pools(lambda f, v: client.submit(f, v, pure=False), lambda future: future.result()), close


def open_xargs():
    return Commands(["xargs", "-P2", "-n1"]), lambda: None


def open_parallel():
    # --plain: no profile of the user's. Two jobs, an argument each; the words of the command as they are.
    return Commands(["parallel", "--plain", "--will-cite", "-q", "-j2", "-n1"]), lambda: None


def main():
    pool, close = globals()["open_" + sys.argv[1]]()
    print("ready", flush=True)
    for line in sys.stdin:
        verb, *words = line.split()
        numbers = [float(word) if verb in ("grain", "mapped") and at == 0 else int(word) for at, word in enumerate(words)]
        print("ok", getattr(pool, verb)(*numbers), flush=True)
    close()
    sys.stdout.flush()
    os._exit(0)


# Dask's worker processes import this file again.
if __name__ == "__main__":
    main()
