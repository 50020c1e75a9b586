#!/usr/bin/env python3
"""Fits the models of line labels, models/lines_own.json and models/lines_place.json, on labelled
pages.

    cargo build --release --example fit
    scripts/fit_lines.py --pages PAGES.jsonl.gz --plain ARTICLES.jsonl.gz … --out models --date 2026-11-23

PAGES: {"id", "site", "lines": [{"text", "label"}]}, label `body`, `other` (boilerplate, title,
byline, caption) or `unsure`. ARTICLES: {"id", "text"}: plain articles, all of whose lines are body.
Without --out only the figures are printed. The day of the fit (--date) and a description of the sets
(--on) are written into the files.

Two cuts of each page are fitted on as well as the page, with a few lines around the body: what a
scraper keeps of a page. Lines that are unsure count half, as body where body is above and below,
else as boilerplate. Plain articles count little, since rules protect them. Ridge-regularised
logistic regression by Newton's method, once for the features of the lines themselves and once with
those of their place. Needs numpy. Prints F1 of the labels, rules included, cross-validated by site
in five folds."""
import argparse, bisect, hashlib, json, os, random, re, subprocess, tempfile

import numpy as np

import model_files
from model_files import rows

RIDGE = 3.0
PLAIN_WEIGHT = 0.05
FOLDS = 5


def digest(text):
    return hashlib.sha256(text.encode()).digest()[0]


def examples(args):
    """(kind, site, lines, labels) of every text to fit on."""
    rng = random.Random(5)
    for page in rows(args.pages):
        lines = [line["text"] for line in page["lines"]]
        labels = [line["label"] for line in page["lines"]]
        yield "page", page["site"], lines, labels
        body = [at for at, label in enumerate(labels) if label == "body"]
        for _ in range(2 if body else 0):
            low = max(0, body[0] - rng.choice([0, 0, 1, 2, 3, 5, 10]))
            high = body[-1] + 1 + rng.choice([0, 0, 1, 2, 3, 6, 12])
            yield "cut", page["site"], lines[low:high], labels[low:high]
    for path in args.plain:
        articles = [article for article in rows(path) if article["text"].strip()]
        rng.shuffle(articles)
        for article in articles[: args.plain_count]:
            lines = article["text"].split("\n")
            yield "plain", article["id"], lines, ["body" if line.strip() else "" for line in lines]


def target(labels, first, last):
    """Whether the block of lines first..last is body and how much it counts."""
    found = [label for label in labels[first:last] if label]
    label = max(sorted(set(found)), key=found.count)
    if label != "unsure":
        return label == "body", 1.0
    inside = "body" in labels[max(0, first - 3) : first] and "body" in labels[last : last + 3]
    return inside, 0.5 if inside else 0.3


class Set:
    def __init__(self, args, texts):
        self.args, self.texts, self.features = args, texts, model_files.features(args.fit)
        self.site, self.y, self.weight = [], [], []
        own = []
        for (kind, site, lines, labels), found in zip(texts, self.values()):
            starts, at = [], 0
            for line in lines:
                starts.append(at)
                at += len(line.encode()) + 1
            for start, end, values, _ in found:
                y, weight = target(labels, bisect.bisect_right(starts, start) - 1, bisect.bisect_left(starts, end))
                own.append([1.0, *values])
                self.site.append(site)
                self.y.append(y)
                self.weight.append(weight * (PLAIN_WEIGHT if kind == "plain" else 1.0))
        self.own = np.array(own)
        self.y, self.weight = np.array(self.y, float), np.array(self.weight)
        self.fold = np.array([digest("fold " + site) % FOLDS for site in self.site])
        self.fold_of = [digest("fold " + site) % FOLDS for _, site, _, _ in texts]

    def values(self, own=None):
        """The values of the features of every text, block by block; `own` is a model lines_own that gives the first scores."""
        lines = "".join(json.dumps({"text": "\n".join(text[2])}) + "\n" for text in self.texts)
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            json.dump(own, file)
            file.flush()
            command = [self.args.fit, "lines"] + ([file.name] if own else [])
            out = subprocess.run(command, input=lines, stdout=subprocess.PIPE, text=True, check=True).stdout
        return [json.loads(line) for line in out.splitlines()]

    def both(self, own):
        place = np.array([values for page in self.values(own) for _, _, _, values in page])
        return np.column_stack([self.own, place])


