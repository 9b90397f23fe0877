# expect: ok
# prints: nothing
import importlib.machinery
import importlib.util

for name in ("ctypes", "_ctypes", "cffi", "mmap", "fcntl", "_posixsubprocess", "pty", "termios", "resource"):
    try:
        print("ESCAPED", __import__(name))
    except ImportError:
        pass
open("evil.so", "wb").write(b"\x7fELF")
try:
    loader = importlib.machinery.ExtensionFileLoader("evil", "/evil.so")
    print("ESCAPED", importlib.util.module_from_spec(importlib.util.spec_from_loader("evil", loader)))
except (ImportError, AttributeError):
    pass
print("nothing")
