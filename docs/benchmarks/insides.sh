#!/usr/bin/env bash
# What single steps of a task's way cost, by JMH: deciding, encoding, decoding, handing over, writing down.
# Usage: docs/benchmarks/insides.sh [JMH's arguments]; without any, every benchmark in some seven minutes.
# E.g. docs/benchmarks/insides.sh Envelope -prof gc, or -l for the list. Compiles what is not compiled yet.
set -euo pipefail
cd "$(dirname "$0")/../.."

# The launcher's own search; JMH has to run on the JDK that the engine runs on.
java_home=$(sh -euc 'fail() { printf "%s\n" "$2" >&2; exit "$1"; }
  resolve() { resolved=$(readlink -f "$1"); }
  root=$PWD; . launcher/jdk.sh; find_jdk; printf "%s" "$java_home"')
mvn -B -ntp -q -P '!format' -pl tests/bench -am test-compile \
  dependency:build-classpath -Dmdep.includeScope=test -Dmdep.outputFile=target/class-path

cd tests/bench
# Ledgers are written here: in /tmp they might lie in memory.
mkdir -p target/ledgers
flags=../../engine/src/main/resources/dev/thresher/launch
exec "$java_home/bin/java" "@$flags/jvm.options" "@$flags/long-lived.options" -Xmx1g -Djava.io.tmpdir=target/ledgers -cp "target/test-classes:$(cat target/class-path)" \
  org.openjdk.jmh.Main -f 1 -wi 3 -w 2 -i 5 -r 3 "$@"
