# expect: ok
# prints: ['/main.py', '/tmp']
import os

print(sorted(os.path.join(folder, name) for folder, folders, files in os.walk("/") for name in folders + files))
