# expect: memory
# limits: memoryBytes=67108864
held = ["x" * 2**20 for _ in range(100_000)]
