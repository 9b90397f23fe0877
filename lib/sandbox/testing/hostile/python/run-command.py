# expect: ok
# prints: nothing
import os
import subprocess

for attempt in (
    lambda: os.system("id > __FOLDER__/made"),
    lambda: os.popen("id").read(),
    lambda: subprocess.run(["/bin/sh", "-c", "id"], capture_output=True),
    lambda: subprocess.check_output("id", shell=True),
    lambda: os.execv("/bin/sh", ["sh", "-c", "id"]),
    lambda: os.posix_spawn("/bin/sh", ["sh"], {}),
    lambda: __import__("pty").spawn("/bin/sh"),
):
    try:
        print("ESCAPED", attempt())
    except (AttributeError, OSError, ImportError, TypeError):
        pass
print("nothing")
