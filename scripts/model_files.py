"""The files of models/: which features a model has, how its file is written. Used by the scripts that fit the models."""
import gzip, json, os, subprocess

MODELS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "models")


def rows(path):
    """The rows of a JSONL file, which may be compressed with gzip."""
    with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def features(fit):
    """The names of the features of each model, as the program declares them. `fit` is the example `fit`, built."""
    return json.loads(subprocess.run([fit, "features"], stdout=subprocess.PIPE, check=True).stdout)


def by_hand(name):
    """The weights of a model that were chosen by hand, from its file in models/. A fit keeps them."""
    with open(os.path.join(MODELS, f"{name}.json"), encoding="utf-8") as file:
        model = json.load(file)
    return {feature: model["weights"][feature] for feature in model["fitted"].get("by_hand", [])}


def model(name, fitted, bias, weights):
    """The content of a model file. `weights` are pairs of feature and weight, in the order of the sum."""
    weights = {feature: round(float(weight), 3) for feature, weight in weights}
    return {"model": name, "fitted": fitted, "bias": round(float(bias), 3), "weights": weights}


def write(folder, fit, models):
    """Writes models into a folder and checks that the program loads each of them."""
    os.makedirs(folder, exist_ok=True)
    paths = [os.path.join(folder, f"{content['model']}.json") for content in models]
    for path, content in zip(paths, models):
        with open(path, "w", encoding="utf-8") as file:
            json.dump(content, file, ensure_ascii=False, indent=2)
            file.write("\n")
    subprocess.run([fit, "check", *paths], check=True)
