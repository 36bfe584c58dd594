// The reviewers' page: which key and which click does what. The server renders all the rest.
import { approve, byId, card, field, fixInEditor, follow, hasReason, isDirty, isEditing, light, onEdit, press,
  refusal, showGivenDiffs, startEdit, startEscalate, startRefusing, startSendBack, stopEdit, stopRefusing,
} from './card.js';
import { approveBatch, isBatch, onPick } from './batch.js';
import { listen, refresh } from './feed.js';
import { actionOf, hasJustComposed, isComposing, isOn, showKeys } from './keys.js';
import { isOpen, openKeys } from './keysdialog.js';
import { heard, holdLease, isActive, tick, touch } from './lease.js';
import { isPreviewing, leavePreview, nextFix, showCandidate, stepCandidate, toggleFix } from './preview.js';
import { carryUnsaved, tickUndo, undo } from './undo.js';

const SETTLE_MILLIS = 300; // A key meant for the last card must not decide the next one.
let shown = null;

function cardShown() {
  const now = card();
  if (now === shown) return;
  shown = now;
  byId('main').scrollTo({ top: 0 });
  if (document.activeElement === document.body || document.activeElement === null) {
    now.focus({ preventScroll: true });
  }
  holdLease(Number(now.dataset.lease ?? 0));
  setTimeout(() => { now.dataset.ready = 'true'; }, SETTLE_MILLIS);
  showKeys();
  showGivenDiffs();
  if (isEditing()) startEdit();
}

function markEntry() {
  for (const entry of document.querySelectorAll('[data-entry]')) {
    if (entry.dataset.entry === card().dataset.item) entry.setAttribute('aria-current', 'true');
    else entry.removeAttribute('aria-current');
  }
}

// --- the list and its filter -------------------------------------------------------------------

function filterValues() {
  return Object.fromEntries([...new FormData(byId('filter'))].filter(([, value]) => value !== ''));
}

const openItem = item => leaveFor('/review/open', { wanted: item });

/** Goes to something else and gives back what lies open; whoever is writing stays. */
function leaveFor(path, more) {
  if (isDirty()) {
    byId('editor').focus();
    return;
  }
  const values = { ...filterValues(), ...more };
  if (byId('current')) {
    values.item = field('item').value;
    values.fence = field('fence').value;
  }
  window.htmx.ajax('POST', path, { target: '#card', swap: 'outerHTML', values });
}

/** The address holds the filter, so that it can be kept and passed on. */
function onFilter() {
  const query = new URLSearchParams(filterValues());
  if (card().dataset.item) query.set('item', card().dataset.item);
  history.replaceState(history.state, '', query.size > 0 ? `/review?${query}` : '/review');
  refresh();
}

function move(step) {
  const entries = [...document.querySelectorAll('[data-entry]')];
  if (entries.length === 0) return;
  const at = entries.indexOf(document.activeElement);
  const next = at < 0 ? (step > 0 ? 0 : entries.length - 1) : at + step;
  entries[Math.min(Math.max(next, 0), entries.length - 1)].focus();
}

// --- keys --------------------------------------------------------------------------------------

const isTyping = element =>
  element.matches('input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]');
const isControl = element => element.matches('button, a, summary, input, textarea, select');

const ACTIONS = {
  approve: () => press('approve'),
  edit: () => startEdit(),
  reject: () => startRefusing(byId('reject') ? 'reject' : 'revoke'),
  sendBack: () => startSendBack(),
  skip: () => press('skip'),
  escalate: () => startEscalate(),
  undo: () => undo(),
  fix: () => { if (byId('editor')) nextFix(); },
  candidate: () => { if (byId('editor')) stepCandidate(1); },
  candidateBack: () => { if (byId('editor')) stepCandidate(-1); },
  down: () => move(1),
  up: () => move(-1),
  search: () => byId('q').focus(),
  help: () => openKeys(),
};

function onKey(event) {
  touch();
  if (isComposing(event) || isOpen()) return;
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (event.key === 'Escape') cancel(event);
  else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save(event);
  else if (isUndo(event)) undoByKey(event);
  else if (!plain || event.repeat && !['up', 'down'].includes(actionOf(event))) return;
  else if (refusal()) refusalKey(event);
  else if (!isTyping(event.target)) deskKey(event);
}

