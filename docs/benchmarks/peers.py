#!/usr/bin/env python3
"""This engine beside others that do the same, measured in one run, in turns, on two workers each, every result checked.

    docs/benchmarks/peers.py [W1] [W7] [grains] [--rounds 3] [--only NAME,...] [--quick] [--svg FILE] [--json FILE]

W1      tiny tasks as futures, 10,000 of them on their way: tasks a second
W7      from the start of a program to the first result of two new workers: seconds
grains  tasks of 10 us, 100 us, 1, 10 and 100 ms: how much of two processors' time is the tasks' own; --svg draws it

A peer that is not installed is named, with what installs it, and left out. The programs are in docs/benchmarks/peers; they
listen on the loopback interface alone. `peers.py command NAME DIRECTORY` prints what starts a peer, a word a line, for
`thresher bench --peers`, or what would install it.
"""

import argparse
import atexit
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
THRESHER = ROOT / "thresher"
HAZELCAST = "5.5.0"
WORKERS = 2
OUTSTANDING = 10_000
GRAINS = [10, 100, 1_000, 10_000, 100_000]  # microseconds
# Flags that Hazelcast itself asks for on this JDK.
HAZELCAST_FLAGS = """--add-modules java.se --add-exports java.base/jdk.internal.ref=ALL-UNNAMED
  --add-opens java.base/java.lang=ALL-UNNAMED --add-opens java.base/sun.nio.ch=ALL-UNNAMED
  --add-opens java.management/sun.management=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow
  --add-opens jdk.management/com.sun.management.internal=ALL-UNNAMED -Xms256m -Xmx2g""".split()


class Absent(Exception):
    """Why a peer cannot take part, and what would let it."""


# ------------------------------------------------------------------------------------------------------- how they start


