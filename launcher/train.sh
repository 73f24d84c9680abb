#!/bin/sh
# Makes the AOT caches (JDK 25: parsed, linked and profiled classes) of one image for one JDK: one for the
# coordinator, one for workers, one for verbs that only answer: the less a cache holds, the faster a JVM is up. They are valid for this very JVM, these very jars and the flags of
# lib/jvm.options only, which is why they are made on the machine that uses them, once.
#
# Usage: train.sh IMAGE CACHE JAVA_HOME IDENTITY   (called by ../thresher and build.sh)
# Writes IMAGE/aot/<n> if it can, else CACHE/aot/<n>. A training that fails leaves <n> without caches, so that
# it is not tried again at every start; delete the directory to have another go.
set -eu

image=$1 cache=$2 identity=$4
export THRESHER_JAVA_HOME="$3" THRESHER_AOT=record
unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS # a debugger or agent of the user's is not to be trained

# THE TRAINING: what runs here is what starts fast later. A JVM writes one record, so what a cache is to hold runs in one
# JVM, one command line after the other. The coordinator starts its worker with the recording flag, so that one run trains
# both. Where no run succeeds, the verbs that need no worker still get their cache.
train() {
  "$image/thresher" --help -- validate "$image/launcher/answering.conf"
  set -- run "$image/launcher/training.conf" --run-dir "$THRESHER_AOT_DIRECTORY/run"
  "$image/thresher" "$@/threads" --backend threads -- "$@/processes" || :
}

# Prints the directory to make caches in. The name `partial` is the lock: one training at a time, and one that
# was killed is forgotten after ten minutes.
claim() {
  for store in "$image/aot" "${cache:+$cache/aot}"; do
    if [ -z "$store" ] || ! make_store "$store" 2>/dev/null; then continue; fi
    find "$store/partial" -maxdepth 0 -mmin +10 -exec rm -rf {} + 2>/dev/null || :
    if mkdir "$store/partial" 2>/dev/null; then printf '%s' "$store"; fi
    return
  done
}

make_store() { # directory
  (umask 077 && mkdir -p "${1%/*}") && mkdir -p "$1" && [ -w "$1" ]
}

# Turns what was recorded into caches, all at once.
assemble() {
  for process in answer coordinator worker; do
    if [ -f "$THRESHER_AOT_DIRECTORY/$process.conf" ]; then create "$process" & fi
  done
  wait
}

# The JVM ends without running anything: of the verb only the choice of compiler and collector counts. Workers have no
# verb, as the engine starts them itself.
create() { # process
  case $1 in
    answer) verb=validate ;;
    *) verb=run ;;
  esac
  THRESHER_AOT=create THRESHER_AOT_PROCESS=$1 "$image/thresher" "$verb"
  rm -f "$THRESHER_AOT_DIRECTORY/$1.conf"
}

# Caches of the same place for jars or a JDK that have been replaced since are of no use to anybody.
remove_outdated() { # store
  for old in "$1"/*; do
    [ -r "$old/made-for" ] || continue
    IFS= read -r line <"$old/made-for" || :
    case $line in "$image|"*"|$THRESHER_JAVA_HOME|"*) rm -rf "$old" ;; esac
  done
}

store=$(claim)
[ -n "$store" ] || exit 0
export THRESHER_AOT_DIRECTORY="$store/partial"
trap 'rm -rf "$THRESHER_AOT_DIRECTORY"; exit 143' HUP INT TERM

if train; then assemble; fi
rm -rf "$THRESHER_AOT_DIRECTORY/run"
remove_outdated "$store"
printf '%s\n' "$identity" >"$THRESHER_AOT_DIRECTORY/made-for"
mv "$THRESHER_AOT_DIRECTORY" "$store/$$-$(date +%s)"
