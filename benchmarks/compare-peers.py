"""The peers' side of compare-peers.sh, and the table. Arguments: jar, folder, data, network, [rounds], [pictures].

The variable RATIOS names a JSON file for the ratios, see benchmarks/history. WAYS lists how the network runs here, each as
device:precision (cpu:float32 cpu:int8); the first is compared with each peer, the others with the quickest peer alone.
"""

import json
import os
import platform
import statistics
import subprocess
import sys
import time
import warnings

import numpy as np

warnings.filterwarnings("ignore")
jar, folder, data, network = sys.argv[1:5]
rounds = int(sys.argv[5]) if len(sys.argv) > 5 else 5
pictures = int(sys.argv[6]) if len(sys.argv) > 6 else 204
threads = os.cpu_count()
ways = [way.split(":") for way in os.environ.get("WAYS", "cpu:float32 cpu:int8").split()]
# OpenBLAS chooses its kernels by the processor's name and does not always take the quickest; the empty name is its own choice.
kernels = ["", "Haswell", "Zen", "SkylakeX", "Cooperlake", "Sapphirerapids"]
table = []
found_ratios = []


def java(*work, heap="4g"):
    """Runs one kind of our work and gives its milliseconds."""
    command = ["java", f"-Xmx{heap}", "-Xss4m", "-cp", jar, "io.blemish.benchmarks.PeerRows", folder, str(threads)]
    done = subprocess.run(command + [str(w) for w in work], check=True, capture_output=True, text=True)
    return [float(line.split()[1]) for line in done.stdout.splitlines() if line.startswith("ms ")]


def load(name):
    return np.load(os.path.join(folder, name + ".npy"))


def times(work, count, warm_ups=0):
    for _ in range(warm_ups):
        work()
    found = []
    for _ in range(count):
        begun = time.perf_counter()
        result = work()
        found.append((time.perf_counter() - begun) * 1e3)
    return found, result


def report(row, peer, theirs, ours, agreement, work=None):
    """A row from the medians of each round: the ratio of each round's medians, with its spread. Work is the row without the others."""
    ratios = sorted(statistics.median(a) / statistics.median(b) for a, b in zip(ours, theirs))
    rounded = [float(f"{ratio:.2g}") for ratio in (statistics.median(ratios), ratios[0], ratios[-1])]
    found_ratios.append({"work": work or row, "peer": peer} | dict(zip(("ratio", "smallest", "largest"), rounded)))
    table.append(
        f"| {row} | {peer} | {statistics.median(map(statistics.median, theirs)):,.1f}"
        f" | {statistics.median(map(statistics.median, ours)):,.1f}"
        f" | {statistics.median(ratios):.2g} ({ratios[0]:.2g} to {ratios[-1]:.2g}) | {agreement} |"
    )
    print(table[-1], flush=True)


def search_row(name, count, peers_times):
    import faiss

    faiss.omp_set_num_threads(threads)
    queries = load("queries")
    bank = load(name)
    index = faiss.IndexFlatL2(bank.shape[1])
    index.add(bank)
    ours, theirs = [], []
    for _ in range(rounds):
        found, (squares, nearest) = times(lambda: index.search(queries, 1), peers_times, 1)
        theirs.append(found)
        ours.append(java("search", name, 40))
    picked = load(name + "-nearest")
    mine = ((queries - bank[picked]) ** 2).sum(1, dtype=np.float64)
    best = ((queries - bank[nearest[:, 0]]) ** 2).sum(1, dtype=np.float64)
    worse = int((mine > best * (1 + 1e-6)).sum())
    assert worse == 0, f"{worse} neighbours are farther than those of faiss"
    same = (picked == nearest[:, 0]).mean()
    report(f"{len(queries):,} queries × {count:,}", "faiss flat", theirs, ours, f"{same:.2%} the same, none farther")


def ivfpq_row(name):
    """After search_row of that name, which leaves the nearest neighbours and has checked them."""
    import faiss

    faiss.omp_set_num_threads(threads)
    queries = load("queries")
    bank = load(name)
    nearest = load(name + "-nearest")
    index = faiss.index_factory(bank.shape[1], "IVF512,PQ64")
    index.train(bank)
    index.add(bank)
    index.nprobe = 8
    ours, theirs = [], []
    for _ in range(rounds):
        found, (_, guesses) = times(lambda: index.search(queries, 1), 15, 3)
        theirs.append(found)
        ours.append(java("ivfpq", name, 40))
    recall = (load(name + "-nearly") == nearest).mean()
    expected = (guesses[:, 0] == nearest).mean()
    assert recall >= expected, f"recall@1 {recall} and not {expected}"
    how = "nearly: 512 lists, 8 searched, 64 bytes"
    agreement = f"recall@1 {recall:.3f}, faiss {expected:.3f}"
    work = f"{len(queries):,} queries × {len(bank):,}, {how}"
    report(f"the same, {how}", "faiss IVF512,PQ64", theirs, ours, agreement, work)