def java_home():
    """The launcher's own search, so that all JVMs are of one JDK."""
    search = 'fail() { printf "%s\\n" "$2" >&2; exit "$1"; }; resolve() { resolved=$(readlink -f "$1"); }; '
    search += 'root=$PWD; . launcher/jdk.sh; find_jdk; printf "%s" "$java_home"'
    return subprocess.run(["sh", "-euc", search], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout


def compiled(main, scratch, class_path=""):
    """How a program beside this one is started, and its name, when it has been compiled below that directory."""
    classes = tempfile.mkdtemp(dir=scratch)
    home = java_home()
    sources = [HERE / "peers" / (name + ".java") for name in (main, "Conversation")]
    path = classes + os.pathsep + class_path
    subprocess.run([home + "/bin/javac", "-nowarn", "-proc:none", "-d", classes, "-cp", path, *sources], check=True)
    return [home + "/bin/java", "-Xmx2g", "-cp", path], main


def jdk(kind):
    def command(scratch):
        start, main = compiled("JdkPools", scratch)
        return [*start, main, kind]

    return command


def ours(backend):
    return lambda _: [str(THRESHER), "java", str(HERE / "peers/Ours.java"), backend]


def hazelcast(scratch):
    jar = pathlib.Path.home() / f".m2/repository/com/hazelcast/hazelcast/{HAZELCAST}/hazelcast-{HAZELCAST}.jar"
    if not jar.is_file():
        raise Absent(f"mvn -B dependency:get -Dartifact=com.hazelcast:hazelcast:{HAZELCAST}")
    start, main = compiled("HazelcastMembers", scratch, str(jar))
    return [start[0], *HAZELCAST_FLAGS, *start[2:], main]


def python(name, module=None, program=None, package=None):
    def command(_):
        if program and not shutil.which(program):
            raise Absent("apt-get install " + package)
        for interpreter in (sys.executable, "/usr/bin/python3"):
            # Debian's packages are for Debian's interpreter, which need not be the first on the PATH.
            if not module or has_module(interpreter, module):
                return [interpreter, str(HERE / "peers/pools.py"), name]
        raise Absent("apt-get install " + package)

    return command


def has_module(interpreter, module):
    if not os.access(interpreter, os.X_OK):
        return False
    return subprocess.run([interpreter, "-c", "import " + module], stderr=subprocess.DEVNULL).returncode == 0


class Kind:
    """A peer: how it starts, and how much of each workload takes about a second of its time."""

    def __init__(self, title, command, futures, grains=(20_000, 20_000, 2_000, 200, 20), maps=False):
        self.title, self.command, self.futures, self.maps = title, command, futures, maps
        self.grains = dict(zip(GRAINS, grains))


FEW = (1_000, 1_000, 500, 100, 20)
COMMANDS = (200, 200, 200, 100, 20)
KINDS = {
    "thresher-threads": Kind("Thresher, threads", ours("threads"), 500_000, maps=True),
    "thresher-virtual": Kind("Thresher, virtual threads", ours("virtual-threads"), 300_000),
    "thresher-processes": Kind("Thresher, processes", ours("processes"), 100_000, maps=True),
    "jdk-fixed": Kind("JDK fixed pool", jdk("fixed"), 500_000),
    "fork-join": Kind("JDK ForkJoinPool", jdk("fork-join"), 500_000),
    "hazelcast": Kind("Hazelcast", hazelcast, 50_000),
    "mp-pool": Kind("CPython mp.Pool", python("mp"), 10_000, maps=True),
    "process-pool": Kind("CPython ProcessPoolExecutor", python("ppe"), 10_000),
    "thread-pool": Kind("CPython ThreadPoolExecutor", python("threads"), 20_000),
    "dask": Kind("Dask", python("dask", module="distributed", package="python3-dask python3-distributed"), 1_000, FEW),
    "xargs": Kind("xargs -P2", python("xargs", program="xargs", package="findutils"), 500, COMMANDS),
    "parallel": Kind("GNU parallel -j2", python("parallel", program="parallel", package="parallel"), 100, COMMANDS),
}
OURS = "thresher-processes"


class Peer:
    """A program that is running, and answers."""

    def __init__(self, command):
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT
        )
        if self.process.stdout.readline().strip() != "ready":
            self.close()
            raise SystemExit("it has not started: " + " ".join(command))

    def ask(self, *words):
        self.process.stdin.write(" ".join(map(str, words)) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline().split()
        if len(answer) != 2 or answer[0] != "ok":
            raise SystemExit(f"{self.process.args}: no right answer to {words}: {answer}")
        return float(answer[1])

    def close(self):
        """Its own end, which takes its workers along; by force if that takes too long."""
        self.process.stdin.close()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.terminate()
            self.process.wait()


# -------------------------------------------------------------------------------------------------------- what they do


def in_turns(names, rounds, measure):
    """Figures of each in all rounds; every second round turns the order of the one before, and round 0 warms up."""
    figures = {name: [] for name in names}
    for number in range(rounds + 1):
        for name in names if number % 2 == 0 else reversed(names):
            value = measure(name)
            if number > 0:
                figures[name].append(value)
    return figures


def futures(peers, rounds, divisor):
    def measure(name):
        return peers[name].ask("futures", max(2, KINDS[name].futures // divisor), OUTSTANDING)

    return in_turns(list(peers), rounds, measure)


def first_result(commands, rounds):
    def measure(name):
        if name == OURS:
            # A program that is compiled already, as the others are; with the caches that the launcher has made.
            line = [str(THRESHER), "bench", "W7", "--backend", "processes", "--quick", "--json"]
            return json.loads(subprocess.run(line, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True).stdout)[0]["value"]
        started = time.perf_counter()
        peer = Peer(commands[name])
        if peer.ask("first") != 42:
            raise SystemExit(name + ": wrong")
        seconds = time.perf_counter() - started
        peer.close()
        return seconds

    return in_turns([name for name in commands if name != "fork-join" and not name.startswith("thresher-v")], rounds, measure)


def efficiencies(peers, rounds, divisor):
    """By (peer, way) and grain: the tasks' own time over the time that two processors were there for them."""
    ways = [(name, way) for name in peers for way in ("submit", "map") if way == "submit" or KINDS[name].maps]
    table = {way: {} for way in ways}
    for grain in GRAINS:
        def measure(pair):
            name, way = pair
            tasks = max(2, KINDS[name].grains[grain] // divisor)
            if way == "map":
                seconds = peers[name].ask("mapped", grain, tasks)
            else:
                seconds = peers[name].ask("grain", grain, tasks, OUTSTANDING)
            return tasks * grain / 1e6 / WORKERS / seconds

        for pair, values in in_turns(ways, rounds, measure).items():
            table[pair][grain] = statistics.median(values)
    return table


# ------------------------------------------------------------------------------------------------------ what is shown


def shown(number):
    return f"{number:,.0f}" if number >= 100 else f"{number:.3g}"


def print_ratios(title, figures, most_is_best):
    reference = statistics.median(figures[OURS]) if figures.get(OURS) else None
    print(f"\n{title}\n| | median | least | most | Thresher on processes, of it |\n|---|---|---|---|---|")
    for name, values in sorted(figures.items(), key=lambda item: statistics.median(item[1]), reverse=most_is_best):
        median = statistics.median(values)
        ratio = shown(reference / median) + " x" if reference else ""
        print(f"| {KINDS[name].title} | {shown(median)} | {shown(min(values))} | {shown(max(values))} | {ratio} |")


def grain_words(micros):
    return f"{micros} µs" if micros < 1_000 else f"{micros // 1_000} ms"


def series_words(pair):
    name, way = pair
    return KINDS[name].title + (", map" if way == "map" else "")


def print_grains(table):
    print("\nefficiency\n| tasks of | " + " | ".join(map(grain_words, GRAINS)) + " |\n" + "|---" * (len(GRAINS) + 1) + "|")
    for pair, row in table.items():
        print(f"| {series_words(pair)} | " + " | ".join(f"{row[grain]:.2g}" if row[grain] < 0.1 else f"{row[grain]:.2f}" for grain in GRAINS) + " |")


COLOURS = ["#0b6e4f", "#1f77b4", "#b5651d", "#d62728", "#7b4fa3", "#8c564b", "#c2185b", "#607d8b"]
DASHES = ["", "6 3", "2 3"]


def draw(table, machine):
    """One plot. Grains from left to right, efficiency upwards; the legend below, two columns."""
    import math

    left, top, width, height = 48, 44, 632, 320
    rows = (len(table) + 1) // 2
    total = top + height + 56 + 22 * rows

    def x(grain):
        return left + width * math.log10(grain / GRAINS[0]) / math.log10(GRAINS[-1] / GRAINS[0])

    def y(efficiency):
        return top + height * (1 - min(efficiency, 1.05) / 1.05)

    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 {total}" font-family="sans-serif" font-size="15" fill="#222" role="img">',
        f"<title>Efficiency by the size of tasks: {machine}</title>",
        f'<rect width="720" height="{total}" fill="#fff"/>',
        '<text x="48" y="20" font-size="17" font-weight="bold">Share of two processors that is the tasks’ own, by size of task</text>',
        f'<text x="48" y="38" fill="#555">{machine}</text>',
    ]
    for tenth in (0, 0.25, 0.5, 0.75, 1):
        out.append(f'<line x1="{left}" x2="{left + width}" y1="{y(tenth):.1f}" y2="{y(tenth):.1f}" stroke="#ddd"/>')
        out.append(f'<text x="{left - 6}" y="{y(tenth) + 4:.1f}" text-anchor="end">{tenth:g}</text>')
    for at, grain in enumerate(GRAINS):
        anchor = "start" if at == 0 else "end" if grain == GRAINS[-1] else "middle"
        out.append(f'<line x1="{x(grain):.1f}" x2="{x(grain):.1f}" y1="{top}" y2="{top + height}" stroke="#eee"/>')
        out.append(f'<text x="{x(grain):.1f}" y="{top + height + 20}" text-anchor="{anchor}">{grain_words(grain)}</text>')
    for number, (pair, row) in enumerate(table.items()):
        style = f'stroke="{COLOURS[number % len(COLOURS)]}" stroke-dasharray="{DASHES[number // len(COLOURS)]}"'
        points = " ".join(f"{x(grain):.1f},{y(row[grain]):.1f}" for grain in GRAINS)
        out.append(f'<polyline points="{points}" fill="none" stroke-width="{3 if pair[0].startswith("thresher") else 1.6}" {style}/>')
        at_x, at_y = left + (number // rows) * 330, top + height + 50 + 22 * (number % rows)
        out.append(f'<line x1="{at_x}" x2="{at_x + 34}" y1="{at_y - 4}" y2="{at_y - 4}" stroke-width="3" {style}/>')
        out.append(f'<text x="{at_x + 42}" y="{at_y}">{series_words(pair)}</text>')
    return "\n".join([*out, "</svg>", ""])


def load():
    return os.getloadavg()[0]


# ---------------------------------------------------------------------------------------------------------------- main


def tell(name, scratch):
    """For `thresher bench`: the exit code says whether these are words of a command or of advice."""
    try:
        print("\n".join(KINDS[name].command(scratch)))
        return 0
    except Absent as absent:
        print(absent)
        return 1


def chosen(only, scratch):
    commands = {}
    for name in only or KINDS:
        try:
            commands[name] = KINDS[name].command(scratch)
        except Absent as absent:
            print(f"{KINDS[name].title} is not installed and left out; this installs it: {absent}", file=sys.stderr)
    return commands


def main():
    if sys.argv[1:2] == ["command"]:
        raise SystemExit(tell(sys.argv[2], sys.argv[3]))
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("what", nargs="*", metavar="W1|W7|grains")
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--only", type=lambda text: text.split(","), help="of " + ", ".join(KINDS))
    options.add_argument("--svg", type=pathlib.Path, help="draws the efficiency by grain into this file")
    options.add_argument("--json", type=pathlib.Path, help="writes all figures into this file")
    options.add_argument("--quick", action="store_true", help="a fiftieth of the work, once: shows that everything works")
    chosen_options = options.parse_args()
    rounds, divisor = (1, 50) if chosen_options.quick else (chosen_options.rounds, 1)
    what = chosen_options.what or ["W1", "W7", "grains"]
    unknown = [word for word in what if word not in ("W1", "W7", "grains")] + [
        name for name in chosen_options.only or [] if name not in KINDS
    ]
    if unknown:
        options.error("nothing is called " + ", ".join(unknown))
    before = load()
    if any(name.startswith("thresher") for name in chosen_options.only or KINDS):
        subprocess.run([THRESHER, "--version"], stdout=subprocess.DEVNULL, check=True)  # builds, and trains the caches
    scratch = tempfile.mkdtemp(prefix="thresher-peers-")
    atexit.register(shutil.rmtree, scratch, ignore_errors=True)
    commands = chosen(chosen_options.only, scratch)
    peers, kept = {}, {}
    try:
        if "W7" in what:
            kept["W7"] = first_result(commands, rounds)
        if "W1" in what or "grains" in what:
            peers.update((name, Peer(command)) for name, command in commands.items())
        if "W1" in what:
            kept["W1"] = futures(peers, rounds, divisor)
        if "grains" in what:
            kept["grains"] = efficiencies(peers, rounds, divisor)
    finally:
        for peer in peers.values():
            peer.close()
    machine = f"{os.cpu_count()} processors, load {before:.1f} before, median of {rounds}, {time.strftime('%Y-%m-%d %H:%M')}"
    print(machine)
    if "W1" in kept:
        print_ratios("W1: tiny tasks as futures, tasks/s", kept["W1"], True)
    if "W7" in kept:
        print_ratios("W7: first result, seconds", kept["W7"], False)
    if "grains" in kept:
        print_grains(kept["grains"])
        if chosen_options.svg:
            chosen_options.svg.write_text(draw(kept["grains"], machine), encoding="utf-8")
    if chosen_options.json:
        plain = {key: value for key, value in kept.items() if key != "grains"}
        plain["grains"] = {" ".join(pair): row for pair, row in kept.get("grains", {}).items()}
        chosen_options.json.write_text(json.dumps(plain, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
