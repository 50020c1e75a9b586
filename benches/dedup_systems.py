"""The systems of the dedup table, one a process: JSONL in, pairs or clusters out, as each would be used.

    PYTHON dedup_systems.py NAME CORPUS.jsonl FOLDER

Writes FOLDER/pairs.tsv (two ids a line) and FOLDER/clusters.tsv (an id and the name of its cluster a line), or one of them, and
FOLDER/version. All use shingles of five words in lower case, 128 permutations and 16 bands of 8 rows. Those that answer
queries hand over pairs; those that write clusters hand over clusters: what each leaves to its user is not made up for.
"""
import importlib.metadata
import json
import os
import pickle
import re
import struct
import sys
from pathlib import Path

PERMUTATIONS, BANDS, ROWS, WORDS = 128, 16, 8, 5
# The similarity at which 16 bands of 8 rows find half of the pairs.
THRESHOLD = 0.7


def documents(path):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            yield record["id"], record["text"]


def shingles(text):
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[at:at + WORDS]) for at in range(max(1, len(words) - WORDS + 1))}


def pairs(folder):
    return open(folder / "pairs.tsv", "w", encoding="utf-8")


def datasketch(corpus, folder):
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(num_perm=PERMUTATIONS, params=(BANDS, ROWS))
    with pairs(folder) as out:
        for name, text in documents(corpus):
            sketch = MinHash(num_perm=PERMUTATIONS)
            sketch.update_batch([shingle.encode() for shingle in shingles(text)])
            for other in index.query(sketch):
                print(other, name, sep="\t", file=out)
            index.insert(name, sketch)


def rensa(corpus, folder):
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS, num_bands=BANDS)
    names = []
    with pairs(folder) as out:
        for key, (name, text) in enumerate(documents(corpus)):
            sketch = RMinHash(num_perm=PERMUTATIONS, seed=42)
            sketch.update(list(shingles(text)))
            for other in index.query(sketch):
                print(names[other], name, sep="\t", file=out)
            index.insert(key, sketch)
            names.append(name)


def gaoya(corpus, folder):
    from gaoya.minhash import MinHashStringIndex

    index = MinHashStringIndex(
        hash_size=32, jaccard_threshold=THRESHOLD, num_bands=BANDS, band_size=ROWS, analyzer="word", lowercase=True,
        ngram_range=(WORDS, WORDS),
    )
    names = []
    with pairs(folder) as out:
        for key, (name, text) in enumerate(documents(corpus)):
            for other in index.query(text):
                print(names[other], name, sep="\t", file=out)
            index.insert_document(key, text)
            names.append(name)


def text_dedup(corpus, folder):
    import datasets
    from text_dedup import minhash

    datasets.disable_progress_bars()
    minhash.main(
        [
            "--path", "json", "--data_files", str(corpus), "--split", "train", "--cache_dir", str(folder / "cache"),
            "--output", str(folder / "kept"), "--column", "text", "--ngram", str(WORDS), "--min_length", "1",
            "--num_perm", str(PERMUTATIONS), "--b", str(BANDS), "--r", str(ROWS), "--hash_func", "xxh3", "--hash_bits", "32",
            "--num_proc", "1", "--debug",
        ],
        standalone_mode=False,
    )
    with open(folder / "kept" / "uf.pkl", "rb") as found:
        union = pickle.load(found)
    parent = getattr(union, "parent", union)

    def root(at):
        while parent.get(at, at) != at:
            at = parent[at]
        return at

    names = [name for name, _ in documents(corpus)]
    with open(folder / "clusters.tsv", "w", encoding="utf-8") as out:
        for at in parent:
            print(names[at], root(at), sep="\t", file=out)


def datatrove(corpus, folder):
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.dedup import MinhashDedupBuckets, MinhashDedupCluster, MinhashDedupSignature
    from datatrove.pipeline.dedup.minhash import MinhashConfig
    from datatrove.pipeline.readers import JsonlReader

    config = MinhashConfig(n_grams=WORDS, num_buckets=BANDS, hashes_per_bucket=ROWS)
    signatures, buckets, found = (str(folder / name) for name in ("signatures", "buckets", "found"))
    reader = JsonlReader(str(corpus.parent), glob_pattern=corpus.name)
    steps = [
        ([reader, MinhashDedupSignature(output_folder=signatures, config=config)], 1),
        ([MinhashDedupBuckets(input_folder=signatures, output_folder=buckets, config=config)], BANDS),
        ([MinhashDedupCluster(input_folder=buckets, output_folder=found, config=config, save_cluster_id=True)], 1),
    ]
    for number, (pipeline, tasks) in enumerate(steps):
        LocalPipelineExecutor(
            pipeline=pipeline, tasks=tasks, workers=1, logging_dir=str(folder / f"log{number}"), skip_completed=False
        ).run()
    names = [name for name, _ in documents(corpus)]
    with open(folder / "clusters.tsv", "w", encoding="utf-8") as out:
        for part in sorted(Path(found).glob("*.clusters")):
            for document, cluster in struct.iter_unpack("<II", part.read_bytes()):
                print(names[document], cluster, sep="\t", file=out)


SYSTEMS = {
    "datasketch": datasketch,
    "rensa": rensa,
    "gaoya": gaoya,
    "datatrove": datatrove,
    "text-dedup": text_dedup,
}


def main(name, corpus, folder):
    # One thread for all.
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS"):
        os.environ[variable] = "1"
    folder = Path(folder)
    (folder / "version").write_text(importlib.metadata.version(name))
    SYSTEMS[name](Path(corpus), folder)


if __name__ == "__main__":
    main(*sys.argv[1:])
