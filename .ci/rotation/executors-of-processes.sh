#!/usr/bin/env bash
# Executors of worker processes under races, faults at their end, recycling, elasticity, and in a long life with a small heap.
set -euo pipefail
mvn -B -ntp -q -pl tests -am test -DexcludedGroups= -Dgroups=slow \
  -Dtest='ProcessRaceContractTest,FaultContractTest,ProcessWorkerContractTest,LongLifeContractTest' \
  -Dsurefire.failIfNoSpecifiedTests=false
