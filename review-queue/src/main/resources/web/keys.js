// Which key does what. The keys live in this browser; whoever works with an input method is never interrupted.
const STORED = 'm6.keys';
const OFF = 'm6.keys.off';
const AFTER_COMPOSING_MILLIS = 50;
// The same key under a Chinese keyboard layout.
const WIDE = { '？': '?', '／': '/', '、': '/', '【': '[', '】': ']', '「': '[', '」': ']' };

let composedAt = -Infinity;
addEventListener('compositionend', () => { composedAt = performance.now(); }, true);

/**
 * An input method is at work: its Enter chooses a word, its Esc leaves the choice. Chrome says so with isComposing,
 * older events with 229, and Safari ends the composition before it sends the Enter that ended it.
 */
export function isComposing(event) {
  return event.isComposing || event.keyCode === 229
    || ['Enter', 'Escape'].includes(event.key) && !event.ctrlKey && !event.metaKey && hasJustComposed();
}

export const hasJustComposed = () => performance.now() - composedAt < AFTER_COMPOSING_MILLIS;

export function nameOf(event) {
  const key = WIDE[event.key] ?? event.key;
  return key.length === 1 ? key.toLowerCase() : key;
}

const defaults = () => Object.fromEntries(
  [...document.querySelectorAll('[data-default]')].map(each => [each.dataset.key, each.dataset.default]));

function read() {
  try {
    const own = JSON.parse(localStorage.getItem(STORED) ?? '{}');
    return typeof own === 'object' && own !== null ? own : {};
  } catch {
    return {};
  }
}

/** action -> key, with this browser's own. */
export function keys() {
  const known = defaults();
  const own = read();
  for (const action of Object.keys(known)) {
    if (typeof own[action] === 'string' && isKey(own[action])) known[action] = own[action];
  }
  return known;
}

/** One sign that is neither a digit (those choose reasons and candidates) nor a space. */
export const isKey = key => /^[^\s\d\p{C}]$/u.test(key);

export const isOn = () => localStorage.getItem(OFF) === null;

export function switchKeys(on) {
  if (on) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, '1');
  showKeys();
}

/** Gives an action another key; answers the action that has that key already, and changes nothing then. */
export function remap(action, key) {
  const all = keys();
  const taken = Object.keys(all).find(other => other !== action && all[other] === key);
  if (taken) return taken;
  localStorage.setItem(STORED, JSON.stringify({ ...read(), [action]: key }));
  showKeys();
  return null;
}

export function resetKeys() {
  localStorage.removeItem(STORED);
  showKeys();
}

/** The action of a key, or undefined; nothing while the keys are switched off. */
export function actionOf(event) {
  if (!isOn()) return undefined;
  const all = keys();
  const key = nameOf(event);
  return Object.keys(all).find(action => all[action] === key);
}

/** Writes the keys on the buttons, or hides them while they are switched off. */
export function showKeys(root = document) {
  const all = keys();
  const on = isOn();
  for (const each of root.querySelectorAll('kbd[data-key]')) {
    const label = (all[each.dataset.key] ?? '').toUpperCase();
    if (each.textContent !== label) each.textContent = label;
    each.hidden = !on && !each.closest('dialog');
  }
}
