#!/bin/sh
# Shows what a fit and a prediction need: for several numbers of training pictures, the memory bank, the most memory that
# fitting took (of the whole process; without and with the pages of files that it maps), and the seconds from the start of the process to one picture's verdict.
#
#   benchmarks/memory.sh DATA NETWORK.onnx [EVERY...]
#
# EVERY is which training pictures are taken: 1 for all, 3 for every third. Needs GNU time.
set -eu
[ $# -ge 2 ] || { sed -n '2,8s/^# \{0,1\}//p' "$0" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
data=$1
network=$2
shift 2
[ $# -gt 0 ] || set -- 7 3 1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export BLEMISH_JAVA_OPTS="${BLEMISH_JAVA_OPTS:--Xmx1g}"
picture=$(find "$data" -name '*.jpg' -o -name '*.png' | sort | head -1)

# The most memory, in kB, that a process's only child had without the pages of files.
own_memory() {
    most=0
    while readlink "/proc/$1/exe" > /dev/null; do
        child=$(pgrep -P "$1" || true)
        now=$(sed -n 's/^RssAnon:[^0-9]*\([0-9]*\).*/\1/p' "/proc/${child:-none}/status" 2> /dev/null || true)
        [ "${now:-0}" -le "$most" ] || most=$now
        sleep 0.1
    done
    echo "$most"
}

echo "| pictures | memory bank | fit, its own memory | with pages of files | fit, s | predict, most memory | predict, s (three runs) |"
echo "|---|---|---|---|---|---|---|"
for every; do
    /usr/bin/time -f '%M %e' -o "$folder/fit" "$here/../blemish" fit "$data" --backbone "$network" --train-every "$every" \
        -o "$folder/model.blemish" > "$folder/log" 2>&1 &
    own=$(own_memory $!)
    wait $!
    pictures=$(sed -n 's/.* patches of \([0-9,]*\) pictures,.*/\1/p' "$folder/log")
    bank=$(sed -n 's/^[^:]*: \([0-9,]*\) entries of \([0-9,]*\) values.*/\1 x \2/p' "$folder/log")
    seconds=
    for run in 1 2 3; do
        /usr/bin/time -f '%M %e' -o "$folder/predict" "$here/../blemish" predict "$folder/model.blemish" "$picture" \
            > /dev/null 2>&1 || [ $? -eq 1 ]
        seconds="$seconds $(tail -1 "$folder/predict" | cut -d' ' -f2)"
    done
    fit=$(tail -1 "$folder/fit")
    predict=$(tail -1 "$folder/predict")
    echo "| $pictures | $bank | $((own / 1024)) MiB | $((${fit% *} / 1024)) MiB | ${fit#* } | $((${predict% *} / 1024)) MiB |$seconds |"
    rm "$folder/model.blemish"
done
