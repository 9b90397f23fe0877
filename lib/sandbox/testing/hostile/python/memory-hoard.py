# expect: timeout
# limits: memoryBytes=67108864 timeoutMs=1500
held = []
size = 2**24
while True:
    try:
        held.append(bytearray(size))
    except BaseException:
        size = max(1, size // 2)
