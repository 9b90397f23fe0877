# expect: error
# says: Sandbox: 


def f():
    pass


f.__code__ = f.__code__.replace(co_code=bytes([100, 255] * 8 + [1, 0] * 64 + [171, 255] * 8 + [83, 0]), co_stacksize=1)
for _ in range(100):
    f()
