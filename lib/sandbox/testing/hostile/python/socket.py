# expect: ok
# prints: nothing
import socket

for attempt in (
    lambda: socket.create_connection(("127.0.0.1", __PORT__), timeout=1),
    lambda: socket.socket().connect(("127.0.0.1", __PORT__)),
    lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", __PORT__)),
    lambda: socket.socket().bind(("0.0.0.0", 0)),
    lambda: socket.getaddrinfo("example.org", 80),
    lambda: socket.socket(fileno=3),
    lambda: socket.socketpair(),
):
    try:
        print("ESCAPED", attempt())
    except (AttributeError, OSError):
        pass
print("nothing")
