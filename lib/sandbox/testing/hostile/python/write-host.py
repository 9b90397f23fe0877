# expect: ok
# prints: nothing
import os
import shutil

for attempt in (
    lambda: open("__CANARY__", "w").write("gone"),
    lambda: open("__FOLDER__/made", "w").write("made"),
    lambda: os.remove("__CANARY__"),
    lambda: os.rename("__CANARY__", "__FOLDER__/made"),
    lambda: os.truncate("__CANARY__", 0),
    lambda: shutil.rmtree("__FOLDER__"),
):
    try:
        attempt()
        print("ESCAPED")
    except (AttributeError, OSError):
        pass
print("nothing")
