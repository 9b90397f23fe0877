/**
 * Writes values as Node's console does: `inspect` for one value, `format` for the arguments of a call.
 * Whether a promise is settled cannot be seen in the language, hence `peek`.
 *
 * The function is handed to the sandboxed engine as its own source text, so that it may use nothing
 * from outside itself.
 */
export function createInspector(peek: (promise: object) => [state: string, value: unknown]) {
  const lineWidth = 80;
  const maximumDepth = 2;
  const maximumItems = 100;
  const groupFrom = 7;
  const identifier = /^[a-zA-Z_$][a-zA-Z0-9_$]*$/;

  interface Pass {
    readonly seen: object[];
    readonly circular: Map<object, number>;
    depth: number;
    indent: number;
    /** Levels inside the value just written; more than two and the outer one breaks its line. */
    levels: number;
  }

  interface Shape {
    readonly prefix: string;
    readonly open: string;
    readonly close: string;
    readonly items: string[];
    readonly isList: boolean;
  }

  function quote(text: string): string {
    const mark = !text.includes("'") ? "'" : !text.includes('"') ? '"' : !text.includes('`') ? '`' : "'";
    const named: Record<string, string> = { '\n': '\\n', '\t': '\\t', '\r': '\\r', '\b': '\\b', '\f': '\\f', '\v': '\\v', '\\': '\\\\' };
    let written = '';
    for (const character of text) {
      const code = character.charCodeAt(0);
      if (character === mark) written += `\\${character}`;
      else if (named[character]) written += named[character];
      else if (code < 32 || code === 127) written += `\\x${code.toString(16).toUpperCase().padStart(2, '0')}`;
      else written += character;
    }
    return mark + written + mark;
  }

  function primitive(value: unknown): string {
    if (typeof value === 'string') return quote(value);
    if (typeof value === 'bigint') return `${value}n`;
    if (Object.is(value, -0)) return '-0';
    return String(value);
  }

  function constructorName(value: object): string | undefined {
    for (let at: object | null = value; at; at = Object.getPrototypeOf(at) as object | null) {
      const own = Object.getOwnPropertyDescriptor(at, 'constructor');
      if (own && typeof own.value === 'function' && own.value.name !== '') return String(own.value.name);
    }
    return undefined;
  }

  function functionText(value: object): string {
    const source = Function.prototype.toString.call(value);
    const name = Object.getOwnPropertyDescriptor(value, 'name')?.value as string | undefined;
    if (source.startsWith('class')) {
      const parent = Object.getPrototypeOf(value) as { name?: string };
      return `[class ${name || '(anonymous)'}${parent.name ? ` extends ${parent.name}` : ''}]`;
    }
    const kind = constructorName(value) ?? 'Function';
    return name ? `[${kind}: ${name}]` : `[${kind} (anonymous)]`;
  }

  function errorText(error: Error, pass: Pass): string {
    const own = typeof error.stack === 'string' ? error.stack : '';
    const head = String(error);
    const stack = own.startsWith(head) ? own.slice(head.length).replace(/^\n/, '') : own;
    const frames = stack.replace(/at <eval> \((.*)\)/g, 'at $1').trimEnd();
    const text = frames ? `${head}\n${frames}` : `[${head}]`;
    return pass.indent > 0 ? text.replaceAll('\n', `\n${' '.repeat(pass.indent)}`) : text;
  }

  function keyText(key: PropertyKey): string {
    if (typeof key === 'symbol') return `[${String(key)}]`;
    return identifier.test(String(key)) ? String(key) : quote(String(key));
  }

  function property(holder: object, key: PropertyKey, pass: Pass, bare = false): string {
    const found = Object.getOwnPropertyDescriptor(holder, key);
    let text: string;
    if (found?.get) text = found.set ? '[Getter/Setter]' : '[Getter]';
    else if (found?.set) text = '[Setter]';
    else {
      pass.indent += 2;
      text = write(found?.value, pass);
      pass.indent -= 2;
    }
    return bare ? text : `${keyText(key)}: ${text}`;
  }

  function keysOf(value: object, skipIndices: boolean): PropertyKey[] {
    const symbols = Object.getOwnPropertySymbols(value).filter((key) => Object.getOwnPropertyDescriptor(value, key)?.enumerable);
    const names = Object.keys(value);
    return [...(skipIndices ? names.filter((key) => !/^(0|[1-9]\d*)$/.test(key)) : names), ...symbols];
  }

  function listItems(list: ArrayLike<unknown> & object, pass: Pass): string[] {
    const items: string[] = [];
    let index = 0;
    for (; index < list.length && items.length < maximumItems; index++) {
      if (index in list) items.push(property(list, String(index), pass, true));
      else {
        const start = index;
        while (index + 1 < list.length && !(index + 1 in list)) index++;
        const count = index - start + 1;
        items.push(`<${count} empty item${count > 1 ? 's' : ''}>`);
      }
    }
    const left = list.length - index;
    if (left > 0) items.push(`... ${left} more item${left > 1 ? 's' : ''}`);
    return items;
  }

  function inner(values: Iterable<unknown>, pass: Pass): string[] {
    pass.indent += 2;
    const items: string[] = [];
    for (const value of values) items.push(write(value, pass));
    pass.indent -= 2;
    return items;
  }

  function shapeOf(value: object, pass: Pass): Shape | string {
    const name = constructorName(value);
    const tag = (value as Record<symbol, unknown>)[Symbol.toStringTag];
    const mark = typeof tag === 'string' && tag !== '' && tag !== name ? ` [${tag}]` : '';
    const title = (name ?? '[Object: null prototype]') + mark;
    const properties = (skipIndices = false) => keysOf(value, skipIndices).map((key) => property(value, key, pass));
    const braces = (prefix: string, items: string[]): Shape => ({ prefix, open: '{', close: '}', items, isList: false });
    const alone = (text: string): Shape | string => {
      const items = properties();
      return items.length === 0 ? text : braces(`${text} `, items);
    };

    if (Array.isArray(value)) {
      const prefix = name === 'Array' && !mark ? '' : `${title}(${value.length}) `;
      return { prefix, open: '[', close: ']', items: [...listItems(value, pass), ...properties(true)], isList: true };
    }
    if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
      const list = value as Uint8Array;
      return {
        prefix: `${name}(${list.length}) `,
        open: '[',
        close: ']',
        items: [...listItems(list, pass), ...properties(true)],
        isList: true,
      };
    }
    if (typeof value === 'function') return alone(functionText(value));
    if (value instanceof Error) {
      const hidden = new Set<PropertyKey>(['stack', 'message', 'fileName', 'lineNumber', 'columnNumber']);
      const items = keysOf(value, false)
        .filter((key) => !hidden.has(key))
        .map((key) => property(value, key, pass));
      if (Object.hasOwn(value, 'cause')) items.push(`[cause]: ${property(value, 'cause', pass, true)}`);
      const text = errorText(value, pass);
      return items.length === 0 ? text : braces(`${text} `, items);
    }
    if (value instanceof RegExp) return alone(RegExp.prototype.toString.call(value));
    if (value instanceof Date) return alone(Number.isNaN(value.getTime()) ? 'Invalid Date' : Date.prototype.toISOString.call(value));
    if (value instanceof Map) {
      const pairs = [...Map.prototype.entries.call(value)] as [unknown, unknown][];
      const items = pairs.map((pair) => inner(pair, pass).join(' => '));
      return braces(`${title}(${value.size}) `, [...items, ...properties()]);
    }
    if (value instanceof Set)
      return braces(`${title}(${value.size}) `, [...inner(Set.prototype.values.call(value), pass), ...properties()]);
    if (value instanceof WeakMap || value instanceof WeakSet) return braces(`${title} `, ['<items unknown>']);
    if (value instanceof Promise) {
      const [state, settled] = peek(value);
      const shown = state === 'pending' ? '<pending>' : (state === 'rejected' ? '<rejected> ' : '') + inner([settled], pass)[0];
      return braces('Promise ', [shown, ...properties()]);
    }
    if (value instanceof Number || value instanceof Boolean || value instanceof BigInt || value instanceof Symbol)
      return alone(`[${name}: ${primitive(value.valueOf())}]`);
    if (value instanceof String) {
      const items = properties(true);
      const text = `[String: ${quote(String(value))}]`;
      return items.length === 0 ? text : braces(`${text} `, items);
    }
    return braces(title === 'Object' ? '' : `${title} `, properties());
  }

  /** Lays short items of a long list out in columns, numbers to the right. */
  function columns(items: string[], indent: number, value: unknown): string[] {
    const more = items[items.length - 1].startsWith('... ') ? items.pop() : undefined;
    const widths = items.map((item) => item.length + 2);
    const widest = Math.max(...widths);
    const total = widths.reduce((sum, width) => sum + width, 0);
    const rows: string[] = [];
    if (widest * 3 + indent < lineWidth && (total / widest > 5 || widest <= 8)) {
      const bias = Math.sqrt(widest - total / items.length);
      const biased = Math.max(widest - 3 - bias, 1);
      const count = Math.min(
        Math.round(Math.sqrt(2.5 * biased * items.length) / biased),
        Math.floor((lineWidth - indent) / widest),
        12,
        15,
      );
      if (count <= 1) return more === undefined ? items : [...items, more];
      const room = Array.from({ length: count }, (_, column) => Math.max(...widths.filter((_width, index) => index % count === column)));
      const numeric = Array.isArray(value) && value.every((item) => typeof item === 'number' || typeof item === 'bigint');
      for (let start = 0; start < items.length; start += count) {
        const end = Math.min(start + count, items.length);
        let row = '';
        for (let index = start; index < end; index++) {
          const last = index === end - 1;
          const item = last ? items[index] : `${items[index]}, `;
          const width = room[index - start] - (last ? 2 : 0);
          row += numeric ? item.padStart(width) : last ? item : item.padEnd(width);
        }
        rows.push(row);
      }
    } else rows.push(...items);
    return more === undefined ? rows : [...rows, more];
  }

  function assemble({ prefix, open, close, items, isList }: Shape, value: unknown, levels: number, indent: number): string {
    if (items.length === 0) return `${prefix}${open}${close}`;
    const grouped = isList && items.length >= groupFrom ? columns([...items], indent, value) : items;
    if (levels < 3 && grouped.length === items.length) {
      const width = items.reduce((sum, item) => sum + item.length, 2 * items.length + indent + prefix.length + open.length + 10);
      if (width <= lineWidth && !prefix.includes('\n') && !items.some((item) => item.includes('\n')))
        return `${prefix}${open} ${items.join(', ')} ${close}`;
    }
    const margin = `\n${' '.repeat(indent)}`;
    return `${prefix}${open}${margin}  ${grouped.join(`,${margin}  `)}${margin}${close}`;
  }

  function write(value: unknown, pass: Pass): string {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return primitive(value);
    if (pass.seen.includes(value)) {
      const number = pass.circular.get(value) ?? pass.circular.size + 1;
      pass.circular.set(value, number);
      return `[Circular *${number}]`;
    }
    if (
      pass.depth > maximumDepth &&
      typeof value === 'object' &&
      !(value instanceof Error || value instanceof Date || value instanceof RegExp)
    )
      return `[${Array.isArray(value) ? 'Array' : (constructorName(value) ?? 'Object: null prototype')}]`;
    const outer = pass.levels;
    pass.levels = 0;
    pass.depth++;
    pass.seen.push(value);
    const shape = shapeOf(value, pass);
    pass.seen.pop();
    pass.depth--;
    const levels = pass.levels + 1;
    const text = typeof shape === 'string' ? shape : assemble(shape, value, levels - 1, pass.indent);
    pass.levels = Math.max(outer, levels);
    const reference = pass.circular.get(value);
    return reference === undefined ? text : `<ref *${reference}> ${text}`;
  }

  function inspect(value: unknown): string {
    return write(value, { seen: [], circular: new Map(), depth: 0, indent: 0, levels: 0 });
  }

  function directive(letter: string, value: unknown): string {
    switch (letter) {
      case 's':
        if (typeof value === 'bigint') return `${value}n`;
        if (Object.is(value, -0)) return '-0';
        return typeof value === 'object' && value !== null ? inspect(value) : String(value);
      case 'd':
        return typeof value === 'bigint' ? `${value}n` : typeof value === 'symbol' ? 'NaN' : primitive(Number(value));
      case 'i':
        return typeof value === 'bigint' ? `${value}n` : typeof value === 'symbol' ? 'NaN' : primitive(parseInt(String(value)));
      case 'f':
        return typeof value === 'symbol' ? 'NaN' : primitive(parseFloat(String(value)));
      case 'j':
        return JSON.stringify(value);
      case 'c':
        return '';
      default:
        return inspect(value);
    }
  }

  function format(values: readonly unknown[]): string {
    const rest = [...values];
    const parts: string[] = [];
    if (typeof rest[0] === 'string' && rest.length > 1) {
      const template = rest.shift() as string;
      parts.push(
        template.replace(/%([sdifjoOc%])/g, (whole, letter: string) => {
          if (letter === '%') return '%';
          return rest.length === 0 ? whole : directive(letter, rest.shift());
        }),
      );
    }
    parts.push(...rest.map((value) => (typeof value === 'string' ? value : inspect(value))));
    return parts.join(' ');
  }

  return { inspect, format };
}
