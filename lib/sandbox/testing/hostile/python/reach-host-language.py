# expect: ok
# prints: nothing
for name in ("js", "pyodide", "pyodide_js", "_pyodide_core", "emscripten", "wasmer", "node", "process"):
    try:
        print("ESCAPED", __import__(name))
    except ImportError:
        pass
for kind in object.__subclasses__():
    if any(word in kind.__name__ for word in ("JsProxy", "JSObject", "Popen")):
        print("ESCAPED", kind)
print("nothing")
