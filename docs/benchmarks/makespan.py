#!/usr/bin/env python3
"""How much longer than the ideal time work of very uneven tasks takes on two workers: UTS trees T1 and T3, chess perft.

    docs/benchmarks/makespan.py [--rounds 3] [--depth 5] [--only uts-T1,uts-T3,perft]

Ideal is half of what all tasks take in their own code on one thread, measured in the same round, or the longest single task
of the run, if that is more. Taken is from the first worker's being ready to the end of the last task. Two tasks that run at once
slow each other down (caches, clocks), so the ideal can hardly be reached. Answers are looked at.
"""

import argparse
import json
import pathlib
import statistics
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
GAMES = {4: 197_281, 5: 4_865_609, 6: 119_060_324}
WORK = {
    "uts-T1": ("uts.conf", {"tree": "T1"}, "nodes", lambda depth: 4_130_071),
    "uts-T3": ("uts.conf", {"tree": "T3"}, "nodes", lambda depth: 4_112_897),
    "perft": ("perft.conf", {}, "games", lambda depth: GAMES[depth]),
}
ARMS = [("threads", 1), ("threads", 2), ("virtual-threads", 2), ("processes", 2)]


def run(name, depth, backend, workers):
    file, sets, field, answer = WORK[name]
    if name == "perft":
        sets = {"depth": depth}
    with tempfile.TemporaryDirectory(prefix="thresher-makespan-") as directory:
        command = [ROOT / "thresher", "run", ROOT / "config/workloads" / file, "--backend", backend, "--workers", str(workers)]
        command += ["--json", "--quiet", "--run-dir", directory + "/run", "--outputs-below", directory]
        command += [f"--set={key}={value}" for key, value in sets.items()]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode != 0:
        raise SystemExit(done.stderr)
    report = json.loads(done.stdout)
    if report["result"][field] != answer(depth):
        raise SystemExit(f"{name} on {backend}: {report['result']}")
    return report


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--depth", type=int, default=5, choices=GAMES, help="of perft")
    options.add_argument("--only", type=lambda text: text.split(","), default=list(WORK))
    chosen = options.parse_args()
    subprocess.run([ROOT / "thresher", "--version"], stdout=subprocess.DEVNULL, check=True)  # builds, and trains the caches
    load = open("/proc/loadavg", encoding="ascii").read().split()[0] if pathlib.Path("/proc/loadavg").exists() else "unknown"
    print(f"load {load} before, median (least-most) of {chosen.rounds}: taken over ideal\n| | tasks | threads | virtual threads | processes |\n|---|---|---|---|---|")
    for name in chosen.only:
        ratios = {arm: [] for arm in ARMS[1:]}
        for number in range(chosen.rounds):
            reports = {arm: run(name, chosen.depth, *arm) for arm in (ARMS if number % 2 == 0 else reversed(ARMS))}
            alone = reports[ARMS[0]]["taskMillis"]
            for arm, values in ratios.items():
                report = reports[arm]
                taken = report["lastTaskMillis"] - report["readyMillis"]
                values.append(taken / max(alone / arm[1], report["taskTimes"]["longestMillis"]))
        cells = [f"{statistics.median(v):.2f} ({min(v):.2f}-{max(v):.2f})" for v in ratios.values()]
        print(f"| {name} | {reports[ARMS[0]]['tasks']['total']} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
