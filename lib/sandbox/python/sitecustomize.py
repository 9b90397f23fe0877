"""Fills in what the interpreter's build leaves out: waiting, and an event loop without sockets.

The interpreter runs this file before it opens the program.
"""

import importlib.machinery
import os
import sys
import time

for _name in ("PYTHONHASHSEED", "PYTHONPATH"):
    _folder = os.environ.pop(_name, None)
sys.path.remove(_folder)
sys.path_importer_cache.pop(_folder, None)


def _sleep(seconds):
    """Delay execution for a given number of seconds. The argument may be a floating point number."""
    if not isinstance(seconds, (int, float)):
        raise TypeError(f"{type(seconds).__name__!r} object cannot be interpreted as an integer")
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    try:
        # The host waits when this name is looked up.
        os.stat(f"/.wait/{int(seconds * 1_000_000)}")
    except OSError:
        pass


_sleep.__name__ = _sleep.__qualname__ = "sleep"
_sleep.__module__ = "time"
time.sleep = _sleep


def _patch_event_loop(module):
    import selectors

    class WaitingSelector(selectors._BaseSelectorImpl):
        """Nothing can become readable here, so that selecting is waiting."""

        def select(self, timeout=None):
            if timeout is None:
                raise RuntimeError("the event loop waits for something that cannot happen in the sandbox")
            if timeout > 0:
                time.sleep(timeout)
            return []

    loop = module._UnixSelectorEventLoop
    original = loop.__init__

    def init(self, selector=None):
        original(self, selector or WaitingSelector())

    loop.__init__ = init
    loop._make_self_pipe = lambda self: None
    loop._close_self_pipe = lambda self: None
    loop._write_to_self = lambda self: None


class _AfterImport:
    """Patches one module of the library when a program first imports it."""

    name = "asyncio.unix_events"

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        if fullname != cls.name:
            return None
        sys.meta_path.remove(cls)
        spec = importlib.machinery.PathFinder.find_spec(fullname, path)
        execute = spec.loader.exec_module

        def exec_module(module):
            execute(module)
            _patch_event_loop(module)

        spec.loader = _Loader(spec.loader, exec_module)
        return spec


class _Loader:
    def __init__(self, original, exec_module):
        self.create_module = original.create_module
        self.exec_module = exec_module


sys.meta_path.insert(0, _AfterImport)
