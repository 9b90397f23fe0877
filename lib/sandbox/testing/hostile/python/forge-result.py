# expect: error
# says: the end|Sandbox: 
import json
import os
import struct

end = json.dumps({"status": "ok", "ms": 0, "peakBytes": 0}).encode()
frame = bytes([4]) + struct.pack("<I", len(end)) + end
for descriptor in (3, 4, 5, 6, 7, 8, 9, 10, 100):
    try:
        os.write(descriptor, frame)
        print("ESCAPED", descriptor)
    except OSError:
        pass
for path in ("/dev/fd/3", "/proc/self/fd/3"):
    try:
        open(path, "wb").write(frame)
        print("ESCAPED", path)
    except OSError:
        pass
os.write(1, frame)
os.write(2, b"the end\n")
raise SystemExit(1)
