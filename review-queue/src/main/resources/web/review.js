// The reviewers' keyboard, the countdown of the lease and its heartbeat. The server renders all else.
import { setText } from './common.js';

const SETTLE_MILLIS = 300; // A key meant for the last card must not decide the next one.
const ACTIVE_MILLIS = 180000; // Whoever has not touched anything for so long no longer holds an item.
const byId = id => document.getElementById(id);
const card = () => byId('card');
/** A hidden field of the open card; form.elements.item would be the collection's own method. */
const field = name => byId('current').querySelector(`[name=${name}]`);
const isShown = element => element !== null && !element.hidden;

let activeAt = Date.now();
let leaseEnd = 0;
let nextBeat = 0;
let shown = null;

// --- the card that lies open -------------------------------------------------------------------

function cardShown() {
  const now = card();
  if (now === shown) return;
  shown = now;
  window.scrollTo({ top: 0 });
  if (document.activeElement === document.body || document.activeElement === null) {
    now.focus({ preventScroll: true });
  }
  holdLease(Number(now.dataset.lease ?? 0));
  markEntry();
  setTimeout(() => { now.dataset.ready = 'true'; }, SETTLE_MILLIS);
  if (isShown(byId('edit'))) startEdit();
}

function markEntry() {
  for (const entry of document.querySelectorAll('[data-entry]')) {
    entry.toggleAttribute('aria-current', entry.dataset.entry === card().dataset.item);
  }
}

function holdLease(milliseconds) {
  leaseEnd = performance.now() + milliseconds;
  nextBeat = performance.now() + Math.max(milliseconds / 3, 3000);
}

function isDirty() {
  const editor = byId('editor');
  return isShown(byId('edit')) && editor.value !== editor.dataset.original;
}

// --- actions -----------------------------------------------------------------------------------

function press(id) {
  const button = byId(id);
  if (button && !button.disabled && card().dataset.ready) button.click();
}

function startEdit(text) {
  const editor = byId('editor');
  if (!editor) return;
  stopRefusing();
  if (text !== undefined) editor.value = text;
  byId('edit').hidden = false;
  byId('text').hidden = true;
  byId('actions').hidden = true;
  fit(editor);
  editor.focus();
  editor.setSelectionRange(editor.value.length, editor.value.length);
}

function stopEdit() {
  byId('edit').hidden = true;
  byId('text').hidden = false;
  byId('actions').hidden = false;
  card().focus({ preventScroll: true });
}

/** The form that asks for reasons and lies open: to reject, or to send back. */
const refusal = () => ['reject', 'sendback'].map(byId).find(isShown);

function startRefusing(id) {
  const form = byId(id);
  if (!form) return;
  form.hidden = false;
  byId('actions').hidden = true;
  form.focus();
  form.scrollIntoView({ block: 'nearest' });
}

/** Words that are marked in the text are struck out. */
function startSendBack() {
  const selection = document.getSelection();
  const marked = byId('text')?.contains(selection.anchorNode) ? selection.toString().trim() : '';
  startRefusing('sendback');
  const without = byId('sendback-without');
  if (without && marked && marked.length <= 40) without.value = marked;
}

function stopRefusing() {
  const form = refusal();
  if (!form) return;
  form.hidden = true;
  byId('actions').hidden = false;
  card().focus({ preventScroll: true });
}

function hasReason(form) {
  return form.querySelector('input[name=reason]:checked') !== null
    || form.querySelector('[data-own]').value.trim() !== '';
}

function open(item) {
  if (isDirty()) {
    byId('editor').focus();
    return;
  }
  const values = { wanted: item, kind: byId('filter').elements.kind.value };
  if (byId('current')) {
    values.item = field('item').value;
    values.fence = field('fence').value;
  }
  window.htmx.ajax('POST', '/review/open', { target: '#card', swap: 'outerHTML', values });
}

function move(step) {
  const entries = [...document.querySelectorAll('[data-entry]')];
  if (entries.length === 0) return;
  const at = entries.indexOf(document.activeElement);
  const next = at < 0 ? (step > 0 ? 0 : entries.length - 1) : at + step;
  entries[Math.min(Math.max(next, 0), entries.length - 1)].focus();
}

function fit(editor) {
  editor.style.height = 'auto';
  editor.style.height = `${editor.scrollHeight + 4}px`;
}

// --- keys --------------------------------------------------------------------------------------

/** An input method is at work: its Enter chooses a word, its Esc leaves the choice. */
const isComposing = event => event.isComposing || event.keyCode === 229;
const isTyping = element => element.matches('input:not([type=checkbox]), textarea, select, [contenteditable]');
const isControl = element => element.matches('button, a, summary, input, textarea, select');

function onKey(event) {
  activeAt = Date.now();
  if (isComposing(event) || byId('keys').open) return;
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (event.key === 'Escape') cancel(event);
  else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save(event);
  else if (!plain || event.repeat && !'jk'.includes(event.key)) return;
  else if (refusal()) refusalKey(event);
  else if (!isTyping(event.target)) deskKey(event);
}

function cancel(event) {
  if (isShown(byId('edit'))) stopEdit();
  else if (refusal()) stopRefusing();
  else return;
  event.preventDefault();
}

