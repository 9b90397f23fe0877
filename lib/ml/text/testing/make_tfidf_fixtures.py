"""Writes tfidf-fixtures.json beside this file: what scikit-learn's TfidfVectorizer makes of a few texts.

    /usr/bin/python3 lib/ml/text/testing/make_tfidf_fixtures.py

Options are named as in lib/ml/text/tfidf.ts. Equally frequent terms under max_features are ordered by chance in
scikit-learn, so the case with max_features cuts between two different frequencies.
"""

import json
import pathlib

import sklearn
from sklearn.feature_extraction.text import TfidfVectorizer

TEXTS = [
    "A list comprehension builds a list from any iterable, in one line.",
    "List comprehensions may filter: [x for x in xs if x > 0] keeps what is positive.",
    "A generator yields values lazily; a list holds them all at once. A list is a list.",
    "Don't catch every exception; catch ValueError, KeyError or your own_error_2 instead.",
    "Le café est fermé à 18h30, déjà vu, naïve Straße STRASSE İstanbul ΟΔΟΣ σοφός.",
    "Функция возвращает значение, а функция без return возвращает None.",
    "日本語のテキスト と 한국어 텍스트 mixed with English text and 12345 digits ½ x² Ⅷ",
    "𝒳𝒴 𐐀𐐁 and 🙂🙂 emoji \U0001d538\U0001d539 between ｆｕｌｌｗｉｄｔｈ ﷺ words ﬀ ﬁﬂ",
    "",
    "a b c . ! ?",
    "\ttabs\nand newlines\u00a0and\u2003spaces\u200bzero_width joined‿words don’t x-ray",
    "list list list list generator generator exception",
    "Combining: e\u0301te\u0301 re\u0301sume\u0301 देवनागरी ไทย עברית العربية",
]
QUERIES = ["list comprehension generator", "nothing of this is known: zzz qqq", "", "Catch every exception in a list comprehension"]
CASES = [
    {},
    {"ngramRange": [1, 2]},
    {"ngramRange": [2, 3], "norm": "l1"},
    {"ngramRange": [1, 3], "minDf": 2, "sublinearTf": True},
    {"minDf": {"share": 0.2}, "maxDf": {"share": 0.5}},
    {"maxDf": 3, "norm": None},
    {"maxFeatures": 2},
    {"smoothIdf": False, "binary": True},
    {"useIdf": False, "sublinearTf": True},
    {"stopWords": ["list", "the", "and", "in", "is"], "ngramRange": [1, 2]},
    {"lowercase": False},
]
NAMES = {
    "ngramRange": "ngram_range",
    "minDf": "min_df",
    "maxDf": "max_df",
    "maxFeatures": "max_features",
    "sublinearTf": "sublinear_tf",
    "smoothIdf": "smooth_idf",
    "useIdf": "use_idf",
    "norm": "norm",
    "stopWords": "stop_words",
    "binary": "binary",
    "lowercase": "lowercase",
}


def python_value(value):
    if isinstance(value, dict):
        return float(value["share"])
    return value


def rows(matrix):
    matrix.sort_indices()
    return {
        "starts": matrix.indptr.tolist(),
        "indices": matrix.indices.tolist(),
        "values": [float("%.10g" % v) for v in matrix.data],
    }


def main():
    cases = []
    for options in CASES:
        arguments = {NAMES[k]: python_value(v) for k, v in options.items()}
        if "ngram_range" in arguments:
            arguments["ngram_range"] = tuple(arguments["ngram_range"])
        vectorizer = TfidfVectorizer(**arguments)
        fitted = rows(vectorizer.fit_transform(TEXTS))
        queried = rows(vectorizer.transform(QUERIES))
        terms = vectorizer.get_feature_names_out().tolist()
        cases.append({"options": options, "terms": terms, "fitted": fitted, "queried": queried})
    out = {"scikitLearn": sklearn.__version__, "texts": TEXTS, "queries": QUERIES, "cases": cases}
    path = pathlib.Path(__file__).with_name("tfidf-fixtures.json")
    path.write_text(json.dumps(out, ensure_ascii=True, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
