"""scikit-learn's side of bench/tfidf.ts: reads the texts once, then answers a line a request.

    run <options>      one fit_transform, answered with its milliseconds
    write <options>    leaves terms, row starts, columns and values in the folder
"""

import json
import pathlib
import sys
import time

import numpy as np
import sklearn
from sklearn.feature_extraction.text import TfidfVectorizer


def main():
    folder = pathlib.Path(sys.argv[1])
    texts = json.loads((folder / "texts.json").read_text())
    print(sklearn.__version__, flush=True)
    for line in sys.stdin:
        request, options = line.split(" ", 1)
        options = json.loads(options)
        options["ngram_range"] = tuple(options["ngram_range"])
        vectorizer = TfidfVectorizer(**options)
        began = time.perf_counter()
        matrix = vectorizer.fit_transform(texts)
        terms = vectorizer.get_feature_names_out()
        milliseconds = (time.perf_counter() - began) * 1000
        if request == "write":
            matrix.sort_indices()
            (folder / "terms.json").write_text(json.dumps(terms.tolist()))
            matrix.indptr.astype(np.int32).tofile(folder / "starts")
            matrix.indices.astype(np.int32).tofile(folder / "indices")
            matrix.data.astype(np.float64).tofile(folder / "values")
        print(milliseconds, flush=True)


if __name__ == "__main__":
    main()
