# expect: ok
# prints: nothing
import glob
import os

roots = ["", "..", "../../../../../..", "/proc/self/root", "/proc/1/root", "/proc/self/cwd", "//", "\x00"]
for root in roots:
    for opener in (open, os.open, os.stat, os.listdir):
        try:
            found = opener(root + "__CANARY__", os.O_RDONLY) if opener is os.open else opener(root + "__CANARY__")
            print("ESCAPED", found, getattr(found, "read", str)())
        except (OSError, ValueError):
            pass
print(glob.glob("/home/*") or glob.glob("/etc/*") or glob.glob("/proc/*") or "nothing")
