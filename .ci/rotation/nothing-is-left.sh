#!/usr/bin/env bash
# However the command line ends, no process, port, temporary file or shared memory is left.
set -euo pipefail
mvn -B -ntp -q -pl tests -am test -DexcludedGroups= -Dgroups=slow \
  -Dtest='NothingIsLeftTest' -Dsurefire.failIfNoSpecifiedTests=false
