#!/bin/sh
# Kills a server (-9) under load, starts it again and asks for every verdict that was answered.
#
#   kill.sh MODELS NAME list-of-pictures.txt [ROUNDS [SECONDS]]
set -eu
models=$1
name=$2
PICTURES=$3
SCRIPTS=$(cd "$(dirname "$0")" && pwd)
ANSWERS=$(mktemp)
export PICTURES SCRIPTS ANSWERS
url=http://127.0.0.1:8079
blemish=$SCRIPTS/../../blemish

start() {
    "$blemish" serve "$models" --port 8079 > /dev/null 2>&1 &
    pid=$!
    until curl -sf -o /dev/null "$url/health/ready"; do
        kill -0 "$pid"
    done
}

for round in $(seq "${4:-3}"); do
    start
    wrk -c 8 -t 1 -d $((${5:-10} + 2)) --timeout 5 -s "$SCRIPTS/answers.lua" "$url/v1/models/$name/predictions" > /dev/null &
    load=$!
    sleep "${5:-10}"
    kill -9 "$pid"
    wait "$pid" 2> /dev/null || true
    wait "$load" || true
    start
    lost=0
    while read -r id; do
        curl -sf -o /dev/null "$url/v1/predictions/$id" || lost=$((lost + 1))
    done < "$ANSWERS"
    echo "round $round: $(wc -l < "$ANSWERS") verdicts answered, $lost of them lost"
    kill "$pid"
    wait "$pid" 2> /dev/null || true
    [ "$lost" = 0 ]
done
rm "$ANSWERS"
