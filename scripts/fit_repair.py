#!/usr/bin/env python3
"""Fits the models of repair by logistic regression and writes them as models/*.json: whether a
candidate is right, for spun documents (repair_explained, repair_unexplained; repair_second_pass for
those that the rounds left undecided), and whether a document is spun (document_spun).

    cargo build --release --bin unspin --example fit
    scripts/fit_repair.py SET… --out models --date 2026-11-23

  SET          a folder with docs.jsonl ({"id", "text", …}) and gold.jsonl ({"doc", "spots":
               [{"start", "end", "clean": […]}]}, in code points): clean articles of a family and a
               member spun from its original. Without gold.jsonl, or where it is empty, all
               documents are clean
  --out DIR    write the model files there; without it, only print the figures and the weights
  --date DAY   the day of the fit, written into the files; needed with --out
  --on TEXT    a description of the sets, written into the files (default: their names)
  --read N     print the N wrong candidates of the highest probability, to be read
  --bin PATH   the program (default target/release/unspin)
  --fit PATH   the example `fit` (default target/release/examples/fit), which names the features of each model

Every candidate of every set is taken, whatever its confidence, except those without a witness.
Repairs of damage by machines have other features and no fitted model. One quarter of the documents
is held back; precision and recall by threshold are printed beside those of the rest, and the
weights are then fitted on all. In sets whose name starts with `ecb` or `story` (other tellings of
an event) right candidates count three times and wrong ones four times. A weight that was chosen by
hand (`by_hand` in the file in models/) is kept. Needs numpy.

The models repair_second_pass and document_spun use scores that depend on the weights of the other
two: fit, build, and fit again.
"""
import argparse, itertools, json, os, re, subprocess, tempfile, zlib

import numpy

import model_files
from model_files import rows

# Every candidate is listed, and every document that has one is treated as proven spun.
CONFIG = "[repair]\nlow = 0.0\nmin_suspect_score = 0.0\nmin_proof = 0.0\n"
OBJECTIONS = ("form", "name", "cut")
LEVELS = (0.5, 0.7, 0.8, 0.85, 0.9, 0.95)
FAR = ("ecb", "story")


def squeeze(text):
    return re.sub(r"\s+", " ", text.translate(str.maketrans("‘’“”", "''\"\""))).strip().lower()


def is_right(text, start, end, after, spots):
    """Whether the text around a replacement reads as the original did, whichever of its accepted clean words it uses."""
    if not spots:
        return False
    low = min([start] + [spot["start"] for spot in spots])
    high = max([end] + [spot["end"] for spot in spots])
    got = squeeze(text[low:start] + after + text[end:high])
    for words in itertools.product(*(spot["clean"] for spot in spots)):
        wanted, at = "", low
        for spot, clean in sorted(zip(spots, words), key=lambda pair: pair[0]["start"]):
            wanted += text[at:spot["start"]] + clean
            at = spot["end"]
        if squeeze(wanted + text[at:high]) == got:
            return True
    return False


def candidates(program, folder):
    """(document, scores, right, what it reads like, whether the document is spun) of every candidate of a set."""
    with tempfile.TemporaryDirectory() as work:
        config, out = os.path.join(work, "fit.toml"), os.path.join(work, "out")
        with open(config, "w", encoding="utf-8") as file:
            file.write(CONFIG)
        command = [program, "repair", os.path.join(folder, "docs.jsonl"), "-o", out, "--config", config, "-q"]
        subprocess.run(command, check=True)
        found = rows(os.path.join(out, "repairs.jsonl"))
    texts = {row["id"]: row["text"] for row in rows(os.path.join(folder, "docs.jsonl"))}
    gold_path = os.path.join(folder, "gold.jsonl")
    gold = {row["doc"]: row for row in rows(gold_path)} if os.path.exists(gold_path) else {}
    for repair in found:
        scores = repair["scores"]
        if "explained" not in scores or scores["unwitnessed"]:
            continue
        text, entry = texts[repair["doc"]], gold.get(repair["doc"], {"spots": []})
        raw = text.encode()
        start, end = len(raw[:repair["start"]].decode()), len(raw[:repair["end"]].decode())
        if any(start < b and a < end for a, b in entry.get("unscored", [])):
            continue
        spots = [spot for spot in entry["spots"] if start < spot["end"] and spot["start"] < end]
        reads = f"{repair['doc']}: {text[max(0, start - 40):start]!r} [{repair['before']} -> {repair['after']}] {text[end:end + 30]!r}"
        yield repair["doc"], scores, is_right(text, start, end, repair["after"], spots), reads, repair["doc"] in gold


def leans_back(scores):
    """Whether the witness is the spun text: the rule of `DocumentFeatures::probability`, with ENOUGH_ASKED and LEANS_BACK."""
    return scores["doc_asked"] >= 2.0 and scores["doc_lean"] + scores["doc_over"] < -1.25


