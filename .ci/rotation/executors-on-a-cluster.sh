#!/usr/bin/env bash
# The contract of executors, and what becomes of killed workers, where these are processes of a cluster's host.
set -euo pipefail
mvn -B -ntp -q -pl tests -am test -DexcludedGroups= -Dthresher.test.transport=cluster \
  -Dtest='ClusterExecutorTest,ProcessWorkerContractTest,FaultContractTest' \
  -Dsurefire.failIfNoSpecifiedTests=false
