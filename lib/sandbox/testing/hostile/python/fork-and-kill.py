# expect: ok
# prints: nothing
import os
import signal
import threading


def start_threads():
    threads = [threading.Thread(target=print, args=("ESCAPED",)) for _ in range(100)]
    for thread in threads:
        thread.start()


def start_processes():
    import multiprocessing

    multiprocessing.Process(target=print, args=("ESCAPED",)).start()


for attempt in (
    lambda: os.fork(),
    lambda: os.kill(1, 9),
    lambda: os.kill(os.getppid(), 9),
    lambda: os.killpg(0, 9),
    lambda: signal.alarm(1),
    start_threads,
    start_processes,
):
    try:
        print("ESCAPED", attempt())
    except (AttributeError, OSError, RuntimeError, ImportError):
        pass
print("nothing")
