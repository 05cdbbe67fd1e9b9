#!/bin/sh
# Compares every architecture, at full size and with random weights, with torchvision or timm: layer by layer, both of torch's
# file forms. Prints architecture, layer, shape and the largest difference relative to the layer's largest value, and
# fails where one is 1e-4 or more.
#
# Needs a Python with torch, torchvision, timm, safetensors and pillow (PYTHON=..., default python3) and 3 GB of room for
# temporary files. Options:
#   --picture FILE          a picture to compare on (default: a blurred random one)
#   --resnet18-onnx FILE    compare also with a resnet18 given as ONNX, its batch normalisation folded (needs onnx and
#                           onnxruntime in Python)
#   ARCHITECTURE ...        only these
set -eu
here=$(cd "$(dirname "$0")" && pwd)
python=${PYTHON:-python3}
jar=$here/../blemish-benchmarks/target/benchmarks.jar
[ -f "$jar" ] || (cd "$here/.." && mvn -q -DskipTests package -pl blemish-benchmarks -am)

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
picture=
onnx=
while [ $# -gt 0 ]; do
    case $1 in
        --picture) picture=$2; shift 2 ;;
        --resnet18-onnx) onnx=$2; shift 2 ;;
        -*) echo "unknown option $1" >&2; exit 2 ;;
        *) break ;;
    esac
done
[ $# -gt 0 ] || set -- resnet18 resnet34 resnet50 resnet101 resnet152 wide_resnet50_2 wide_resnet101_2 \
    resnext50_32x4d resnext101_32x8d resnext101_64x4d densenet121 densenet161 densenet169 densenet201 \
    mobilenet_v3_large efficientnet_b0 vit_small_patch14_dinov2 vit_base_patch14_dinov2 vit_large_patch14_dinov2 \
    vit_small_patch14_reg4_dinov2 vit_base_patch14_reg4_dinov2 vit_large_patch14_reg4_dinov2 vit_small_patch16_dinov3 \
    vit_small_plus_patch16_dinov3 vit_base_patch16_dinov3 vit_large_patch16_dinov3

make_files() {
    "$python" "$here/check-architectures.py" "$folder" ${picture:+--picture "$picture"} "$@"
}
check() {
    java -cp "$jar" io.blemish.benchmarks.ArchitectureCheck "$1" "$folder/$2.pth" "$folder/$3.safetensors" \
        | sed "s/^$1 /$2 /" | tee -a "$folder/table"
}

if [ -n "$onnx" ]; then
    make_files --resnet18-onnx "$onnx"
    check resnet18 resnet18-of-onnx resnet18-of-onnx
fi
for name in "$@"; do
    make_files "$name"
    check "$name" "$name" "$name"
    check "$name" "$name-old" "$name"
    rm -f "$folder/$name"*.pth "$folder/$name.safetensors"
done
awk '$4 >= 1e-4 { print "differs: " $0; bad = 1 } END { print NR " layers compared"; exit bad }' "$folder/table"
