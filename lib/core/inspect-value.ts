const deepest = 2;
const lineWidth = 72;
const mostItems = 100;

function quoted(text: string): string {
  const mark = !text.includes("'") ? "'" : !text.includes('"') ? '"' : !text.includes('`') ? '`' : "'";
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"');
  return mark + (mark === "'" ? escaped.replaceAll("'", "\\'") : escaped) + mark;
}

function keyText(key: string | symbol): string {
  if (typeof key === 'symbol') return `[${key.toString()}]`;
  return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(key) ? key : quoted(key);
}

function functionText(value: { name: string }): string {
  const isClass = /^class\b/.test(Function.prototype.toString.call(value));
  if (isClass) return `[class ${value.name || '(anonymous)'}]`;
  return value.name ? `[Function: ${value.name}]` : '[Function (anonymous)]';
}

function primitiveText(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'function') return functionText(value);
  return Object.is(value, -0) ? '-0' : String(value);
}

function wrapped(open: string, items: readonly string[], close: string, indent: string): string {
  if (items.length === 0) return `${open}${close}`;
  const oneLine = `${open} ${items.join(', ')} ${close}`;
  if (oneLine.length + indent.length <= lineWidth && !items.some((item) => item.includes('\n'))) return oneLine;
  return `${open}\n${items.map((item) => `${indent}  ${item}`).join(',\n')}\n${indent}${close}`;
}

function constructorName(value: object): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null) return '[Object: null prototype]';
  const made = (prototype as { constructor?: unknown }).constructor;
  return typeof made === 'function' ? made.name : 'Object';
}

function objectText(value: object, above: readonly object[], indent: string): string {
  if (above.includes(value)) return '[Circular]';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (value instanceof RegExp) return String(value);
  if (value instanceof Error) return `[${value.name}: ${value.message}]`;
  if (value instanceof Promise) return 'Promise';
  const name = constructorName(value);
  if (above.length > deepest) return Array.isArray(value) ? '[Array]' : `[${name || 'Object'}]`;
  const inside = [...above, value];
  const text = (item: unknown) =>
    typeof item === 'object' && item !== null ? objectText(item, inside, `${indent}  `) : primitiveText(item);
  const cut = (items: string[], size: number) => (size > mostItems ? [...items, `... ${size - mostItems} more items`] : items);
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    const items = Array.from((value as { length?: number }).length === undefined ? [] : (value as ArrayLike<unknown>)).slice(0, mostItems);
    const size = (value as { length?: number }).length ?? 0;
    return wrapped(Array.isArray(value) ? '[' : `${name}(${size}) [`, cut(items.map(text), size), ']', indent);
  }
  if (value instanceof Map) {
    const items = [...value].slice(0, mostItems).map(([key, item]) => `${text(key)} => ${text(item)}`);
    return wrapped(`Map(${value.size}) {`, cut(items, value.size), '}', indent);
  }
  if (value instanceof Set) {
    return wrapped(`Set(${value.size}) {`, cut([...value].slice(0, mostItems).map(text), value.size), '}', indent);
  }
  const fields = Reflect.ownKeys(value).flatMap((key) => {
    const field = Object.getOwnPropertyDescriptor(value, key);
    if (!field?.enumerable) return [];
    return [`${keyText(key)}: ${field.get ? '[Getter]' : text(field.value)}`];
  });
  return wrapped(name === 'Object' || name === '' ? '{' : `${name} {`, fields, '}', indent);
}

/**
 * A JavaScript value as the console shows it to a learner: strings bare at the top and quoted inside,
 * three levels deep, at most 100 items of a collection. Getters are never called.
 */
export function inspectValue(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value !== null ? objectText(value, [], '') : primitiveText(value);
}

/** The arguments of one console call as the line it prints, without its line end. */
export function consoleLine(values: readonly unknown[]): string {
  return values.map(inspectValue).join(' ');
}
