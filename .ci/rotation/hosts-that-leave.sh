#!/usr/bin/env bash
# What a host of a cluster makes of a run that is gone for good, and of being told to end.
set -euo pipefail
mvn -B -ntp -q -pl tests -am test -DexcludedGroups= -Dgroups=slow \
  -Dtest='KilledNodesTest#worker*+aWorker*' -Dsurefire.failIfNoSpecifiedTests=false
