// expect: error
// says: Sandbox:|Uncaught
// What is thrown attacks whoever prints it.
throw new Proxy(new Error('x'), {
  get(_target, key) {
    if (key === 'stack' || key === 'message' || key === 'name') while (false);
    throw {
      toString: () => {
        throw new Error('again');
      },
    };
  },
  getPrototypeOf() {
    throw new Error('no prototype');
  },
  ownKeys() {
    return ['a', 'a'];
  },
});
