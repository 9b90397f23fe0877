"""Writes metric-fixtures.json beside this file: metrics by scikit-learn and scipy on small random data.

    /usr/bin/python3 lib/ml/eval/testing/make_metric_fixtures.py
"""

import json
import pathlib

import numpy as np
import scipy
import sklearn
from scipy import stats
from sklearn import metrics

rng = np.random.default_rng(7)


def classification():
    truth = rng.integers(0, 4, 60)
    predicted = np.where(rng.random(60) < 0.6, truth, rng.integers(0, 5, 60))
    p, r, f, s = metrics.precision_recall_fscore_support(truth, predicted, labels=range(5), zero_division=0)
    mp, mr, mf, _ = metrics.precision_recall_fscore_support(truth, predicted, average="macro", zero_division=0)
    return {
        "truth": truth.tolist(),
        "predicted": predicted.tolist(),
        "accuracy": metrics.accuracy_score(truth, predicted),
        "precision": p.tolist(),
        "recall": r.tolist(),
        "f1": f.tolist(),
        "support": s.tolist(),
        "macro": {"precision": mp, "recall": mr, "f1": mf},
        "kappa": metrics.cohen_kappa_score(truth, predicted, weights="quadratic"),
    }


def auc():
    positive = rng.random(80) < 0.4
    scores = np.round(rng.normal(size=80) + positive, 1)
    return {"positive": positive.tolist(), "scores": scores.tolist(), "auc": metrics.roc_auc_score(positive, scores)}


def regression():
    x = np.round(rng.normal(size=50), 1)
    y = np.round(0.5 * x + rng.normal(size=50), 1)
    return {
        "x": x.tolist(),
        "y": y.tolist(),
        "rmse": float(np.sqrt(metrics.mean_squared_error(x, y))),
        "mae": metrics.mean_absolute_error(x, y),
        "pearson": stats.pearsonr(x, y)[0],
        "spearman": stats.spearmanr(x, y)[0],
        "ranks": stats.rankdata(x).tolist(),
    }


def ranking():
    cases = []
    for k in (1, 3, 10, 20):
        grades = rng.choice([0, 0, 0, 1, 2, 3], 15)
        scores = rng.permutation(15).astype(float)
        ndcg = metrics.ndcg_score([grades], [scores], k=k)
        cases.append({"k": k, "grades": grades.tolist(), "scores": scores.tolist(), "ndcg": ndcg})
    return cases


def main():
    out = {
        "scikitLearn": sklearn.__version__,
        "scipy": scipy.__version__,
        "classification": classification(),
        "auc": auc(),
        "regression": regression(),
        "ranking": ranking(),
    }
    path = pathlib.Path(__file__).with_name("metric-fixtures.json")
    path.write_text(json.dumps(out, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
