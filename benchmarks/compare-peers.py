"""The peers' side of compare-peers.sh, and the table. Arguments: jar, folder, data, network, [rounds], [pictures].

The variable RATIOS names a JSON file for the ratios, see benchmarks/history.
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


def picture_row(name, count):
    import torch
    from anomalib.models.image.patchcore.torch_model import PatchcoreModel

    torch.set_num_threads(threads)
    model = PatchcoreModel(layers=["layer2", "layer3"], backbone="resnet50", pre_trained=False, num_neighbors=1).eval()
    model.memory_bank = torch.from_numpy(load(name))
    picture = torch.rand(1, 3, 224, 224)
    ours, theirs = [], []
    for _ in range(rounds):
        with torch.inference_mode():
            theirs.append(times(lambda: model(picture), 15, 3)[0])
        ours.append(java("picture", network, name, 40))
    report(f"one picture, bank {count:,}", "anomalib, random weights", theirs, ours, "other weights: times alone")


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
    picture_row("small", count // 100)
    picture_row("middle", count // 10)
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


main()
