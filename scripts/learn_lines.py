#!/usr/bin/env python3
"""Learns the weights of `src/segment/weights.rs` from labelled pages.

    cargo build --release --example line_evidence
    python3 scripts/learn_lines.py --pages PAGES.jsonl.gz --plain ARTICLES.jsonl.gz ... [--out src/segment/weights.rs]

PAGES: {"id", "site", "lines": [{"text", "label"}]}, label `body`, `other` (boilerplate, title, byline, caption) or `unsure`.
ARTICLES: {"id", "text"}: plain articles, all of whose lines are body.

Besides each page as it is, two cuts of it are learnt from, with a few lines around the body: what a scraper keeps of a page. Lines that are
unsure count half, as body where body stands above and below, else as boilerplate. Plain articles count little, since rules protect them.
Ridge-regularised logistic regression by Newton's method, once for the lines' own evidence and once with that of
their place. Needs numpy. Prints F1 of the labels, rules included, cross-validated by site in five folds."""
import argparse, bisect, gzip, hashlib, json, random, subprocess, tempfile
import numpy as np

RIDGE = 3.0
PLAIN_WEIGHT = 0.05
FOLDS = 5
SWITCH = 1.0


def rows(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def digest(text):
    return hashlib.sha256(text.encode()).digest()[0]


def examples(args):
    """(kind, site, lines, labels) of every text to learn from."""
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
        self.args, self.texts = args, texts
        self.site, self.y, self.weight = [], [], []
        own = []
        for (kind, site, lines, labels), found in zip(texts, self.evidence()):
            starts, at = [], 0
            for line in lines:
                starts.append(at)
                at += len(line.encode()) + 1
            for start, end, values, _ in found:
                y, weight = target(labels, bisect.bisect_right(starts, start) - 1, bisect.bisect_left(starts, end))
                own.append(values)
                self.site.append(site)
                self.y.append(y)
                self.weight.append(weight * (PLAIN_WEIGHT if kind == "plain" else 1.0))
        self.own = np.array(own)
        self.y, self.weight = np.array(self.y, float), np.array(self.weight)
        self.fold = np.array([digest("fold " + site) % FOLDS for site in self.site])
        self.fold_of = [digest("fold " + site) % FOLDS for _, site, _, _ in texts]

    def evidence(self, own=None):
        lines = "".join(json.dumps({"id": n, "text": "\n".join(text[2])}) + "\n" for n, text in enumerate(self.texts))
        command = [self.args.bin] + ([json.dumps([float(w) for w in own])] if own is not None else [])
        out = subprocess.run(command, input=lines, capture_output=True, text=True, check=True).stdout.splitlines()
        self.names = json.loads(out[0])
        return [json.loads(line)["lines"] for line in out[1:]]

    def both(self, own):
        place = np.array([values for page in self.evidence(own) for _, _, _, values in page])
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
    """F1 of kept lines when the page is labelled by the weights that `sets` names for its fold; and with lines that are unsure
    counted as boilerplate. Kept is what is labelled body."""
    chosen = [(n, data.fold_of[n]) for n, text in enumerate(data.texts) if text[0] == "page" and data.fold_of[n] in sets]
    with tempfile.NamedTemporaryFile("w", suffix=".json") as out:
        json.dump({str(fold): found for fold, found in sets.items()}, out)
        out.flush()
        records = "".join(json.dumps({"set": str(fold), "text": "\n".join(data.texts[n][2])}) + "\n" for n, fold in chosen)
        run = subprocess.run([args.bin, "labels", out.name], input=records, capture_output=True, text=True, check=True)
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
    figure = lambda kept: f"precision {right / kept:.3f} recall {right / body:.3f} F1 {2 * right / (kept + body):.3f}"
    return f"{figure(kept - unsure)};\n//! with unsure lines as boilerplate: {figure(kept)}"


def learn(data, mask):
    own = fit(data.own[mask], data.y[mask], data.weight[mask])
    both = data.both(own)
    weights = fit(both[mask], data.y[mask], data.weight[mask])
    count = len(own)
    named = {"own": own, "place_own": weights[:count], "place": weights[count:], "switch": np.array([SWITCH])}
    return {name: [round(float(value), 3) for value in values] for name, values in named.items()}


def table(name, doc, names, values):
    rows = "".join(f"    {value:.3f}, // {label}\n" for value, label in zip(values, names))
    return f"\n/// {doc}\n#[rustfmt::skip]\npub(super) const {name}: &[f32] = &[\n{rows}];\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", required=True)
    parser.add_argument("--plain", nargs="*", default=[])
    parser.add_argument("--plain-count", type=int, default=200, help="articles taken of each file")
    parser.add_argument("--bin", default="target/release/examples/line_evidence")
    parser.add_argument("--misses", action="store_true", help="print every wrong line")
    parser.add_argument("--out")
    parser.add_argument("--no-folds", action="store_true")
    args = parser.parse_args()
    data = Set(args, list(examples(args)))
    everything = np.ones(len(data.y), bool)
    note = "not cross-validated"
    if not args.no_folds:
        note = f"cross-validated by site: {score(args, data, {fold: learn(data, data.fold != fold) for fold in range(FOLDS)})}"
        print(note)
    found = learn(data, everything)
    print("seen by the weights:", score(args, data, dict.fromkeys(range(FOLDS), found)))
    if args.out:
        pages = sum(text[0] == "page" for text in data.texts)
        with open(args.out, "w", encoding="utf-8") as out:
            out.write(
                "//! The weights of the evidence: written by `scripts/learn_lines.py`, not by hand.\n//!\n"
                f"//! Learnt from {pages} web pages as lines, labelled by alignment with the article's text, two cuts of each, and plain news\n"
                f"//! articles; ridge-regularised logistic regression. On lines of pages, with the rules,\n//! {note}.\n\n"
                "/// What a change between body and boilerplate from one line to the next costs, in the unit of the scores (log odds).\n"
                f"pub(super) const SWITCH: f32 = {SWITCH:.1f};\n"
            )
            out.write(table("OWN", "For the first score of a line: its own evidence.", data.names["own"], found["own"]))
            out.write(table("PLACE_OWN", "For the second score: its own evidence.", data.names["own"], found["place_own"]))
            out.write(table("PLACE", "For the second score: the evidence of its place.", data.names["place"], found["place"]))


if __name__ == "__main__":
    main()