def fit(x, y, weight, offset, penalty, steps=50):
    """The weights of a logistic regression with a ridge penalty, the bias first, by Newton's method."""
    w = numpy.zeros(x.shape[1])
    for _ in range(steps):
        p = 1 / (1 + numpy.exp(-(x @ w + offset)))
        gradient = x.T @ (weight * (p - y)) + penalty * numpy.r_[0, w[1:]]
        curvature = (x * (weight * p * (1 - p))[:, None]).T @ x + penalty * numpy.eye(len(w))
        w -= numpy.linalg.solve(curvature, gradient)
    return w


def counts(p, y, level):
    taken = p >= level
    return f"{int(y[taken].sum())} of {int(taken.sum())}"


def table(name, p, y):
    cells = "  ".join(f"{level}: {counts(p, y, level).replace(' of ', '/')}" for level in LEVELS)
    print(f"  {name:28} {len(y):6} rows, {int(y.sum())} true; true/taken at {cells}")


def regress(name, part, names, weight, penalty, args):
    """Fits one model: prints what it does and returns the content of its file. `part` are its rows, the sixth field its truth."""
    if not part:
        raise SystemExit(f"{name}: the sets give no row to fit it on")
    hand = model_files.by_hand(name)
    free = [feature for feature in names if feature not in hand]
    x = numpy.array([[1.0] + [row[2][feature] for feature in free] for row in part])
    offset = numpy.array([sum(weight * row[2][feature] for feature, weight in hand.items()) for row in part])
    y = numpy.array([float(row[-1]) for row in part])
    held = numpy.array([zlib.crc32(row[1].encode()) % 4 == 0 for row in part])
    print(name)
    p = 1 / (1 + numpy.exp(-(x @ fit(x[~held], y[~held], weight[~held], offset[~held], penalty) + offset)))
    table("fitted on", p[~held], y[~held])
    figures = {"rows": len(part), "true": int(y.sum()), "held back": "one quarter of the documents"}
    for kind in sorted({row[0].split("-")[0] for row in part}):
        mask = held & numpy.array([row[0].startswith(kind) for row in part])
        table(f"held back, {kind}", p[mask], y[mask])
        for level in (0.7, 0.85):
            figures[f"held back, {kind}: true at {level} and above"] = counts(p[mask], y[mask], level)
        figures[f"held back, {kind}: true in all"] = f"{int(y[mask].sum())} of {len(y[mask])}"
    w = fit(x, y, weight, offset, penalty)
    weights = {**dict(zip(free, w[1:])), **hand}
    print("  weights of all: " + "  ".join(f"{feature} {value:.3f}" for feature, value in [("bias", w[0]), *weights.items()]))
    p = 1 / (1 + numpy.exp(-(x @ w + offset)))
    for at in [at for at in numpy.argsort(-p) if not y[at]][:args.read]:
        print(f"    {p[at]:.3f} {part[at][4]}")
    sets = [os.path.basename(folder.rstrip("/")) for folder in args.sets]
    fitted = {"by": " ".join(["scripts/fit_repair.py", *sets]), "on": args.on or ", ".join(sets), "date": args.date, "figures": figures}
    if hand:
        fitted["by_hand"] = list(hand)
    return model_files.model(name, fitted, w[0], [(feature, weights[feature]) for feature in names])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+")
    parser.add_argument("--out")
    parser.add_argument("--date")
    parser.add_argument("--on")
    parser.add_argument("--read", type=int, default=0)
    parser.add_argument("--bin", default="target/release/unspin")
    parser.add_argument("--fit", default="target/release/examples/fit")
    args = parser.parse_args()
    if args.out and not re.fullmatch(r"\d{4}-\d\d-\d\d", args.date or ""):
        parser.error("--out needs --date YEAR-MONTH-DAY")
    features = model_files.features(args.fit)
    data = [(os.path.basename(folder.rstrip("/")), *row) for folder in args.sets for row in candidates(args.bin, folder)]

    def of_candidates(name, part):
        part = [(*row, row[3]) for row in part]
        weight = numpy.array([(3.0 if row[3] else 4.0) if row[0].startswith(FAR) else 1.0 for row in part])
        return regress(name, part, features[name], weight, 5.0, args)

    spun = [row for row in data if row[5]]
    plain = [row for row in spun if not any(row[2][name] for name in OBJECTIONS)]
    # One row a document: its features are listed with each of its candidates.
    documents = list({(row[0], row[1]): (*row, row[5]) for row in data if not leans_back(row[2])}.values())
    models = [
        of_candidates("repair_explained", [row for row in plain if row[2]["explained"]]),
        of_candidates("repair_unexplained", [row for row in plain if not row[2]["explained"]]),
        of_candidates("repair_second_pass", [row for row in spun if row[2]["prior"]]),
        regress("document_spun", documents, features["document_spun"], numpy.ones(len(documents)), 2.0, args),
    ]
    if args.out:
        model_files.write(args.out, args.fit, models)


if __name__ == "__main__":
    main()
