#!/bin/sh
# Blemish and the peer under the same load in one run, in turns; for each turn its rate and its processor time a picture.
#
# On a machine that does other work too, the processor time is the figure to compare.
#
#   compare.sh BLEMISH_URL BLEMISH_PID PEER_URL PEER_PID list-of-pictures.txt [CLIENTS [SECONDS [TURNS]]]
set -eu
PICTURES=$5
export PICTURES
clients=${6:-8}
seconds=${7:-20}
turns=${8:-3}
here=$(dirname "$0")
ticks=$(getconf CLK_TCK)

# Processor time of a process in ticks.
spent() {
    awk '{print $14 + $15}' "/proc/$1/stat"
}

turn() {
    before=$(spent "$3")
    line=$(wrk -c "$clients" -t 1 -d "$seconds" --timeout 60 -s "$here/pictures.lua" "$2" | sed -n 's/^RESULT //p')
    after=$(spent "$3")
    done=$(echo "$line" | sed -n 's/.*status_200=\([0-9]*\).*/\1/p')
    echo "$1: $line cpu=$(((after - before) * 1000 / ticks / ${done:-1}))ms/picture"
}

for i in $(seq "$turns"); do
    turn blemish "$1" "$2"
    turn peer "$3" "$4"
done