const isUndo = event => (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey
  && event.key.toLowerCase() === 'z';

/** A field undoes its own typing. */
function undoByKey(event) {
  if (event.repeat || isTyping(event.target) || isEditing() || refusal()) return;
  if (undo()) event.preventDefault();
}

function cancel(event) {
  if (isEditing()) stopEdit();
  else if (refusal()) stopRefusing();
  else if (isPreviewing()) leavePreview();
  else if (event.target.id === 'q') card().focus();
  else if (isBatch()) byId('leave-batch').click();
  else return;
  event.preventDefault();
}

function save(event) {
  if (event.repeat || !isEditing() && !isBatch()) return;
  event.preventDefault();
  if (isBatch()) approveBatch();
  else if (card().dataset.ready) byId('edit').requestSubmit();
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

function deskKey(event) {
  if (event.key === 'Enter') {
    if (isControl(event.target) || !isOn()) return;
    event.preventDefault();
    press(byId('approve') ? 'approve' : 'next');
  } else if (/^\d$/.test(event.key) && isOn()) {
    if (byId('editor')) showCandidate(Number(event.key));
  } else {
    const action = actionOf(event);
    if (!action || isEditing() && action !== 'help') return;
    event.preventDefault();
    ACTIONS[action]();
  }
}

// --- wiring ------------------------------------------------------------------------------------

const CLICKS = {
  '#start-edit, #take-over': () => startEdit(),
  '#leave-preview': () => leavePreview(),
  '#start-reject': () => startRefusing('reject'),
  '#start-sendback': () => startSendBack(),
  '#start-escalate': () => startEscalate(),
  '#start-revoke': () => startRefusing('revoke'),
  '#open-batch': () => leaveFor('/review/batch', {}),
  '#show-keys': () => openKeys(),
  '#edit [data-cancel]': () => stopEdit(),
  '.refuse [data-cancel]': () => stopRefusing(),
  '[data-fix]': button => (isEditing() ? fixInEditor(button) : toggleFix(button)),
  '.candidate': button => chooseCandidate(button),
  'a[data-links]': (link, event) => {
    event.preventDefault();
    if (document.getSelection().isCollapsed) follow(link);
  },
  '[data-entry]': entry => openItem(entry.dataset.entry),
};

function chooseCandidate(button) {
  if (isEditing()) {
    byId('editor').value = button.dataset.text;
    onEdit(byId('editor'));
    byId('editor').focus();
  } else {
    showCandidate(button.getAttribute('aria-pressed') === 'true' ? 0 : Number(button.dataset.candidate));
  }
}

function onClick(event) {
  touch();
  for (const [selector, action] of Object.entries(CLICKS)) {
    const found = event.target.closest(selector);
    if (found) {
      action(found, event);
      return;
    }
  }
}

function onSubmit(event) {
  const form = event.target;
  if (form.matches('[data-undo]')) carryUnsaved(form);
  const isRefusal = form.matches('.refuse');
  const lacksReason = isRefusal && !hasReason(form);
  if (form.id !== 'filter' && !lacksReason && !(isRefusal && hasJustComposed())) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (form.id === 'filter') onFilter();
  if (lacksReason) form.querySelector('[data-complaint]').hidden = false;
}

function onInput(event) {
  if (event.target.id === 'editor') onEdit(event.target);
  else if (event.target.name === 'pick') onPick();
  else if (event.target.closest('#filter')) {
    clearTimeout(onInput.timer);
    onInput.timer = setTimeout(onFilter, event.target.matches('[type=search], [name=tenant], [name=model]') ? 250 : 0);
  }
}

function onSettle() {
  cardShown();
  markEntry();
  showKeys(byId('notice'));
  tickUndo();
  const list = byId('list-content');
  const resting = card().matches('[data-rest][data-ready]');
  if (resting && Number(list?.dataset.listed) > 0 && isActive()) {
    delete card().dataset.ready;
    byId('next').click();
  }
}

document.addEventListener('keydown', onKey);
document.addEventListener('click', event => {
  if (event.target.closest('#approve')) approve(event);
}, true);
document.addEventListener('click', onClick);
document.addEventListener('submit', onSubmit, true);
document.addEventListener('pointerover', event => light(event.target));
document.addEventListener('focusin', event => light(event.target));
document.addEventListener('pointermove', touch, { passive: true });
document.addEventListener('input', onInput);
addEventListener('beforeunload', event => { if (isDirty()) event.preventDefault(); });
document.body.addEventListener('htmx:afterSettle', onSettle);
setInterval(tick, 500);
setInterval(tickUndo, 250);
listen(heard);
cardShown();
