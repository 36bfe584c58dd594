// The card that lies open: editing with a live difference, refusing with reasons.
import { isPreviewing, leavePreview, previewed } from './preview.js';
import { showDiff } from './showdiff.js';

export const byId = id => document.getElementById(id);
export const card = () => byId('card');
export const isShown = element => element !== null && !element.hidden;
/** A hidden field of the open card; form.elements.item would be the collection's own method. */
export const field = name => byId('current').querySelector(`[name=${name}]`);

export const isEditing = () => isShown(byId('edit'));

export function isDirty() {
  const editor = byId('editor');
  return isEditing() && editor.value !== editor.dataset.start;
}

export function press(id) {
  const button = byId(id);
  if (button && !button.disabled && card().dataset.ready) button.click();
}

/** Publishes what shows: the machine's text, or the other wording that is previewed. */
export function approve(event) {
  const text = previewed();
  if (text === null || text === byId('editor').dataset.start) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  byId('editor').value = text;
  byId('edit').requestSubmit();
}

export function startEdit() {
  const editor = byId('editor');
  if (!editor) return;
  stopRefusing();
  if (isPreviewing()) {
    editor.value = previewed();
    leavePreview();
  }
  byId('edit').hidden = false;
  byId('text').hidden = true;
  byId('actions').hidden = true;
  onEdit(editor);
  editor.focus();
  editor.setSelectionRange(editor.value.length, editor.value.length);
}

export function stopEdit() {
  byId('edit').hidden = true;
  byId('text').hidden = false;
  byId('actions').hidden = false;
  card().focus({ preventScroll: true });
}

/** Puts a finding's wording into the edit, at the place of the quoted words that is nearest to where they stood. */
export function fixInEditor(button) {
  const editor = byId('editor');
  const { quoted, wording } = button.dataset;
  const wanted = Number(button.dataset.start);
  let at = -1;
  for (let i = editor.value.indexOf(quoted); i >= 0; i = editor.value.indexOf(quoted, i + 1)) {
    if (at < 0 || Math.abs(i - wanted) < Math.abs(at - wanted)) at = i;
  }
  if (at < 0) return;
  editor.setRangeText(wording, at, at + quoted.length, 'end');
  onEdit(editor);
  editor.focus();
}

let waiting = false;

/** The editor grows with its text; the difference follows at the next picture. */
export function onEdit(editor) {
  editor.style.height = 'auto';
  editor.style.height = `${editor.scrollHeight + 4}px`;
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    if (editor.isConnected) showDiff(byId('changes'), editor.dataset.original, editor.value);
  });
}

/** Differences that came with the page. */
export function showGivenDiffs() {
  for (const each of document.querySelectorAll('#card [data-diff][data-old]')) {
    showDiff(each, each.dataset.old, each.dataset.new);
  }
}

/** The form that asks for words and lies open: to reject, send back, revoke, or hand to a lead. */
export const refusal = () => ['reject', 'sendback', 'revoke', 'escalate'].map(byId).find(isShown);

export function startRefusing(id) {
  const form = byId(id);
  if (!form) return;
  form.hidden = false;
  byId('actions').hidden = true;
  form.focus();
  form.scrollIntoView({ block: 'nearest' });
}

/** A note may stay empty, so that the place to write it comes first. */
export function startEscalate() {
  startRefusing('escalate');
  byId('escalate-note')?.focus();
}

/** Words that are marked in the text are struck out. */
export function startSendBack() {
  const selection = document.getSelection();
  const marked = byId('text')?.contains(selection.anchorNode) ? selection.toString().trim() : '';
  startRefusing('sendback');
  const without = byId('sendback-without');
  if (without && marked && marked.length <= 40) without.value = marked;
}

export function stopRefusing() {
  const form = refusal();
  if (!form) return;
  form.hidden = true;
  byId('actions').hidden = false;
  card().focus({ preventScroll: true });
}

export function hasReason(form) {
  return form.querySelector('[name=reason]') === null
    || form.querySelector('input[name=reason]:checked') !== null
    || form.querySelector('[data-own]').value.trim() !== '';
}

/** Whatever shares a link with the element lights up: words, the fact under them, the finding about them. */
export function light(element) {
  const links = new Set((element?.closest?.('[data-links]')?.dataset.links ?? '').split(' ').filter(Boolean));
  for (const each of document.querySelectorAll('#card [data-links]')) {
    each.classList.toggle('lit', each.dataset.links.split(' ').some(link => links.has(link)));
  }
}

/** Leads from the words to what they rest on, and back. */
export function follow(link) {
  const own = link.dataset.links.split(' ');
  const isWord = link.closest('#text') !== null;
  const others = [...document.querySelectorAll(isWord ? '.source a[data-links]' : '#text [data-links]')];
  const other = others.find(each => each.dataset.links.split(' ').some(each => own.includes(each)));
  if (!other) return;
  other.focus();
  other.scrollIntoView({ block: 'nearest' });
}
