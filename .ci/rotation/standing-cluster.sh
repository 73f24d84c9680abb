#!/usr/bin/env bash
# A cluster in the background on one host, verb by verb: jobs, a coordinator and a worker that are killed, its end.
set -euo pipefail
mvn -B -ntp -q -pl tests -am test -DexcludedGroups= -Dgroups=slow \
  -Dtest='StandingClusterTest' -Dsurefire.failIfNoSpecifiedTests=false
