#!/usr/bin/env python3
"""Scores links and clusters on a generated corpus whose copies were planted, against exact truth.

  planted.py CORPUS.jsonl DIR     CORPUS: records with "id", "text", "cluster" (-1: none), "kind", "parent" (-1: none)
                                  DIR: holds links.jsonl and clusters.jsonl

Truth is computed, not assumed: the Jaccard similarity and the containment of the sets of five-word shingles of every
two documents of a planted cluster, and, for a link below Jaccard .7, the longest common subsequence of the words.
Standard library only. The last line is one JSON object with the figures."""
import collections, itertools, json, re, sys


def words(text):
    return re.findall(r"[^\W_]+", text.replace("\u00ad", "").replace("\u200b", "").lower())


def common_subsequence(a, b):
    """Its length, by the bit-parallel algorithm of Hyyro (2004)."""
    places = collections.defaultdict(int)
    for at, word in enumerate(a):
        places[word] |= 1 << at
    full = (1 << len(a)) - 1
    row = full
    for word in b:
        matched = row & places.get(word, 0)
        row = ((row + matched) | (row - matched)) & full
    return len(a) - bin(row).count("1")


def main(corpus, folder):
    documents = {str(d["id"]): d for d in map(json.loads, open(corpus, encoding="utf-8"))}
    links = {}
    for link in map(json.loads, open(f"{folder}/links.jsonl", encoding="utf-8")):
        if "relation" in link:
            links[link["a"], link["b"]] = link["relation"]
    cluster_of = {}
    for cluster in map(json.loads, open(f"{folder}/clusters.jsonl", encoding="utf-8")):
        for member in cluster.get("members", ()):
            cluster_of[member] = cluster["cluster"]
    planted = collections.defaultdict(list)
    for name, document in documents.items():
        if document["cluster"] >= 0:
            planted[document["cluster"]].append(name)
    tokens, shingles = {}, {}

    def read(name):
        if name not in shingles:
            tokens[name] = words(documents[name]["text"])
            shingles[name] = {tuple(tokens[name][at:at + 5]) for at in range(len(tokens[name]) - 4)}
        return shingles[name]

    together = lambda a, b: a in cluster_of and cluster_of[a] == cluster_of.get(b)
    found, total = collections.Counter(), collections.Counter()
    for members in planted.values():
        for a, b in itertools.combinations(sorted(members), 2):
            one, two = read(a), read(b)
            shared = len(one & two)
            jaccard = shared / max(1, len(one) + len(two) - shared)
            containment = shared / max(1, min(len(one), len(two)))
            relation = links.get((a, b))
            copy = relation in ("exact", "near_duplicate") or together(a, b)
            sibling = relation is not None or together(a, b)
            for least in (0.9, 0.8, 0.7):
                if jaccard >= least:
                    total[f"J>={least}"] += 1
                    found[f"J>={least}"] += copy
            if containment >= 0.8:
                total["C>=0.8"] += 1
                found["C>=0.8"] += sibling
            kinds = {documents[a]["kind"], documents[b]["kind"]}
            if str(documents[a]["parent"]) == b or str(documents[b]["parent"]) == a:
                kind = next(iter(kinds - {"base"}), "base")
                total[kind] += 1
                found[kind] += sibling
        for name in members:
            shingles.pop(name, None)
    below, wrong, unrelated = 0, [], 0
    for (a, b), relation in links.items():
        if relation not in ("exact", "near_duplicate"):
            continue
        if documents[a]["cluster"] < 0 or documents[a]["cluster"] != documents[b]["cluster"]:
            unrelated += 1
        one, two = read(a), read(b)
        shared = len(one & two)
        if shared < 0.7 * (len(one) + len(two) - shared):
            below += 1
            longer = max(len(tokens[a]), len(tokens[b]))
            if common_subsequence(tokens[a], tokens[b]) < 0.7 * longer:
                wrong.append((a, b))
    merged = sum(
        1
        for members in _clusters(cluster_of).values()
        if len({documents[m]["cluster"] if documents[m]["cluster"] >= 0 else m for m in members}) > 1
    )
    chains = [m for m in planted.values() if any(documents[x]["kind"] == "chain" for x in m) and len(m) > 12]
    whole = sum(len({cluster_of.get(x, x) for x in m}) == 1 for m in chains)
    copies = sum(relation in ("exact", "near_duplicate") for relation in links.values())
    for key in sorted(total):
        print(f"{key:10} {found[key]}/{total[key]} {found[key] / total[key]:.4f}")
    kinds = collections.Counter((documents[a]["kind"], documents[b]["kind"]) for a, b in wrong)
    print("copies below Jaccard .7:", below, "of them below .7 in common subsequence:", len(wrong), kinds.most_common(8))
    figures = {key: round(found[key] / total[key], 4) for key in sorted(total)}
    figures |= {"copies": copies, "copies_unrelated": unrelated, "clusters_mixed": merged, "long_chains_whole": f"{whole}/{len(chains)}"}
    print(json.dumps(figures | {"copies_below": len(wrong), "links": len(links)}))


def _clusters(cluster_of):
    clusters = collections.defaultdict(list)
    for member, cluster in cluster_of.items():
        clusters[cluster].append(member)
    return clusters


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
