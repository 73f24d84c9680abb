"""Serves one worker slot: calls one function again and again, or tells what it takes.

Started by the engine as  python3 -c <this text> MODE DIRECTORY MODULE FUNCTION SHA256

MODE describe prints one JSON object and runs none of the user's code. MODE serve reads requests from
stdin and answers on the former stdout: four bytes of length, most significant first, then JSON in
UTF-8. Whatever the function prints, on either stream, goes to stderr, and a marker after it.
"""

import sys

# What lies in the current directory, or beside the workload file, must not stand in for these.
if sys.path and sys.path[0] == "":
    del sys.path[0]

import hashlib
import importlib
import json
import math
import os
import queue
import signal
import struct
import threading
import traceback
from importlib.machinery import PathFinder


def find(directory, module):
    """The file of a module, without importing it or a package around it."""
    places = sys.path
    name = ""
    spec = None
    for part in module.split("."):
        name = name + "." + part if name else part
        spec = PathFinder.find_spec(name, places)
        if spec is None:
            return None
        places = spec.submodule_search_locations or []
    return spec.origin


def content(path):
    """Of a file, or of one within an archive, which is how modules come to other hosts."""
    archive = path
    while not os.path.exists(archive):
        archive = os.path.dirname(archive)
    if archive != path:
        import zipimport

        return zipimport.zipimporter(archive).get_data(path)
    with open(path, "rb") as file:
        return file.read()


def digest(path):
    return hashlib.sha256(content(path)).hexdigest()


# ------------------------------------------------------------------ describe


def functions(body):
    """Functions of a module, also those that stand under an if or try."""
    import ast

    for node in body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node
        for inner in ("body", "orelse", "finalbody"):
            if isinstance(node, (ast.If, ast.Try, ast.With)):
                yield from functions(getattr(node, inner, []))
        for handler in getattr(node, "handlers", []):
            yield from functions(handler.body)


def described(directory, module, function):
    import ast

    path = find(directory, module)
    if path is None:
        return {"error": "there is no module %s beside the workload file or on PYTHONPATH" % module}
    if not path.endswith(".py"):
        return {"error": "module %s is not written in Python (%s)" % (module, path)}
    try:
        with open(path, "rb") as file:
            tree = ast.parse(file.read(), path)
    except SyntaxError as wrong:
        return {"error": wrong.msg, "file": path, "line": wrong.lineno or 0}
    except (OSError, ValueError) as unreadable:
        return {"error": str(unreadable), "file": path, "line": 0}
    known = list(functions(tree.body))
    named = [node for node in known if node.name == function]
    if not named:
        names = ", ".join(dict.fromkeys(node.name for node in known)) or "none"
        return {"error": "it has no function %s; it has %s" % (function, names), "file": path, "line": 0}
    node = named[-1]
    problem = None
    if isinstance(node, ast.AsyncFunctionDef):
        problem = "function %s is async; a task needs a plain one" % function
    if getattr(node.args, "posonlyargs", []):
        problem = "function %s takes parameters by position only; a task gives them by name" % function
    if problem:
        return {"error": problem, "file": path, "line": node.lineno}
    parameters = []
    optional = len(node.args.args) - len(node.args.defaults)
    for i, argument in enumerate(node.args.args):
        parameters.append({"name": argument.arg, "optional": i >= optional})
    for argument, default in zip(node.args.kwonlyargs, node.args.kw_defaults):
        parameters.append({"name": argument.arg, "optional": default is not None})
    return {"file": path, "sha256": digest(path), "parameters": parameters}


# ------------------------------------------------------------------ serve


