#!/usr/bin/env bash
# `cluster up --hosts` against a real sshd on the loopback interface, with keys, configuration and port of its own: workers
# come up on two hosts, a run uses them, one that is killed is mended, all end; and each thing that may be wrong with a
# host ends in its own sentence. Needs Debian's openssh-server and openssh-client; says so, and is done, without them.
set -euo pipefail
cd "$(dirname "$0")/../.."
readonly thresher=$PWD/thresher
sshd=$(PATH=$PATH:/usr/sbin command -v sshd) || { echo 'skipped: no program sshd; apt-get install openssh-server' && exit 0; }
readonly sshd
work=$(mktemp -d)
readonly work
pids=()

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
port=$(free_port)
listen=127.0.0.1:$(free_port)

finish() {
  "$thresher" cluster down --within 1s >/dev/null 2>&1 || true
  local pid
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  rm -rf "$work"
}
say() { printf '%s %s\n' "$(date +%T)" "$*"; }
fail() {
  say "FAILED: $*"
  tail -n 30 "$work"/*.log "$work"/*.err 2>/dev/null
  exit 1
}
trap finish EXIT

# --- an sshd, and a user's configuration of ssh --------------------------------------------------------------
ssh-keygen -q -t ed25519 -N '' -f "$work/host_key"
ssh-keygen -q -t ed25519 -N '' -f "$work/user_key"
ssh-keygen -q -t ed25519 -N '' -f "$work/strange_key"
install -m 600 "$work/user_key.pub" "$work/authorized_keys"
if [[ $(id -u) == 0 ]]; then mkdir -p /run/sshd; fi
cat >"$work/sshd_config" <<CONF
ListenAddress 127.0.0.1:$port
HostKey $work/host_key
AuthorizedKeysFile $work/authorized_keys
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
CONF
"$sshd" -D -e -f "$work/sshd_config" 2>"$work/sshd.log" &
pids+=($!)
printf '[127.0.0.1]:%s %s\n' "$port" "$(cut -d' ' -f1,2 "$work/host_key.pub")" >"$work/known_hosts"
printf '[127.0.0.1]:%s %s\n' "$port" "$(cut -d' ' -f1,2 "$work/strange_key.pub")" >"$work/other_hosts"
: >"$work/no_hosts"
cat >"$work/ssh_config" <<CONF
Host closed
  Port 1
Host unlocked
  IdentityFile $work/strange_key
Host unheard
  UserKnownHostsFile $work/no_hosts
Host exchanged
  UserKnownHostsFile $work/other_hosts
Host left right old old-words none notrunnable stranger closed unlocked unheard exchanged
  HostName 127.0.0.1
Host * !unlocked
  IdentityFile $work/user_key
Host *
  Port $port
  User $(id -un)
  IdentitiesOnly yes
  IdentityAgent none
  UserKnownHostsFile $work/known_hosts
  GlobalKnownHostsFile /dev/null
CONF
mkdir "$work/bin"
printf '#!/bin/sh\nexec %s -F %s "$@"\n' "$(command -v ssh)" "$work/ssh_config" >"$work/bin/ssh"
for host in left right; do # what each would have of its own
  printf '#!/bin/sh\nexport XDG_STATE_HOME=%s\nexec %s "$@"\n' "$work/state-$host" "$thresher" >"$work/$host"
done
# shellcheck disable=SC2016 # it expands there
printf '#!/bin/sh\ncase $1 in --version) echo "thresher 0.0.1" ;; *) echo "error: unknown option --background" >&2; exit 2 ;; esac\n' >"$work/old"
printf 'no program\n' >"$work/not-runnable"
chmod +x "$work"/bin/ssh "$work"/left "$work"/right "$work"/old
export PATH=$work/bin:$PATH XDG_STATE_HOME=$work/state
"$thresher" --version >/dev/null # builds, and trains the caches
until ssh left true 2>/dev/null; do sleep 0.1; done
cd "$work"

# --- two hosts ------------------------------------------------------------------------------------------------
cat >hosts <<HOSTS
# my hosts
left  slots=1 label gpu=no thresher=$work/left   # the old one
right slots=2 thresher=$work/right
HOSTS
"$thresher" cluster up --hosts hosts --listen "$listen" 2>up.err || fail "cluster up: $(cat up.err)"
grep -q '2 workers on 2 other hosts, 2 of them started now' up.err || fail "up said: $(cat up.err)"
if pgrep -af 'thresher.*worker --join' | grep -q 'BEGIN\|PRIVATE'; then fail 'a key is in a list of processes'; fi
if grep -rlq 'PRIVATE KEY' "$work/state-left" "$work/state-right"; then fail 'the key is in a file of a host'; fi
"$thresher" cluster status >status.log 2>status.err
[[ ! -s status.err ]] || fail "status complains: $(cat status.err)"
grep -q '^left .*gpu=no' status.log || fail 'status does not show left'
say 'two hosts are there, and no key on them'

echo 'name = naps, task { kind = sleep, millis = 50, tasks = 60 }' >naps.conf
"$thresher" run naps.conf --cluster "$listen" --no-progress 2>run.err || fail 'the run failed'
grep -q '3 slots on 2 hosts' run.err || fail "the run said: $(cat run.err)"

pkill_worker() { # host; by the process that the host has written down
  kill -9 "$(grep -o '"pid": *[0-9]*' "$work/state-$1"/thresher/up/*/joined/"$1".json | grep -o '[0-9]*$')"
}
pkill_worker right
for _ in $(seq 1 300); do
  "$thresher" cluster status >status.log 2>status.err
  if grep -q 'right on right is not in the cluster' status.err; then break; fi
  sleep 0.1
