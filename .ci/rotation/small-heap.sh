#!/usr/bin/env bash
# A program with a heap of 64 MiB maps over ten million tasks, and over arrays of 1 MiB; its heap stays as it was.
set -euo pipefail
mvn -B -ntp -q -pl tests -am test -DexcludedGroups= -Dgroups=slow \
  -Dtest='SmallHeapTest' -Dsurefire.failIfNoSpecifiedTests=false
