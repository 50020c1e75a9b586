#!/usr/bin/env python3
"""unspin beside its peers, in one table.

    python3 benches/peers.py                       normalization: ftfy and plsfix, MB per CPU second and ratios
    python3 benches/peers.py dedup CORPUS.jsonl    near-duplicates: datasketch, rensa, gaoya, datatrove and text-dedup, cost, recall
                                                   and precision (`dedup_peers.py`; --help tells the rest)

The peers of the second are heavy, so you make the environment:

    python3 -m venv peers && peers/bin/pip install datasketch rensa gaoya 'datatrove[io,processing]' text-dedup
    python3 benches/peers.py dedup CORPUS.jsonl --python peers/bin/python

For the first, it makes a throw-away virtual environment, installs ftfy and plsfix into it, has `cargo bench --bench speed` write its texts and
measure itself, and runs the two peers on these texts. UNSPIN_BENCH_TEXT=FILE takes the articles of a JSONL file instead.
"""
import json
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BENCH = ["cargo", "bench", "--quiet", "--bench", "speed", "--"]

# Runs inside the virtual environment: the best of some runs, article by article, as the bench does.
PEER = """
import json, sys, time
name, path, runs = sys.argv[1], sys.argv[2], int(sys.argv[3])
module = __import__(name)
texts = [json.loads(line)["text"] for line in open(path, encoding="utf-8")]
best = float("inf")
for _ in range(runs):
    begin = time.process_time()
    for text in texts:
        module.fix_text(text)
    best = min(best, time.process_time() - begin)
size = sum(len(text.encode()) for text in texts)
version = __import__("importlib.metadata").metadata.version(name)
print(json.dumps([version, size / 1e6 / best]))
"""

# The text, and the row of the bench that cleans it.
TEXTS = [
    ("clean", "normalize, clean text"),
    ("news", "normalize, news"),
    ("mojibake", "normalize, 5 % mojibake"),
]
PEERS = [("ftfy", 1), ("plsfix", 3)]


def main():
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        venv.create(folder / "venv", with_pip=True)
        python = folder / "venv" / "bin" / "python"
        install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*install, *(name for name, _ in PEERS)], check=True)
        subprocess.run([*BENCH, "--write", folder], check=True, cwd=ROOT)
        rows = json.loads(subprocess.run([*BENCH, "--json"], check=True, cwd=ROOT, stdout=subprocess.PIPE).stdout)
        speed = {row["name"]: row["mb_per_second"] for row in rows}
        copy = speed["copy (memcpy)"]

        header = f"{'MB per CPU second':<26}{'unspin':>9}{'of memcpy':>11}"
        for name, _ in PEERS:
            header += f"{name:>9}{'× ' + name:>10}"
        print(header)
        versions = {}
        for text, row in TEXTS:
            line = f"{row:<26}{speed[row]:>9.0f}{f'1/{copy / speed[row]:.0f}':>11}"
            for name, runs in PEERS:
                command = [python, "-c", PEER, name, folder / f"{text}.jsonl", str(runs)]
                found = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
                versions[name], peer = json.loads(found)
                line += f"{peer:>9.2f}{speed[row] / peer:>10.0f}"
            print(line)
        for row in rows:
            if row["name"] not in dict(map(reversed, TEXTS)):
                name, own = row["name"], row["mb_per_second"]
                print(f"{name:<26}{own:>9.0f}{f'1/{copy / own:.0f}':>11}")
        print(", ".join(f"{name} {version}" for name, version in versions.items()), file=sys.stderr)


if __name__ == "__main__":
    if sys.argv[1:2] == ["dedup"]:
        sys.path.insert(0, str(Path(__file__).resolve().parent))
        import dedup_peers

        dedup_peers.main(sys.argv[2:])
    elif sys.argv[1:]:
        sys.exit(__doc__)
    else:
        main()