done
grep -q 'right on right is not in the cluster' status.err || fail 'nobody misses right'
"$thresher" cluster up --hosts hosts --listen "$listen" 2>up.err || fail "mending: $(cat up.err)"
grep -q '2 workers on 2 other hosts, 1 of them started now' up.err || fail "mending said: $(cat up.err)"
say 'right was killed, missed, and mended'

# --- what may be wrong with a host ----------------------------------------------------------------------------
cat >bad <<HOSTS
left thresher=$work/left
no-such-host.invalid
closed
unlocked
unheard
exchanged
none thresher=$work/none
stranger
notrunnable thresher=$work/not-runnable
old thresher=$work/old
HOSTS
ended=0
"$thresher" cluster up --hosts bad --listen "$listen" 2>bad.err || ended=$?
((ended == 3)) || fail "a file of bad hosts ended with $ended"
expect() { grep -q -- "$1" bad.err || fail "nobody said '$1': $(cat bad.err)"; }
expect 'bad:2: no-such-host.invalid: ssh knows no host of that name'
expect 'bad:3: closed: nothing answers ssh there'
expect 'bad:4: unlocked: ssh is not let in'
expect 'bad:5: unheard: ssh does not know its host key'
expect 'bad:6: exchanged: its host key is another one'
expect "bad:7: none: there is no $work/none there"
expect 'bad:8: stranger: there is no program thresher on the PATH there'
expect 'bad:9: notrunnable: .* cannot be executed there'
expect 'bad:10: old: thresher 0.0.1 is there, and thresher .* here'
printf 'left\n\nright slots=many\nleft\n' >wrong
ended=0
"$thresher" cluster up --hosts wrong --listen "$listen" 2>wrong.err || ended=$?
((ended == 2)) || fail "a wrong file ended with $ended"
grep -q 'wrong:3: slots=many must be a number' wrong.err || fail "$(cat wrong.err)"
grep -q 'wrong:4: the name left is that of line 1' wrong.err || fail "$(cat wrong.err)"
say 'what is wrong is told'

ended=0
"$thresher" cluster down --within 10s 2>down.err || ended=$?
((ended == 3)) || fail 'hosts that cannot be reached were not told at the end'
grep -q 'right has ended' down.err || fail "down said: $(cat down.err)"
for host in left right; do
  ! compgen -G "$work/state-$host/thresher/up/*/joined/$host.json" >/dev/null || fail "$host has not ended"
done
say 'all have ended'
