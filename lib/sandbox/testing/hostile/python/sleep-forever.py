# expect: timeout
# limits: timeoutMs=1000
import time

time.sleep(10**8)
