#!/usr/bin/env bash
# Two hosts that see nothing of the driver's files: mount namespaces in which an empty file system lies where the driver
# has its inputs, code, outputs and run directory. Built-in kinds, Java, commands, Python and large results must come to
# the same bytes as on threads; then a host is killed while a file is on its way to it.
# Needs root and a kernel that lets it make namespaces; says so, and is done, where it may not.
set -euo pipefail
cd "$(dirname "$0")/../.."
readonly thresher=$PWD/thresher
work=$(mktemp -d)
readonly work driver=$work/driver
pids=()

end_all() {
  local pid
  for pid in "${pids[@]}"; do kill -9 "$pid" 2>/dev/null || true; done
  rm -rf "$work"
}
trap end_all EXIT

mkdir -p "$driver" "$work/state"
if ! unshare -m true 2>/dev/null || ! unshare -m mount -t tmpfs none "$driver" 2>/dev/null; then
  echo "skipped: here is no right to make mount namespaces"
  exit 0
fi

say() { printf '%s %s\n' "$(date +%T)" "$*"; }
fail() {
  say "FAILED: $*"
  tail -n 12 "$work"/*.log
  exit 1
}
until_said() { # log, text
  local _
  for _ in $(seq 1 600); do
    if grep -q -- "$2" "$work/$1.log" 2>/dev/null; then return; fi
    sleep 0.1
  done
  fail "$1 did not say '$2' within a minute"
}

"$thresher" --version >/dev/null # builds, and trains the caches
export XDG_STATE_HOME=$work/state/driver
readonly at=127.0.0.1:$((20000 + $$ % 10000))
"$thresher" coordinator --listen "$at" --identity "$work/key.pem" >"$work/coordinator.log" 2>&1 &
pids+=($!)
until_said coordinator 'coordinator at'
worker() { # name, address
  # shellcheck disable=SC2016 # for the other shell
  XDG_STATE_HOME=$work/state/$1 unshare -m sh -c 'mount -t tmpfs none "$1" && cd / && shift && exec "$@"' sh "$driver" \
    "$thresher" worker --join "$at" --listen "$2" --identity "$work/key.pem" --name "$1" --slots 2 \
    >>"$work/$1.log" 2>&1 &
  pids+=($!)
}
worker left 127.0.0.2
left_pid=$!
worker right 127.0.0.3
until_said left 'joined the cluster'
until_said right 'joined the cluster'
say 'two hosts are there, which see nothing here'

cd "$driver"
mkdir texts pictures
for i in $(seq 1 12); do
  seq "$i" "$((i * 400))" | sed 's/$/ of the words/' >"texts/t$i.txt"
  head -c $((i * 30000)) /dev/zero | tr '\0' "$i" >"pictures/p $i.raw"
done
head -c 200000000 /dev/urandom >large.bin
printf 'name,amount\n' >rows.csv
seq 1 500 | sed 's/.*/n&,&/' >>rows.csv

cat >words.conf <<'CONF'
name = words
stages {
  blocks {
    each { text.blocks { file = "texts/*.txt", size = 16 KiB } }
    task { kind = word-count }
    reduce = merge
    output = counts.csv
  }
  frequencies {
    from = blocks, group-by = count
    reduce { words = count, one-of-them = first(word) }
    output = frequencies.csv
  }
}
CONF
cat >Long.java <<'CODE'
public class Long {
  static String of(int i) { return ("" + i).repeat(200_000); }
  static int half(String name, int amount) { return amount * 2; }
}
CODE
cat >large.conf <<'CONF'
name = large
each { i = 1..6 }
task { java = Long.java, method = of }
output = large.jsonl
CONF
cat >rows.conf <<'CONF'
name = rows
each { row.csv = "rows.csv" }
task { java = Long.java, method = half }
output = halves.csv
CONF
mkdir -p tools/helpers
: >tools/helpers/__init__.py
echo 'def weight(text): return sum(map(ord, text)) % 1009' >tools/helpers/scales.py
cat >tools/weigh.py <<'CODE'
from helpers import scales


def weigh(text):
    print("weighing")
    with open(text) as file:
        return {"lines": len(file.readlines()), "weight": scales.weight(text.rsplit("/", 1)[1])}
CODE
cat >tools/python.conf <<'CONF'
name = python
each { text.files = "../texts/*.txt" }
task { python = "weigh:weigh" }
output = weights.csv
CONF
cat >shrink.sh <<'CODE'
#!/bin/sh
echo "shrinking $(basename "$1")"
head -c 1000 "$1" >"$2"
cat >>"$2"
CODE
chmod +x shrink.sh
cat >files.conf <<'CONF'
name = files
each { picture.files = "pictures/*.raw" }
task { command = [./shrink.sh, "{picture}", "{out}"], stdin.file = rows.csv }
output = "small/{picture.stem}.bin"
CONF
cat >large-input.conf <<'CONF'
name = large-input
each { i = 1..8 }
task { command = [sh, -c, "sha256sum <$0; sleep 1", large.bin, "{i}"], capture = stdout, idempotent = true }
output = sums.csv
CONF

run() { # file, backend options...
  local file=$1 name
  shift
  name=$(basename "$file" .conf)
  "$thresher" run "$file" --no-progress "$@" >"$work/$name.log" 2>&1 || fail "$name ended with $?"
}
readonly of_cluster=(--cluster "$at" --identity "$work/key.pem")
both() { # file, outputs...
  local file=$1 name
  shift
  name=$(basename "$file" .conf)
  run "$file" --backend threads
  mkdir -p "threads/$name"
  mv "$@" "threads/$name"
  rm -rf "run-$name"
  run "$file" "${of_cluster[@]}" --run-dir "run-$name"
  local output
  for output in "$@"; do
    diff -r "$output" "threads/$name/$(basename "$output")" || fail "$output of $name is another on the cluster"
  done
  say "$name: the same bytes"
}
both words.conf counts.csv frequencies.csv
both large.conf large.jsonl
both rows.conf halves.csv
both tools/python.conf weights.csv
both files.conf small
grep -qr 'weighing' run-python/logs/tasks || fail 'what Python printed did not come back'
grep -qr 'shrinking' run-files/logs/tasks || fail 'what commands printed did not come back'
ls run-files/logs/w*.log >/dev/null || fail 'the logs of workers did not come back'

arriving() { # host, bytes: whether more than that of a file has come
  local size
  size=$(du -cb "$work/state/$1"/thresher/worker-files/*/incoming/* 2>/dev/null | tail -1 | cut -f1)
  ((${size:-0} > $2))
}
until_arriving() { # host
  local _
  for _ in $(seq 1 600); do
    if arriving "$1" 10000000; then return; fi
    sleep 0.05
  done
  fail "nothing came to $1 within 30 s"
}
begin() { # file
  rm -rf "run-$1" ./sums.csv
  "$thresher" run "$1.conf" "${of_cluster[@]}" --run-dir "run-$1" --no-progress >"$work/$1.log" 2>&1 &
  run_pid=$!
}

begin large-input
until_arriving left
kill -9 $left_pid
say 'left is killed while a file comes'
ended=0
wait $run_pid || ended=$?
((ended == 0)) || fail "the run ended with $ended"
sum=$(sha256sum <large.bin | cut -d' ' -f1)
(($(grep -c "$sum" sums.csv) == 8)) || fail 'not all tasks have read the file as it is'
say 'the run has gone on at right, and all tasks have read the file as it is'

worker left 127.0.0.2
left_pid=$!
for _ in $(seq 1 600); do
  if (($(grep -c 'joined the cluster' "$work/left.log") == 2)); then break; fi
  sleep 0.1
done
head -c 200000000 /dev/urandom >large.bin
begin large-input
until_arriving left
printf 'another' | dd of=large.bin bs=1 seek=199000000 conv=notrunc status=none
ended=0
wait $run_pid || ended=$?
((ended == 1)) || fail "a run whose file was changed on its way ended with $ended"
grep -q 'is not what was announced' "$work/large-input.log" || fail 'nobody said that the file was changed'
say 'a file that was changed on its way is refused'
