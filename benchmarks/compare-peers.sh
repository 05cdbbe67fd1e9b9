#!/bin/sh
# Times this project's coreset, search, prediction and pixel metrics against the Python tools that people use, on the same
# patches of real pictures: in one session, in turns, several times. Prints ratios with their spread as a markdown table,
# and fails where the results do not agree.
#
#   benchmarks/compare-peers.sh DATA NETWORK.onnx [ROUNDS] [PICTURES]
#
# DATA is any data set with at least 200 good training pictures, NETWORK.onnx one with outputs layer2 and layer3 of 512
# and 1,024 channels, as ResNet-50's. The peers are installed into an environment of their own beside this script, on first
# use (some gigabytes; PEERS=FOLDER names one that is there). Needs 12 GB of memory and 3 GB of room for temporary files.
# RATIOS=benchmarks/history/VERSION.json writes the ratios there, and the page of all versions beside it.
# WAYS="cpu:float32 cpu:int8 openvino:bfloat16" are the devices and precisions of the network here; the first two without it.
set -eu
[ $# -ge 2 ] || { sed -n '2,12s/^# \{0,1\}//p' "$0" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
peers=${PEERS:-$here/.peers}
jar=$here/../blemish-benchmarks/target/benchmarks.jar
[ -f "$jar" ] || (cd "$here/.." && mvn -q -DskipTests package -pl blemish-benchmarks -am)
if [ ! -x "$peers/bin/python" ]; then
    python3 -m venv "$peers"
    "$peers/bin/pip" install -q anomalib faiss-cpu openvino scikit-learn torchmetrics numpy
fi
# A pinned kernel of OpenBLAS, or a pinned number of threads, would slow the peers down.
for name in $(env | sed -n 's/^\(\(OPENBLAS\|MKL\|OMP\)_[A-Z_]*\)=.*/\1/p'); do unset "$name"; done
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$peers/bin/python" "$here/compare-peers.py" "$jar" "$folder" "$@"
if [ -n "${RATIOS:-}" ]; then
    history=$(dirname "$RATIOS")
    java -cp "$jar" io.blemish.benchmarks.RatioHistory "$history" "$history/index.html"
fi
