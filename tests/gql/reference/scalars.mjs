// SPDX-License-Identifier: GPL-3.0-or-later
// The scalars of our API: times are microseconds of the naive local time, ids are texts.

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const TIME = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?)?$/;

function parseTime(text, onlyDate) {
  const match = typeof text === "string" ? TIME.exec(text) : null;
  if (!match || (onlyDate && match[4] !== undefined)) throw new TypeError(`no time: ${text}`);
  const [, year, month, day, hour = 0, minute = 0, second = 0, fraction = ""] = match;
  return Date.UTC(year, month - 1, day, hour, minute, second) * 1000 + Number(fraction.padEnd(6, "0"));
}

/** Throws for what is no value of the scalar. */
export function parseScalar(name, value) {
  switch (name) {
    case "UUID":
      if (typeof value !== "string" || !UUID.test(value)) throw new TypeError(`no id: ${value}`);
      return value.toLowerCase();
    case "DateTime":
      return parseTime(value, false);
    case "Date":
      return parseTime(value, true);
    default:
      if (typeof value !== "number") throw new TypeError(`no number: ${value}`);
      return value;
  }
}

export function formatTime(microseconds, onlyDate) {
  const fraction = ((microseconds % 1000000) + 1000000) % 1000000;
  const text = new Date((microseconds - fraction) / 1000).toISOString();
  if (onlyDate) return text.slice(0, 10);
  return text.slice(0, 19) + (fraction > 0 ? `.${String(fraction).padStart(6, "0")}` : "");
}
