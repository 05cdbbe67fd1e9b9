"""Makes the two files that one check needs, for each architecture: weights as torch saves them, and the layers that torch
computes from them on a picture. Run by check-architectures.sh.

usage: check-architectures.py FOLDER [--picture FILE] [--resnet18-onnx FILE] [ARCHITECTURE ...]

Weights are random, and so are the statistics of batch normalisation. With --resnet18-onnx the values of that graph (batch
normalisation folded) are put into a resnet18 with a batch normalisation that does nothing, and compared with what the graph
itself gives.

Transformers come from timm, all others from torchvision.
"""

import argparse
import pathlib
import re
import zlib

import numpy
import torch
import torchvision
from PIL import Image
from safetensors.torch import save_file
from torch import nn

ARCHITECTURES = """resnet18 resnet34 resnet50 resnet101 resnet152 wide_resnet50_2 wide_resnet101_2 resnext50_32x4d
resnext101_32x8d resnext101_64x4d densenet121 densenet161 densenet169 densenet201 mobilenet_v3_large
efficientnet_b0""".split()
TRANSFORMERS = [
    *(f"vit_{size}_patch14_{registers}dinov2" for registers in ("", "reg4_") for size in ("small", "base", "large")),
    *(f"vit_{size}_patch16_dinov3" for size in ("small", "small_plus", "base", "large")),
]
MEAN, DEVIATION = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)

# What Blemish calls layer1 to layer4 where torchvision has no modules of these names.
LAYERS = {
    "densenet": [f"features.denseblock{i}" for i in (1, 2, 3, 4)],
    "mobilenet": [f"features.{i}" for i in (3, 6, 12, 16)],
    "efficientnet": [f"features.{i}" for i in (2, 3, 5, 7)],
}


def picture(file, size=(224, 224)):
    if file is None:
        noise = torch.rand(1, 3, 28, 28, generator=torch.Generator().manual_seed(0))
        pixels = nn.functional.interpolate(noise, size=size, mode="bilinear")
    else:
        image = Image.open(file).convert("RGB").resize(size[::-1], Image.BILINEAR)
        pixels = torch.from_numpy(numpy.asarray(image).copy()).permute(2, 0, 1)[None] / 255
    return (pixels - torch.tensor(MEAN).view(1, 3, 1, 1)) / torch.tensor(DEVIATION).view(1, 3, 1, 1)


def randomise(network):
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            nn.init.uniform_(module.weight, 0.5, 1.5)
            nn.init.normal_(module.bias, 0, 0.3)
            nn.init.normal_(module.running_mean, 0, 0.3)
            nn.init.uniform_(module.running_var, 0.5, 2)


def features(name, network, image):
    modules = LAYERS.get(re.match("[a-z]+", name).group(), [f"layer{i}" for i in (1, 2, 3, 4)])
    found = {"image": image}
    for i, module in enumerate(modules):
        for layer in {f"layer{i + 1}", module}:
            network.get_submodule(module).register_forward_hook(
                lambda _module, _input, output, layer=layer: found.__setitem__(layer, output.detach().clone())
            )
    with torch.no_grad():
        network.eval()(image)
    return found


def random_network(folder, name, image):
    torch.manual_seed(zlib.crc32(name.encode()))
    network = getattr(torchvision.models, name)(weights=None)
    randomise(network)
    torch.save(network.state_dict(), folder / f"{name}.pth")
    torch.save(network.state_dict(), folder / f"{name}-old.pth", _use_new_zipfile_serialization=False)
    save_file(features(name, network, image), folder / f"{name}.safetensors")


def random_transformer(folder, name, file):
    """Positions are resampled for a picture that is not square and not of the table's size."""
    import timm

    torch.manual_seed(zlib.crc32(name.encode()))
    network = timm.create_model(name, pretrained=False, dynamic_img_size=True, num_classes=0)
    for key, value in network.named_parameters():
        scales = value.dim() == 1 and not key.endswith("bias")
        nn.init.uniform_(value, 0.5, 1.5) if scales else nn.init.normal_(value, 0, 0.02 if value.dim() == 2 else 0.3)
    patch = network.patch_embed.patch_size[0]
    image = picture(file, (16 * patch, 20 * patch)).contiguous()
    with torch.no_grad():
        maps = network.eval().forward_intermediates(image, norm=True, intermediates_only=True)
    found = {"image": image} | {f"blocks.{block}": places.contiguous() for block, places in enumerate(maps)}
    torch.save(network.state_dict(), folder / f"{name}.pth")
    torch.save(network.state_dict(), folder / f"{name}-old.pth", _use_new_zipfile_serialization=False)
    save_file(found, folder / f"{name}.safetensors")


def resnet18_of(folder, file, image):
    import onnx
    import onnxruntime
    from onnx import numpy_helper

    network = torchvision.models.resnet18(weights=None)
    constants = {t.name: numpy_helper.to_array(t) for t in onnx.load(file).graph.initializer}
    state = network.state_dict()
    for name, value in constants.items():
        convolution, kind = name.rsplit(".", 1)
        convolution = re.sub(r"\.c(\d)$", r".conv\1", re.sub(r"\.(d|down|downsample)$", ".downsample.0", convolution))
        if kind == "weight":
            state[convolution + ".weight"] = torch.from_numpy(value.copy())
        else:
            norm = re.sub("conv", "bn", convolution).replace("downsample.0", "downsample.1")
            state[norm + ".bias"] = torch.from_numpy(value.copy())
            state[norm + ".running_var"].fill_(1 - 1e-5)
    network.load_state_dict(state)
    torch.save(network.state_dict(), folder / "resnet18-of-onnx.pth")
    session = onnxruntime.InferenceSession(file, providers=["CPUExecutionProvider"])
    names = [output.name for output in session.get_outputs()]
    layers = session.run(names, {"image": image.numpy()})
    save_file(
        {"image": image, **{n: torch.from_numpy(v) for n, v in zip(names, layers)}}, folder / "resnet18-of-onnx.safetensors"
    )


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--picture")
    parser.add_argument("--resnet18-onnx")
    parser.add_argument("architectures", nargs="*")
    options = parser.parse_intermixed_args()
    image = picture(options.picture).contiguous()
    if options.resnet18_onnx:
        resnet18_of(options.folder, options.resnet18_onnx, image)
    for name in options.architectures:
        if name in TRANSFORMERS:
            random_transformer(options.folder, name, options.picture)
        elif name in ARCHITECTURES:
            random_network(options.folder, name, image)
        else:
            parser.error(f"{name} is not one of {', '.join(ARCHITECTURES + TRANSFORMERS)}")


if __name__ == "__main__":
    main()