def plain(value):
    """The value as JSON can say it; raises TypeError or ValueError with the reason if it cannot."""
    if value is None or isinstance(value, (bool, str)):
        if isinstance(value, str):
            try:
                value.encode("utf-8")
            except UnicodeEncodeError:
                raise ValueError("the result holds a text that is not valid Unicode") from None
        return value
    if isinstance(value, int):
        if not -(2**63) <= value < 2**63:
            raise ValueError(
                "the result holds a whole number beyond 64 bits: return it as a text, with str()")
        return int(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError(
                "the result holds %r, which JSON has no number for: return None or a text" % value)
        return float(value)
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if hasattr(value, "tolist"):  # numbers and arrays of NumPy
        return plain(value.tolist())
    kind = type(value).__name__
    if isinstance(value, (bytes, bytearray, memoryview)):
        raise TypeError(
            "the result holds %s, which JSON has nothing for: return a text, such as base64" % kind)
    raise TypeError(
        "the result holds a %s; it can hold None, bool, int, float, str, list, tuple and dict" % kind)


def failure(error):
    def named(kind):
        module = kind.__module__
        return kind.__qualname__ if module == "builtins" else module + "." + kind.__qualname__

    def one(error):
        frames = traceback.extract_tb(error.__traceback__)
        lines = [
            '%s in %s:%d%s' % (f.name, f.filename, f.lineno or 0, ": " + f.line if f.line else "")
            for f in reversed(frames)
            if f.filename != "<string>" and not f.filename.startswith("<frozen importlib")
        ]
        try:
            message = str(error)
        except Exception as broken:
            message = "(str() of it raised %s)" % type(broken).__name__
        return {"type": named(type(error)), "message": message, "frames": lines[:200]}

    told = one(error)
    causes = []
    inner = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    while inner is not None and len(causes) < 16:
        causes.append(one(inner))
        inner = inner.__cause__ or (None if inner.__suppress_context__ else inner.__context__)
    told["causes"] = causes
    told["supertypes"] = [named(kind) for kind in type(error).__mro__[1:-1]][:16]
    return told


def serve(directory, module, function, sha256):
    try:
        os.setsid()  # a group of its own: Ctrl-C does not reach it, and it can be killed as one
    except OSError:
        pass
    answers = os.fdopen(os.dup(1), "wb")
    requests = os.fdopen(os.dup(0), "rb")
    os.dup2(2, 1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.stderr.reconfigure(encoding="utf-8", errors="backslashreplace")
    waiting = queue.SimpleQueue()
    busy = threading.Event()

    def listen():
        while True:
            head = requests.read(4)
            if len(head) < 4:
                break
            waiting.put(requests.read(struct.unpack(">I", head)[0]))
        # The worker is gone. Nothing is left behind, whatever the function is about.
        waiting.put(None)
        if not busy.is_set():
            threading.Event().wait(1)
        os.killpg(os.getpgrp(), signal.SIGKILL)

    threading.Thread(target=listen, daemon=True).start()
    target = None
    while True:
        request = waiting.get()
        if request is None:
            return
        busy.set()
        request = json.loads(request)
        try:
            if target is None:
                target = load(directory, module, function, sha256)
                taken = parameters(target)
            given = request["arguments"]
            if taken is not None:
                # Columns that it has no use for only come along into the output.
                given = {name: value for name, value in given.items() if name in taken}
            answer = {"value": plain(target(**given))}
        except BaseException as error:
            answer = {"error": failure(error)}
        marked = True
        try:
            sys.stdout.flush()
            sys.stderr.flush()
            os.write(2, request["marker"].encode("ascii"))
        except (OSError, ValueError, AttributeError):
            marked = False
        answer["marked"] = marked
        body = json.dumps(answer).encode("ascii")
        answers.write(struct.pack(">I", len(body)) + body)
        answers.flush()
        busy.clear()


def load(directory, module, function, sha256):
    path = find(directory, module)
    if path is None or digest(path) != sha256:
        raise ImportError(
            "module %s has changed since the run was planned: start the run again" % module)
    return getattr(importlib.import_module(module), function)


def parameters(function):
    """What it takes by name; None if that is anything."""
    while hasattr(function, "__wrapped__"):
        function = function.__wrapped__
    code = getattr(function, "__code__", None)
    takes_any = 0x08  # CO_VARKEYWORDS; the module that names it takes long to load
    if code is None or code.co_flags & takes_any:
        return None
    return set(code.co_varnames[: code.co_argcount + code.co_kwonlyargcount])


def main(mode, directory, module, function, sha256):
    if mode != "serve":
        import ast  # noqa: F401, before the directory of the user comes first
    sys.path.insert(0, directory)
    if mode == "serve":
        serve(directory, module, function, sha256)
    else:
        print(json.dumps(described(directory, module, function)))


main(*sys.argv[1:])
