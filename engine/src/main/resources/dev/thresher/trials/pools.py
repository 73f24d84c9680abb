"""A function of the user's through a pool of Python's standard library, for thresher compare.

    pools.py check REPORT FILE SHOWN NAMES ARGUMENTS       what there is; runs no task
    pools.py run REPORT FILE SHOWN NAMES ROWS POOL WORKERS

Writes one JSON object to REPORT: what was asked for, or `message`. SHOWN is how messages call FILE; NAMES are what the
function may be called, ARGUMENTS what it will be given, both JSON lists. ROWS has `constants`, `columns` and `rows`, of
which each is a list of values or an object. Ends with its standard input, and everything below it.
"""

import time

BEGAN = time.perf_counter()

import concurrent.futures  # noqa: E402
import concurrent.futures.process  # noqa: E402
import importlib.util  # noqa: E402
import inspect  # noqa: E402
import json  # noqa: E402
import math  # noqa: E402
import multiprocessing  # noqa: E402
import os  # noqa: E402
import platform  # noqa: E402
import signal  # noqa: E402
import sys  # noqa: E402
import threading  # noqa: E402
import traceback  # noqa: E402

MODULE = "thresher_python_file"


class Refused(Exception):
    """The message is for the user."""


class Work:
    """What each process of a pool has to know; the rows come one by one."""

    def __init__(self, path, shown, names, constants, columns):
        self.path, self.shown, self.names = path, shown, names
        self.constants, self.columns = constants, columns
        self.function = None
        self.takes = None

    def load(self):
        # At the end: io.py beside the file must not stand for the io of Python.
        sys.path.append(os.path.dirname(self.path))
        try:
            spec = importlib.util.spec_from_file_location(MODULE, self.path)
            module = importlib.util.module_from_spec(spec)
            sys.modules[MODULE] = module
            spec.loader.exec_module(module)
        except SyntaxError as wrong:
            file = self.shown if wrong.filename == self.path else wrong.filename
            raise Refused("%s:%s: %s: %s" % (file, wrong.lineno, type(wrong).__name__, wrong.msg)) from None
        except (Exception, SystemExit) as wrong:
            raise Refused(self.told(wrong)) from None
        self.function = next((getattr(module, name) for name in self.names if callable(getattr(module, name, None))), None)
        if self.function is None:
            raise Refused("%s: there is no function %s" % (self.shown, " and none called ".join(self.names)))
        parameters = inspect.signature(self.function).parameters.values()
        if not any(one.kind is one.VAR_KEYWORD for one in parameters):
            self.takes = {one.name for one in parameters}
        return module

    def told(self, failure):
        """The failure with the line of the user's file in which it came up, or the last one there is."""
        frames = traceback.extract_tb(failure.__traceback__)
        own = [frame for frame in frames if frame.filename == self.path] or frames
        place = "%s:%d: " % (self.shown if own[-1].filename == self.path else own[-1].filename, own[-1].lineno) if own else ""
        text = str(failure)
        return place + type(failure).__name__ + (": " + text if text else "")

    def arguments(self, row):
        values = dict(self.constants)
        values.update(row if isinstance(row, dict) else zip(self.columns, row))
        return values if self.takes is None else {name: value for name, value in values.items() if name in self.takes}


WORK = None


def prepare(*known):
    """In each process of a pool; one that was forked has it all."""
    global WORK
    if WORK is None:
        WORK = Work(*known)
        WORK.load()


def call(row):
    arguments = WORK.arguments(row)
    began = time.perf_counter()
    try:
        result = WORK.function(**arguments)
    except Exception as failure:
        given = ", ".join("%s = %s" % (name, shortened(repr(value))) for name, value in arguments.items())
        raise Refused(WORK.told(failure) + (", in the task with " + given if given else "")) from None
    return began, time.perf_counter(), result


def shortened(text):
    return text if len(text) <= 60 else text[:60] + "..."


def thread_pool(rows, workers, known):
    with concurrent.futures.ThreadPoolExecutor(workers) as pool:
        return list(pool.map(call, rows))


def process_pool(rows, workers, known):
    with concurrent.futures.ProcessPoolExecutor(workers, initializer=prepare, initargs=known) as pool:
        return list(pool.map(call, rows))


