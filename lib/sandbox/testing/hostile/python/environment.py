# expect: ok
# prints: [] [] None
import os
import posix
import sys

print(list(os.environ), list(posix.environ), os.environ.get("LOAM_CANARY"))
for name in ("PATH", "HOME", "NODE_OPTIONS", "LOAM_CANARY"):
    if os.getenv(name) is not None:
        print("ESCAPED", name)
print(sys.argv)
