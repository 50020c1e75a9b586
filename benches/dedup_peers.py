"""One table: unspin and other finders of near-duplicates on the same JSONL: cost, recall and precision against exact truth.

Called by `peers.py dedup`. The truth is computed from the texts, not assumed: every pair of documents whose sets of five-word
shingles have a Jaccard similarity of .7 and more, found with an index of the rarest shingles of each, which misses none.
"""
import argparse
import array
import collections
import json
import math
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))
from planted import common_subsequence, words  # noqa: E402

WORDS = 5
LEVELS = (0.9, 0.8, 0.7)
PEERS = ["datasketch", "rensa", "gaoya", "datatrove", "text-dedup"]
UNSPIN = ROOT / "target" / "release" / "unspin"
# What unspin is asked for: all that it finds, and copies alone, which is all that the others look for.
OWN = {"unspin": "", "unspin, copies only": "[cluster]\nsiblings = false\n"}
# Pairs below the similarity whose words are compared one by one, at most: a millisecond each.
COMPARED = 1000


def rarest_first(sets):
    """Each set as a list, the elements that fewest sets hold first. Counted by the lowest bits of each: near enough to save
    time, and one order for all, which is what the index needs."""
    bits = (1 << 24) - 1
    counts = array.array("I", bytes(4 * (bits + 1)))
    for elements in sets:
        for element in elements:
            counts[element & bits] += 1
    return [sorted(elements, key=lambda element: (counts[element & bits], element)) for elements in sets]


def truth(texts):
    """Every pair (x, y), x < y, of Jaccard .7 and more, with it."""
    known, sets = {}, []
    for text in texts:
        # Numbers of words instead of words: the hash of a tuple of numbers is the same in every process.
        numbers = [known.setdefault(word, len(known)) for word in words(text)]
        sets.append(set(map(hash, zip(*(numbers[at:] for at in range(WORDS))))))
    least = LEVELS[-1]
    holders, found = collections.defaultdict(list), {}
    for y, order in enumerate(rarest_first(sets)):
        # Two sets of Jaccard t share an element among the first n - ceil(t n) + 1 of each, in any one order.
        first = order[:len(order) - math.ceil(least * len(order)) + 1]
        candidates = {x for element in first for x in holders[element]}
        for x in candidates:
            if least * len(sets[y]) <= len(sets[x]) <= len(sets[y]) / least:
                shared = len(sets[x] & sets[y])
                similarity = shared / (len(sets[x]) + len(sets[y]) - shared)
                if similarity >= least:
                    found[x, y] = similarity
        for element in first:
            holders[element].append(y)
    return found


# Runs a command in a small process of its own: what a process has in memory counts for the peak of those that it starts.
MEASURE = """
import json, os, signal, subprocess, sys, tempfile, time
limit, command = float(sys.argv[1]), sys.argv[2:]
begin, wrong = time.monotonic(), None
with tempfile.TemporaryFile() as talk:
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=talk, stderr=talk, start_new_session=True)
    pid = 0
    while not pid:
        pid, status, used = os.wait4(child.pid, os.WNOHANG)
        if not pid and time.monotonic() - begin > limit:
            os.killpg(child.pid, signal.SIGKILL)
            pid, status, used = os.wait4(child.pid, 0)
            wrong = f"stopped after {limit:.0f} s"
        time.sleep(0.02)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode and not wrong:
        talk.seek(0)
        wrong = (talk.read().decode(errors="replace").strip().splitlines() or ["no message"])[-1]
# Kilobytes on Linux, bytes on macOS.
peak = used.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
print(json.dumps([used.ru_utime + used.ru_stime, peak, wrong]))
"""


def measured(command, limit, environment):
    """CPU seconds of a command and all its children, peak MB of the largest, and what went wrong, if anything did."""
    command = [sys.executable, "-c", MEASURE, str(limit), *map(str, command)]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, env=environment).stdout)


def own_results(folder):
    links = [json.loads(line) for line in open(folder / "run" / "links.jsonl", encoding="utf-8")]
    pairs = [(link["a"], link["b"]) for link in links if link["relation"] in ("exact", "near_duplicate")]
    clusters = [json.loads(line) for line in open(folder / "run" / "clusters.jsonl", encoding="utf-8")]
    return pairs, {member: cluster["cluster"] for cluster in clusters for member in cluster["members"]}


def peer_results(folder):
    rows = lambda name: [line.rstrip("\n").split("\t") for line in open(folder / name, encoding="utf-8")]
    pairs = [tuple(row) for row in rows("pairs.tsv")] if (folder / "pairs.tsv").exists() else []
    return pairs, dict(rows("clusters.tsv")) if (folder / "clusters.tsv").exists() else {}