def mp_pool(rows, workers, known):
    with multiprocessing.Pool(workers, prepare, known) as pool:
        return pool.map(call, rows)


POOLS = {"thread-pool": thread_pool, "process-pool": process_pool, "mp-pool": mp_pool}


def check(path, shown, names, arguments):
    work = Work(path, shown, json.loads(names), {}, [])
    module = work.load()
    given = json.loads(arguments)
    for one in inspect.signature(work.function).parameters.values():
        is_needed = one.default is one.empty and one.kind not in (one.VAR_KEYWORD, one.VAR_POSITIONAL)
        if one.kind is one.POSITIONAL_ONLY or is_needed and one.name not in given:
            line = inspect.getsourcelines(work.function)[1] if inspect.isfunction(work.function) else 1
            raise Refused(
                "%s:%d: %s takes %s, and tasks are given, by name, %s"
                % (shown, line, work.function.__name__, one.name, ", ".join(given) or "nothing")
            )
    return {
        "version": "%s %s" % (platform.python_implementation(), platform.python_version()),
        "interpreter": sys.executable,
        "startMethod": multiprocessing.get_start_method(),
        "reduces": callable(getattr(module, "reduce", None)),
    }


def run(path, shown, names, rows, pool, workers):
    global WORK
    with open(rows, encoding="utf-8") as file:
        given = json.load(file)
    known = (path, shown, json.loads(names), given["constants"], given["columns"])
    WORK = Work(*known)
    module = WORK.load()
    try:
        done = POOLS[pool](given["rows"], int(workers), known)
    except concurrent.futures.process.BrokenProcessPool:
        raise Refused("a process of the pool ended in the middle, and with it the whole pool (BrokenProcessPool)") from None
    last = time.perf_counter()
    first = min((began for began, _, _ in done), default=last)
    reduces = callable(getattr(module, "reduce", None))
    try:
        result = module.reduce([result for _, _, result in done]) if reduces else None
    except Exception as failure:
        raise Refused(WORK.told(failure) + ", in reduce") from None
    report = {
        "reduced": reduces,
        "result": plain(result, shown),
        "tasks": len(done),
        "taskSeconds": math.fsum(ended - began for began, ended, _ in done),
        "taskTimes": quantiles(sorted(ended - began for began, ended, _ in done)),
    }
    end_helpers()
    report["phases"] = {"gathering": first - BEGAN, "working": last - first, "ending": time.perf_counter() - last}
    return report


def quantiles(times):
    def at(share):
        return times[min(len(times) - 1, int(share * len(times)))]

    return {"median": at(0.5), "p90": at(0.9), "p99": at(0.99), "longest": times[-1]} if times else None


def plain(value, shown):
    """What JSON can hold."""
    if isinstance(value, dict):
        return {str(name): plain(one, shown) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(one, shown) for one in value]
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    raise Refused(
        "%s: reduce gives a %s, and what can be compared is made of dict, list, str, int, float, bool and None"
        % (shown, type(value).__name__)
    )


def end_helpers():
    """Waits for the processes with which spawn and forkserver work, so that their time is in that of this one."""
    for module, helper in (("multiprocessing.forkserver", "_forkserver"), ("multiprocessing.resource_tracker", "_resource_tracker")):
        stop = getattr(getattr(sys.modules.get(module), helper, None), "_stop", None)
        if stop is not None:
            try:
                stop()
            except Exception:
                pass  # Nothing public does it; then some time is missing.


def end_with_input():
    while os.read(0, 4096):
        pass
    os.killpg(0, signal.SIGKILL)


def main():
    verb, report, *rest = sys.argv[1:]
    if os.getpgrp() != os.getpid():
        os.setpgid(0, 0)
    threading.Thread(target=end_with_input, daemon=True).start()
    try:
        told, code = (check if verb == "check" else run)(*rest), 0
    except Refused as refused:
        told, code = {"message": str(refused)}, 1
    except Exception as failure:
        told, code = {"message": "%s: %s" % (type(failure).__name__, failure)}, 1
    with open(report, "w", encoding="utf-8") as file:
        json.dump(told, file)
    return code


if __name__ == "__main__":
    sys.exit(main())
