# expect: ok
# prints: nothing
import os
import tempfile

for attempt in (
    lambda: os.symlink("/etc/passwd", "/tmp/link"),
    lambda: os.link("/etc/passwd", "/tmp/link"),
    lambda: os.symlink("__CANARY__", "link"),
    lambda: os.mkfifo("/tmp/pipe"),
    lambda: os.mknod("/tmp/node"),
    lambda: os.chroot("/.."),
    lambda: os.mkdir("/proc/self"),
    lambda: open("/dev/mem", "rb").read(1),
):
    try:
        attempt()
        print("ESCAPED")
    except (AttributeError, OSError):
        pass
print("nothing" if tempfile.gettempdir() == "/tmp" else "ESCAPED")
