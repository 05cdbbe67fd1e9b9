#!/bin/sh
# Load on a server that is running, with wrk: 1, 8 and 64 clients, then far more than it can do, then 1 again.
#
#   load.sh http://127.0.0.1:8080/v1/models/NAME/predictions list-of-pictures.txt [SECONDS [PID]]
#
# With the server's process id it tells its memory after each step.
set -eu
url=$1
PICTURES=$2
export PICTURES
seconds=${3:-60}
pid=${4:-}
here=$(dirname "$0")

step() {
    printf '%4s clients: ' "$1"
    wrk -c "$1" -t 1 -d "$seconds" --timeout 30 -s "$here/pictures.lua" "$url" | sed -n 's/^RESULT //p'
    [ -z "$pid" ] || awk '/VmRSS/ {printf "              memory %d MB\n", $2 / 1024}' "/proc/$pid/status"
}

for clients in 1 8 64 640 1; do
    step "$clients"
done
