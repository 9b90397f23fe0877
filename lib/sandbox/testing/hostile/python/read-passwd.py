# expect: error
# says: FileNotFoundError
print("ESCAPED", open("/etc/passwd").read())