def fit(x, y, weight):
    w, ridge = np.zeros(x.shape[1]), np.full(x.shape[1], RIDGE)
    ridge[0] = 1e-3
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        step = np.linalg.solve((x * (weight * p * (1 - p))[:, None]).T @ x + np.diag(ridge), x.T @ (weight * (p - y)) + ridge * w)
        w -= step
        if abs(step).max() < 1e-6:
            break
    return w


def score(args, data, sets):
    """Precision, recall and F1 of kept lines when each page is labelled by the models that `sets` names for its fold; and with lines
    that are unsure counted as boilerplate. A line is kept if it is labelled body."""
    chosen = [(n, data.fold_of[n]) for n, text in enumerate(data.texts) if text[0] == "page" and data.fold_of[n] in sets]
    with tempfile.NamedTemporaryFile("w", suffix=".json") as out:
        json.dump({str(fold): {model["model"]: model for model in models} for fold, models in sets.items()}, out)
        out.flush()
        records = "".join(json.dumps({"set": str(fold), "text": "\n".join(data.texts[n][2])}) + "\n" for n, fold in chosen)
        run = subprocess.run([args.fit, "labels", out.name], input=records, stdout=subprocess.PIPE, text=True, check=True)
    right = kept = unsure = body = 0
    for (n, _), found in zip(chosen, run.stdout.splitlines()):
        found, at = dict(json.loads(found)), 0
        for line, label in zip(*data.texts[n][2:]):
            is_kept, is_body = found.get(at) == "body", label == "body"
            right, kept, body = right + (is_kept and is_body), kept + is_kept, body + is_body
            unsure += is_kept and label == "unsure"
            if args.misses and len(sets) == FOLDS and is_kept != is_body and label and label != "unsure":
                print(data.texts[n][1], "KEPT" if is_kept else "LOST", line[:110])
            at += len(line.encode()) + 1
    figures = {}
    for suffix, taken in ("", kept - unsure), (" with unsure lines as boilerplate", kept):
        values = {"precision": right / max(taken, 1), "recall": right / max(body, 1), "F1": 2 * right / max(taken + body, 1)}
        figures |= {name + suffix: round(value, 3) for name, value in values.items()}
    return figures


def models(data, mask, fitted):
    """The two models, fitted on the lines that the mask takes."""

    def model(name, w):
        return model_files.model(name, fitted, w[0], zip(data.features[name], w[1:]))

    own = model("lines_own", fit(data.own[mask], data.y[mask], data.weight[mask]))
    place = fit(data.both(own)[mask], data.y[mask], data.weight[mask])
    return [own, model("lines_place", place)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", required=True)
    parser.add_argument("--plain", nargs="*", default=[])
    parser.add_argument("--plain-count", type=int, default=200, help="articles taken of each file")
    parser.add_argument("--fit", default="target/release/examples/fit", help="the example `fit`, built")
    parser.add_argument("--misses", action="store_true", help="print every wrong line")
    parser.add_argument("--no-folds", action="store_true", help="do not cross-validate")
    parser.add_argument("--out")
    parser.add_argument("--date")
    parser.add_argument("--on")
    args = parser.parse_args()
    if args.out and not re.fullmatch(r"\d{4}-\d\d-\d\d", args.date or ""):
        parser.error("--out needs --date YEAR-MONTH-DAY")
    data = Set(args, list(examples(args)))
    everything = np.ones(len(data.y), bool)
    paths = [os.path.basename(path) for path in (args.pages, *args.plain)]
    pages = sum(text[0] == "page" for text in data.texts)
    on = args.on or f"{pages} pages of {paths[0]}, two cuts of each" + "".join(f", plain articles of {name}" for name in paths[1:])
    by = " ".join(["scripts/fit_lines.py", "--pages", paths[0]] + (["--plain", *paths[1:]] if args.plain else []))
    fitted = {"by": by, "on": on, "date": args.date or "", "figures": {"method": "not cross-validated"}}
    if not args.no_folds:
        folds = {fold: models(data, data.fold != fold, fitted) for fold in range(FOLDS)}
        method = "ridge-regularised logistic regression, cross-validated by site; labels of lines of pages by both models, with the rules"
        fitted["figures"] = {"method": method, **score(args, data, folds)}
        print("cross-validated by site:", fitted["figures"])
    found = models(data, everything, fitted)
    print("on pages that were fitted on:", score(args, data, dict.fromkeys(range(FOLDS), found)))
    if args.out:
        model_files.write(args.out, args.fit, found)


if __name__ == "__main__":
    main()
