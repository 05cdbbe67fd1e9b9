"""Checks a model of one of the authors' presets against torch: the same network, pictures and picks, everything else anew.

    check-presets.py MODEL DATA WEIGHTS PICTURE...

MODEL was fitted with --preset to DATA, with networks imported from WEIGHTS/NAME.pth (state dicts of torchvision; random ones do).
Needs torch, torchvision and Pillow. Prints the largest differences and fails where one is above 1e-5 of the value.
"""

import io
import json
import pathlib
import subprocess
import sys
import zipfile

import numpy as np
import torch
import torch.nn.functional as functional
import torchvision
from PIL import Image

TOLERANCE = 1e-5
BLEMISH = pathlib.Path(__file__).resolve().parent.parent / "blemish"


def network(name, weights):
    model = getattr(torchvision.models, name)(weights=None).eval()
    model.load_state_dict(torch.load(weights / f"{name}.pth"))
    layers = [model.features.denseblock2, model.features.denseblock3] if name.startswith("dense") else [model.layer2, model.layer3]
    maps = {}
    for i, layer in enumerate(layers):
        layer.register_forward_hook(lambda module, given, output, i=i: maps.__setitem__(i, output))

    def run(pixels):
        with torch.no_grad():
            model(pixels)
        return [maps[0], maps[1]]

    return run


def pixels(file, preprocessing):
    picture = Image.open(file).convert("RGB")
    scale = preprocessing["size"] / min(picture.size)
    picture = picture.resize([int(side * scale + 1e-9) for side in picture.size], Image.BILINEAR)
    crop = preprocessing["crop"]
    left, top = (int(round((side - crop) / 2)) for side in picture.size)
    values = np.asarray(picture.crop((left, top, left + crop, top + crop)), np.float32) / 255
    normal = preprocessing["normalization"]
    values = (values - np.float32(normal["mean"])) / np.float32(normal["std"])
    return torch.from_numpy(values.transpose(2, 0, 1)[None].copy())


def patches(maps, embedding):
    size = embedding["patch_size"]
    grid = maps[0].shape[-2:]
    pooled = []
    for layer in maps:
        unfolded = functional.unfold(layer, size, padding=size // 2).reshape(-1, 1, *layer.shape[-2:])
        if layer.shape[-2:] != grid:
            unfolded = functional.interpolate(unfolded, size=grid, mode="bilinear", align_corners=False)
        flat = unfolded.reshape(len(unfolded), -1).T.unsqueeze(1)
        pooled.append(functional.adaptive_avg_pool1d(flat, embedding["pretrain_dimension"]).squeeze(1))
    joined = torch.stack(pooled, 1).reshape(len(pooled[0]), 1, -1)
    return functional.adaptive_avg_pool1d(joined, embedding["target_dimension"]).squeeze(1)


def main(model, data, weights, pictures):
    archive = zipfile.ZipFile(model)
    array = lambda name: np.load(io.BytesIO(archive.read(name)))
    described = json.loads(archive.read("model.json"))
    members = described["detector"].get("members") or [
        {"backbone": described["backbone"], "detector": described["detector"], "unit": 1}
    ]
    scores = np.zeros(len(pictures))
    worst = 0
    for i, member in enumerate(members):
        folder = f"networks/{i}/" if len(members) > 1 else ""
        run = network(member["backbone"]["name"].rsplit("-", 1)[0], weights)
        embed = lambda file: patches(run(pixels(file, described["preprocessing"])), member["detector"]["embedding"])
        rows = torch.cat([embed(data / name) for name in described["training"]["pictures"]]).double()
        bank = rows[torch.from_numpy(array(folder + "bank_source.npy").reshape(-1).astype(np.int64))]
        stored = torch.from_numpy(array(folder + "bank.npy")).double()
        worst = max(worst, float((bank - stored).abs().max() / stored.abs().max()))
        for p, picture in enumerate(pictures):
            nearest = torch.cdist(embed(picture).double(), bank).topk(member["detector"].get("nearest", 1), largest=False)
            scores[p] += float(nearest.values.mean(1).max()) / member["unit"] / len(members)
    print(f"memory bank: off by {worst:.1e} of its largest value")
    answer = subprocess.run([BLEMISH, "predict", model, *pictures, "--json"], stdout=subprocess.PIPE, text=True, check=True)
    for expected, line in zip(scores, answer.stdout.splitlines(), strict=True):
        actual = json.loads(line)
        off = abs(actual["score"] - expected) / expected
        worst = max(worst, off)
        print(f"{actual['path']}: torch {expected:.7g}, here {actual['score']:.7g}, off by {off:.1e}")
    sys.exit(0 if worst <= TOLERANCE else "they do not agree")


if __name__ == "__main__":
    if len(sys.argv) < 5:
        sys.exit(__doc__)
    main(sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3]), sys.argv[4:])