class Judge:
    """The truth about a corpus, to judge results by."""

    def __init__(self, documents):
        self.texts = [document["text"] for document in documents]
        self.planted = [document.get("cluster", -1) for document in documents]
        self.place = {str(document["id"]): at for at, document in enumerate(documents)}
        self.truth = truth(self.texts)

    def of(self, pairs, cluster_of):
        """Recall at each level, precision by shingles and by words, and pairs of texts that have nothing in common.

        A pair is found if it is linked or stands in one cluster. Precision is that of the links; of pairs in a cluster where a
        system gives nothing else. Unrelated are those of either kind."""
        pairs = {tuple(sorted((self.place[a], self.place[b]))) for a, b in pairs}
        pairs = {(x, y) for x, y in pairs if x != y}
        cluster = {self.place[name]: group for name, group in cluster_of.items()}
        groups = collections.defaultdict(list)
        for at, group in cluster.items():
            groups[group].append(at)
        together = lambda x, y: x in cluster and cluster[x] == cluster.get(y)
        # A pair counts once: those that are linked, and those that stand in one cluster besides.
        loose = [pair for pair in pairs if not together(*pair)]
        all_of = lambda n: n * (n - 1) // 2
        total = len(loose) + sum(all_of(len(members)) for members in groups.values())
        found = {pair for pair in self.truth if pair in pairs or together(*pair)}
        recall = []
        for level in LEVELS:
            wanted = [pair for pair, similarity in self.truth.items() if similarity >= level]
            recall.append(sum(pair in found for pair in wanted) / max(1, len(wanted)))
        related = sum(self.planted[x] == self.planted[y] >= 0 for x, y in loose)
        for members in groups.values():
            counts = collections.Counter(self.planted[at] for at in members if self.planted[at] >= 0)
            related += sum(all_of(count) for count in counts.values())
        if pairs:
            judged, right, aligned = len(pairs), sum(pair in self.truth for pair in pairs), self.aligned(pairs, {})
        else:
            judged, right, aligned = total, len(found), self.aligned([], groups)
        precision, below = right / max(1, judged), (judged - right) / max(1, judged)
        return recall, precision, precision + aligned * below, total - related

    def aligned(self, pairs, groups):
        """Of the pairs below the similarity, the share in which .7 of the longer text's words align in order all the same:
        spun and misread copies. Taken from some of them where they are many."""
        dice, chosen, seen = random.Random(7), [], 0

        def look(pair):
            nonlocal seen
            if pair in self.truth:
                return
            seen += 1
            if len(chosen) < COMPARED:
                chosen.append(pair)
            elif (at := dice.randrange(seen)) < COMPARED:
                chosen[at] = pair

        for pair in sorted(pairs):
            look(pair)
        for group in sorted(groups, key=str):
            members = sorted(groups[group])
            for at, x in enumerate(members):
                for y in members[at + 1:]:
                    look((x, y))
        alike = 0
        for x, y in chosen:
            a, b = words(self.texts[x]), words(self.texts[y])
            alike += common_subsequence(a, b) >= LEVELS[-1] * max(len(a), len(b))
        return alike / max(1, len(chosen))


def arguments(given):
    parser = argparse.ArgumentParser(prog="peers.py dedup", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("corpus", type=Path, help='JSONL with "id" and "text"; "cluster", if there, names planted clusters (-1: none)')
    parser.add_argument("--python", default=sys.executable, help="the interpreter of the environment that the peers are installed in")
    parser.add_argument("--documents", type=int, help="take only so many from the beginning")
    parser.add_argument("--limit", type=float, default=900, help="seconds for each system; one that takes longer is stopped and told")
    parser.add_argument("--only", default=",".join(PEERS), help="the peers to run, by comma; none: unspin alone")
    return parser.parse_args(given)


def main(given):
    options = arguments(given)
    peers = [name for name in options.only.split(",") if name and name != "none"]
    if unknown := set(peers) - set(PEERS):
        sys.exit(f"no such peer: {', '.join(sorted(unknown))}; there are {', '.join(PEERS)}")
    if not UNSPIN.exists():
        sys.exit(f"{UNSPIN} is not there: cargo build --release")
    with open(options.corpus, encoding="utf-8") as lines:
        documents = [json.loads(line) for _, line in zip(range(options.documents or sys.maxsize), lines)]
    with tempfile.TemporaryDirectory() as home:
        home = Path(home)
        corpus = home / "in" / "corpus.jsonl"
        corpus.parent.mkdir()
        with open(corpus, "w", encoding="utf-8") as out:
            for document in documents:
                # Texts and ids alone: what was planted is nobody's business.
                record = {"id": str(document["id"]), "text": document["text"]}
                print(json.dumps(record, ensure_ascii=False), file=out)
        judge = Judge(documents)
        counts = [sum(similarity >= level for similarity in judge.truth.values()) for level in LEVELS]
        print(f"{len(documents)} documents; pairs of Jaccard .9, .8, .7 and more: {', '.join(map(str, counts))}\n")
        print("| | CPU s | documents per CPU s | peak MB | recall J≥.9 | J≥.8 | J≥.7 | precision J≥.7 | words ≥.7 | unrelated |")
        print("|---|---|---|---|---|---|---|---|---|---|", flush=True)
        for name in [*OWN, *peers]:
            folder = home / name
            folder.mkdir()
            environment = dict(os.environ, HF_HOME=str(folder), HF_HUB_OFFLINE="1", TMPDIR=str(folder), TOKENIZERS_PARALLELISM="false")
            if name in OWN:
                settings = folder / "unspin.toml"
                settings.write_text(OWN[name])
                command = [UNSPIN, "cluster", corpus, "-o", folder / "run", "-j", "1", "--quiet", "--config", settings]
                version = subprocess.run([UNSPIN, "--version"], stdout=subprocess.PIPE, text=True).stdout.split()[1]
            else:
                command = [options.python, Path(__file__).with_name("dedup_systems.py"), name, corpus, folder]
            cpu, peak, wrong = measured(command, options.limit, environment)
            if name not in OWN:
                version = (folder / "version").read_text() if (folder / "version").exists() else ""
            label = f"{name} {version}".strip()
            cost = f"{cpu:.1f} | {len(documents) / max(cpu, 1e-9):,.0f} | {peak:.0f}"
            if wrong:
                print(f"| {label} | {wrong.replace('|', '/')}, {cpu:.1f} s of CPU, {peak:.0f} MB |", flush=True)
                continue
            recall, precision, by_words, unrelated = judge.of(*(own_results if name in OWN else peer_results)(folder))
            recalled = " | ".join(f"{share:.3f}" for share in recall)
            print(f"| {label} | {cost} | {recalled} | {precision:.3f} | {by_words:.3f} | {unrelated} |", flush=True)
