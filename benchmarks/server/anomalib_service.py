"""The peer: a FastAPI service around anomalib's own inference, as its users write it.

    python anomalib_service.py fit GOOD_PICTURES model.pt     # PatchCore, ResNet-18 layers 2+3, 1% coreset
    python anomalib_service.py serve model.pt --port 8090     # POST /predict, a picture as it is

Needs anomalib, torch, fastapi and uvicorn.
"""

import argparse
import io
import shutil
from pathlib import Path


def fit(pictures: Path, output: Path, pre_trained: bool, coreset: float, greedy: bool) -> None:
    import torch
    from anomalib.data import Folder
    from anomalib.deploy import ExportType
    from anomalib.engine import Engine
    from anomalib.models import Patchcore
    from anomalib.models.components import KCenterGreedy

    if not greedy:
        KCenterGreedy.select_coreset_idxs = lambda self: torch.randperm(self.n_observations)[: self.coreset_size].tolist()
    data = Folder(name="peer", root=pictures.parent, normal_dir=pictures.name, train_batch_size=8,
                  num_workers=0, test_split_mode="synthetic", val_split_mode="same_as_test")
    model = Patchcore(backbone="resnet18", layers=("layer2", "layer3"), coreset_sampling_ratio=coreset,
                      pre_trained=pre_trained,
                      pre_processor=Patchcore.configure_pre_processor(image_size=(224, 224)))
    engine = Engine(max_epochs=1, accelerator="cpu", devices=1, default_root_dir=output.parent / "anomalib")
    engine.fit(model=model, datamodule=data)
    shutil.copy(engine.export(model=model, export_type=ExportType.TORCH), output)


def serve(model: Path, port: int) -> None:
    import os

    os.environ["TRUST_REMOTE_CODE"] = "1"  # anomalib's files are pickles
    import uvicorn
    from anomalib.deploy import TorchInferencer
    from fastapi import FastAPI, Request
    from PIL import Image
    from starlette.concurrency import run_in_threadpool

    inferencer = TorchInferencer(path=model, device="cpu")
    app = FastAPI()

    def judge(content: bytes) -> dict:
        picture = Image.open(io.BytesIO(content)).convert("RGB")
        prediction = inferencer.predict(picture)
        return {"score": float(prediction.pred_score), "anomalous": bool(prediction.pred_label)}

    @app.post("/predict")
    async def predict(request: Request) -> dict:
        return await run_in_threadpool(judge, await request.body())

    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning")


def main() -> None:
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("fit")
    command.add_argument("pictures", type=Path)
    command.add_argument("output", type=Path)
    command.add_argument("--coreset", type=float, default=0.01, help="the share of all patches that the bank keeps")
    command.add_argument("--random-bank", action="store_true",
                         help="choose the bank at random: the greedy choice takes an hour; inference, by brute force, is "
                              "as fast with any bank of that size")
    command.add_argument("--untrained", action="store_true",
                         help="random weights, where there is no internet: as fast, and no use otherwise")
    command = commands.add_parser("serve")
    command.add_argument("model", type=Path)
    command.add_argument("--port", type=int, default=8090)
    args = parser.parse_args()
    if args.command == "fit":
        fit(args.pictures, args.output, not args.untrained, args.coreset, not args.random_bank)
    else:
        serve(args.model, args.port)


if __name__ == "__main__":
    main()
