# expect: timeout
# limits: timeoutMs=1000
import atexit
import signal
import sys

sys.exit = None
atexit.register(lambda: exec("while True: pass"))
try:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
except (AttributeError, OSError, ValueError):
    pass
while True:
    try:
        while True:
            pass
    except BaseException:
        continue
