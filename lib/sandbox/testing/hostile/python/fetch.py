# expect: error
# says: Error
import urllib.request

print("ESCAPED", urllib.request.urlopen("http://127.0.0.1:__PORT__/").read())