def coreset_row(count):
    import torch
    from anomalib.models.components import KCenterGreedy

    torch.set_num_threads(threads)
    patches = torch.from_numpy(load("patches"))
    ratio = (count + 0.5) / len(patches)
    ours, theirs = [], []
    # Once: a round of theirs takes minutes.
    found, _ = times(lambda: KCenterGreedy(embedding=patches, sampling_ratio=ratio).select_coreset_idxs(), 1)
    for _ in range(rounds):
        theirs.append(found)
        ours.append(java("coreset", count, 3))
    projected = load("projected").astype(np.float64)
    picks = load("picks")
    distances = ((projected - projected[picks[0]]) ** 2).sum(1)
    for pick in picks[1:100]:
        assert pick == distances.argmax(), "a pick is not the farthest point"
        distances = np.minimum(distances, ((projected - projected[pick]) ** 2).sum(1))
    report(f"coreset, {len(patches):,} → {count:,}", "anomalib, with its projection", theirs, ours, "100 picks checked")


def compiled(model, picture, options):
    """The peer's model as OpenVINO runs it, on the processor."""
    import openvino
    import torch

    class Outputs(torch.nn.Module):
        """The same model with a plain tuple of outputs, which is what can be converted."""

        def __init__(self):
            super().__init__()
            self.model = model

        def forward(self, tensor):
            result = self.model(tensor)
            return result.pred_score, result.anomaly_map

    graph = openvino.convert_model(Outputs().eval(), example_input=picture)
    graph.reshape(list(picture.shape))
    return openvino.Core().compile_model(graph, "CPU", {"INFERENCE_NUM_THREADS": threads, **options})


def picture_rows(name, count):
    import torch
    from anomalib.models.image.patchcore.torch_model import PatchcoreModel

    torch.set_num_threads(threads)
    model = PatchcoreModel(layers=["layer2", "layer3"], backbone="resnet50", pre_trained=False, num_neighbors=1).eval()
    model.memory_bank = torch.from_numpy(load(name))
    picture = torch.rand(1, 3, 224, 224)
    plain = compiled(model, picture, {"INFERENCE_PRECISION_HINT": "f32"})
    default = compiled(model, picture, {})
    array = picture.numpy()
    peers = {
        "anomalib, torch": lambda: model(picture),
        "anomalib, OpenVINO float32": lambda: plain(array),
        "anomalib, OpenVINO as it comes": lambda: default(array),
    }
    theirs = {peer: [] for peer in peers}
    ours = {":".join(way): [] for way in ways}
    for _ in range(rounds):
        for peer, work in peers.items():
            with torch.inference_mode():
                theirs[peer].append(times(work, 15, 3)[0])
        for way, found in ours.items():
            found.append(java("picture", network, name, 40, *way.split(":")))
    row = f"one picture, bank {count:,}"
    note = "other weights: times alone"
    first, *others = ours
    for peer in peers:
        report(row, peer, theirs[peer], ours[first], note, f"{row}, {first}")
    quickest = min(theirs, key=lambda peer: statistics.median(map(statistics.median, theirs[peer])))
    for way in others:
        report(f"the same, here {way}", quickest, theirs[quickest], ours[way], note, f"{row}, {way}")


