"""Writes other-writer.safetensors from numpy arrays by the format's public description.

The safetensors package is not in Debian, so this is a second implementation beside Loam's own.
Run: python3 lib/ml/tensor/testing/make_safetensors_fixture.py
"""

import json
import pathlib
import struct

import numpy as np

arrays = {
    "weights": np.linspace(-2, 2, 12, dtype="<f4").reshape(3, 4),
    "halves": np.array([0, -0.0, 1, 65504, 6e-8, -1 / 3, np.inf], dtype="<f2"),
    "ids": np.array([[1, -2], [3, 2**31 - 1]], dtype="<i4"),
    "long": np.array([-(2**62), 5], dtype="<i8"),
    "flags": np.array([True, False, True]),
    "empty": np.zeros((0, 4), dtype="<f4"),
    "scalar": np.array(7.5, dtype="<f8"),
}
types = {"<f4": "F32", "<f2": "F16", "<i4": "I32", "<i8": "I64", "|b1": "BOOL", "<f8": "F64"}
header, body = {"__metadata__": {"format": "np"}}, b""
for name, array in arrays.items():
    data = array.tobytes()
    header[name] = {"dtype": types[array.dtype.str], "shape": list(array.shape), "data_offsets": [len(body), len(body) + len(data)]}
    body += data
text = json.dumps(header).encode()
target = pathlib.Path(__file__).with_name("other-writer.safetensors")
target.write_bytes(struct.pack("<Q", len(text)) + text + body)
