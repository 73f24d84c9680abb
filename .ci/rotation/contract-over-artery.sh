#!/usr/bin/env bash
# The contract of executors, and what becomes of killed workers and of runs, where workers join a cluster over TLS.
set -euo pipefail
mvn -B -ntp -q -pl tests -am test -DexcludedGroups=slow -Dthresher.test.transport=artery \
  -Dtest='ProcessContractTest,ProcessWorkerContractTest,StopContractTest,FaultContractTest,SubmitContractTest,ShutdownContractTest' \
  -Dsurefire.failIfNoSpecifiedTests=false