def metrics_row():
    import torch
    from anomalib.metrics.aupro import _AUPRO
    from torchmetrics.functional.classification import binary_auroc

    random = np.random.default_rng(0)
    y, x = np.mgrid[:224, :224]
    masks = np.zeros((582, 224, 224), np.uint8)
    scores = np.zeros(masks.shape, np.float32)
    for i in range(len(masks)):
        for _ in range(random.integers(1, 5) if i < 392 else 0):
            cx, cy, rx, ry = random.uniform(0, 224), random.uniform(0, 224), random.uniform(3, 22), random.uniform(3, 22)
            masks[i] |= ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 <= 1
        waves, phases = random.uniform(-0.2, 0.2, (4, 2)), random.uniform(0, 6.28, 4)
        scores[i] = 2 + 0.4 * masks[i] + sum(0.2 * np.sin(a * x + b * y + c) for (a, b), c in zip(waves, phases))
    scores = ((scores - scores.min()) / (scores.max() - scores.min())).astype(np.float32)
    np.save(os.path.join(folder, "scores.npy"), scores)
    masks.tofile(os.path.join(folder, "masks.raw"))
    predicted, target = torch.from_numpy(scores), torch.from_numpy(masks.astype(np.int64))

    def theirs_both():
        aupro = _AUPRO(fpr_limit=0.3)
        aupro.update(predicted, target)
        return float(binary_auroc(predicted.flatten(), target.flatten())), float(aupro.compute())

    ours, theirs = [], []
    for _ in range(max(1, rounds // 2)):
        found, expected = times(theirs_both, 1)
        theirs.append(found)
        ours.append(java("metrics", 5))
    mine = [float(v) for v in open(os.path.join(folder, "metrics.txt")).read().split()]
    assert abs(mine[0] - expected[0]) < 1e-5 and abs(mine[1] - expected[1]) < 1e-3, (mine, expected)
    off = f"off by {abs(mine[0] - expected[0]):.0e} and {abs(mine[1] - expected[1]):.0e}"
    report("pixel AUROC + AUPRO, 582 × 224 × 224", "torchmetrics + anomalib", theirs, ours, off)


def main():
    if os.environ.get("RATIOS"):
        # A name that cannot be written is told before the work of minutes.
        open(os.environ["RATIOS"], "a", encoding="utf-8").close()
    java("patches", data, network, pictures, heap="6g")
    count = len(load("projected"))
    for name, wanted in (("small", count // 100), ("middle", count // 10)):
        java("bank", name, wanted, heap="6g")
    whole = load("patches")
    np.save(os.path.join(folder, "large.npy"), whole[::2])
    del whole
    print(f"{threads} threads, {rounds} rounds; medians in ms; ratio: ours to the peer's in the same round\n")
    print("| work | peer | peer, ms | here, ms | ratio (smallest to largest) | agreement |\n|---|---|---|---|---|---|")
    search_row("small", count // 100, 15)
    search_row("middle", count // 10, 5)
    search_row("large", (count + 1) // 2, 1)
    ivfpq_row("large")
    picture_rows("small", count // 100)
    picture_rows("middle", count // 10)
    metrics_row()
    coreset_row(count // 100)
    if os.environ.get("RATIOS"):
        write_ratios(os.environ["RATIOS"])


def processor():
    """Its name, where the system tells it."""
    try:
        with open("/proc/cpuinfo") as lines:
            return next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def with_quickest_kernel():
    """Begins anew with the kernels of OpenBLAS that faiss is quickest with: they can be chosen before it is loaded alone."""
    probe = (
        "import faiss, numpy as np, time\n"
        "bank = np.random.default_rng(0).random((1599, 1536), np.float32)\n"
        "index = faiss.IndexFlatL2(1536); index.add(bank)\n"
        "def once():\n"
        "    begun = time.perf_counter(); index.search(bank[:784], 1); return time.perf_counter() - begun\n"
        "once(); print(min(once() for _ in range(10)))\n"
    )
    found = {}
    for kernel in kernels:
        variables = os.environ | ({"OPENBLAS_CORETYPE": kernel} if kernel else {})
        done = subprocess.run([sys.executable, "-c", probe], env=variables, capture_output=True, text=True)
        # A kernel whose instructions this processor lacks ends the process.
        if done.returncode == 0:
            found[kernel] = float(done.stdout)
    best = min(found, key=found.get)
    print("faiss, ms by kernels of OpenBLAS:", ", ".join(f"{k or 'its own choice'} {v * 1e3:.1f}" for k, v in found.items()))
    chosen = {"KERNEL_CHOSEN": "yes"} | ({"OPENBLAS_CORETYPE": best} if best else {})
    sys.stdout.flush()
    os.execve(sys.executable, [sys.executable, *sys.argv], os.environ | chosen)


def write_ratios(path):
    """The name of the file is the version: 0.2.0.json."""
    document = {
        "version": os.path.basename(path).removesuffix(".json"),
        "source": f"benchmarks/compare-peers.sh, {rounds} rounds, {pictures} pictures",
        "machine": f"{threads} threads, {processor()}",
        "ratios": found_ratios,
    }
    with open(path, "w", encoding="utf-8") as out:
        json.dump(document, out, ensure_ascii=False, indent=2)
        out.write("\n")


if "KERNEL_CHOSEN" not in os.environ:
    with_quickest_kernel()
main()