function save(event) {
  if (!isShown(byId('edit'))) return;
  event.preventDefault();
  byId('edit').requestSubmit();
}

function refusalKey(event) {
  if (isTyping(event.target)) return;
  const form = refusal();
  if (event.key === 'Enter' && !event.target.matches('button, a')) {
    event.preventDefault();
    form.requestSubmit();
  } else if (event.key === '0') {
    event.preventDefault();
    form.querySelector('[data-own]').focus();
  } else {
    form.querySelector(`[data-number="${CSS.escape(event.key)}"]`)?.click();
  }
}

const DESK = {
  a: () => press('approve'),
  e: () => startEdit(),
  r: () => startRefusing('reject'),
  b: () => startSendBack(),
  s: () => press('skip'),
  j: () => move(1),
  k: () => move(-1),
  '?': () => byId('keys').showModal(),
};

function deskKey(event) {
  if (event.key === 'Enter') {
    if (isControl(event.target)) return;
    event.preventDefault();
    press(byId('approve') ? 'approve' : 'next');
    return;
  }
  const action = DESK[event.key.toLowerCase()];
  if (!action) return;
  event.preventDefault();
  action();
}

// --- the lease ---------------------------------------------------------------------------------

async function beat() {
  const current = byId('current');
  const [content, tenant] = split(field('item').value);
  const path = `/api/v1/items/${encodeURIComponent(tenant)}/${content}/renewal`;
  const answer = await fetch(path, {
    method: 'POST',
    headers: { ...JSON.parse(document.body.getAttribute('hx-headers')), 'Content-Type': 'application/json' },
    body: JSON.stringify({ fence: Number(field('fence').value) }),
  });
  if (byId('current') !== current) return;
  if (answer.ok) {
    const claim = await answer.json();
    field('version').value = claim.itemVersion;
    holdLease(claim.leaseMillis);
  } else if (answer.status === 409 || answer.status === 404) {
    lost();
  }
}

function split(item) {
  const tilde = item.indexOf('~');
  return [item.slice(0, tilde), item.slice(tilde + 1)];
}

/** Somebody who writes keeps the text; for others the server says at once what became of the item. */
function lost() {
  leaseEnd = 0;
  byId('lost').hidden = false;
  if (!isDirty() && Date.now() - activeAt < ACTIVE_MILLIS) byId('reclaim').click();
}

function tick() {
  const lease = byId('lease');
  if (!lease || !byId('lost').hidden) return;
  const left = Math.max(0, leaseEnd - performance.now());
  const seconds = Math.ceil(left / 1000);
  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  setText(lease, left > 0 ? card().dataset.left.replace('{0}', clock) : card().dataset.over);
  lease.classList.toggle('short', left < 20000);
  const isActive = !document.hidden && Date.now() - activeAt < ACTIVE_MILLIS;
  if (left === 0) lost();
  else if (isActive && performance.now() > nextBeat) {
    nextBeat = performance.now() + 3000;
    beat().catch(() => { /* the next beat tries again; the countdown shows how long that is good for */ });
  }
}

// --- wiring ------------------------------------------------------------------------------------

function onClick(event) {
  const target = event.target;
  activeAt = Date.now();
  if (target.closest('#start-edit')) startEdit();
  else if (target.closest('#start-reject')) startRefusing('reject');
  else if (target.closest('#start-sendback')) startSendBack();
  else if (target.closest('#show-keys')) byId('keys').showModal();
  else if (target.closest('#edit [data-cancel]')) stopEdit();
  else if (target.closest('#reject [data-cancel], #sendback [data-cancel]')) stopRefusing();
  else if (target.closest('[data-use]')) startEdit(target.closest('[data-use]').dataset.use);
  else if (target.closest('[data-entry]')) open(target.closest('[data-entry]').dataset.entry);
}

function onSubmit(event) {
  const form = event.target;
  if ((form.id === 'reject' || form.id === 'sendback') && !hasReason(form)) {
    event.preventDefault();
    event.stopImmediatePropagation();
    form.querySelector('[data-complaint]').hidden = false;
  }
}

/** Evidence and the fact that it rests on light up together. */
function onPoint(event) {
  const support = event.target.closest?.('[data-support]')?.dataset.support;
  for (const each of document.querySelectorAll('#card [data-support]')) {
    each.classList.toggle('lit', Boolean(support) && each.dataset.support === support);
  }
}

function onSettle() {
  cardShown();
  markEntry();
  const list = byId('list-content');
  const resting = card().matches('[data-rest][data-ready]');
  if (resting && Number(list?.dataset.listed) > 0 && Date.now() - activeAt < ACTIVE_MILLIS) {
    delete card().dataset.ready;
    byId('next').click();
  }
}

document.addEventListener('keydown', onKey);
document.addEventListener('click', onClick);
document.addEventListener('submit', onSubmit, true);
document.addEventListener('pointerover', onPoint);
document.addEventListener('pointermove', () => { activeAt = Date.now(); }, { passive: true });
document.addEventListener('input', event => { if (event.target.id === 'editor') fit(event.target); });
window.addEventListener('beforeunload', event => { if (isDirty()) event.preventDefault(); });
document.body.addEventListener('htmx:afterSettle', onSettle);
setInterval(tick, 500);
