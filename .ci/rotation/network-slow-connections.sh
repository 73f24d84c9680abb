#!/usr/bin/env bash
# Half a second of delay on the way to coordinator and worker, and from the run.
set -euo pipefail
mvn -B -ntp -q -pl tests -am test -DexcludedGroups= -Dgroups=slow \
  -Dtest='NetworkFaultsTest#slowConnections*' -Dsurefire.failIfNoSpecifiedTests=false
