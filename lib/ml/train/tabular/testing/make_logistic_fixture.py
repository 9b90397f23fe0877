"""Writes logistic-fixture.json beside this file: logistic regressions by scikit-learn on small random data.

    /usr/bin/python3 lib/ml/train/tabular/testing/make_logistic_fixture.py
"""

import json
import pathlib

import numpy as np
from sklearn.linear_model import LogisticRegression

rng = np.random.default_rng(11)
rows = np.round(rng.normal(size=(60, 4)), 3)
binary = (rows @ [1.0, -2.0, 0.5, 0.0] + rng.normal(size=60) > 0.3).astype(int)
three = np.argmax(rows[:, :3] + rng.normal(size=(60, 3)) * 1.5, axis=1)
weights = np.round(rng.uniform(0.5, 2.0, 60), 3)

one = LogisticRegression(C=1 / 2.5, tol=1e-10, max_iter=10000).fit(rows, binary, sample_weight=weights)
# Almost without a penalty: with one, a reference class and scikit-learn's symmetric weights have different minima.
many = LogisticRegression(C=1e6, tol=1e-10, max_iter=10000, multi_class="multinomial").fit(rows, three)

fixture = {
    "rows": rows.tolist(),
    "weights": weights.tolist(),
    "binary": {"labels": binary.tolist(), "l2": 2.5, "coefficients": one.coef_[0].tolist(), "intercept": one.intercept_[0]},
    "three": {"labels": three.tolist(), "l2": 1e-6, "probabilities": many.predict_proba(rows).tolist()},
}
pathlib.Path(__file__).with_name("logistic-fixture.json").write_text(json.dumps(fixture) + "\n")
