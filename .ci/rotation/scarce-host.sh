#!/usr/bin/env bash
# Runs on a host that is short of processor time or of processes, whose clock jumps, or whose workers are all killed at
# once, or drained and killed together.
set -euo pipefail
if ! dpkg -s libfaketime > /dev/null 2>&1; then
  apt-get -qq update && apt-get -qq install --no-install-recommends libfaketime
fi
mvn -B -ntp -q -pl tests -am test -DexcludedGroups= -Dgroups=slow \
  -Dtest='ScarcityTest#workers*+aHost*+aClock*+allWorkers*+aRunThatIsStopped*' -Dsurefire.failIfNoSpecifiedTests=false
