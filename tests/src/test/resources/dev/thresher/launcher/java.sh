#!/bin/sh
# Stands for java: prints its arguments, one a line, and ends when JAVA_ENDS_WITH, if set, exists.
printf '%s\n' "$@"
while [ -n "${JAVA_ENDS_WITH:-}" ] && [ ! -e "$JAVA_ENDS_WITH" ]; do sleep 0.02; done
