#!/usr/bin/env bash
# Executors whose workers are processes of a cluster's host: what they promise of processes, and how they are closed.
set -euo pipefail
mvn -B -ntp -q -pl tests -am test -DexcludedGroups= -Dthresher.test.transport=cluster \
  -Dtest='ProcessContractTest,StopContractTest,ShutdownContractTest' -Dsurefire.failIfNoSpecifiedTests=false
