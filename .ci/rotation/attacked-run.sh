#!/usr/bin/env bash
# A run goes on, and gives the right answer, while strangers attack every port of it.
set -euo pipefail
mvn -B -ntp -q -pl tests -am test -DexcludedGroups= -Dgroups=slow \
  -Dtest='AttackedRunTest,AttackedChannelTest,RawPeerTest' -Dsurefire.failIfNoSpecifiedTests=false
