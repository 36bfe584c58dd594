// Other wordings that are one key away: candidates, and the text with suggestions applied. What shows is what
// "approve" publishes; nothing is decided by looking.
import { setText } from './common.js';
import { showDiff } from './showdiff.js';

const byId = id => document.getElementById(id);
const original = () => byId('editor').dataset.original;
const candidates = () => [...document.querySelectorAll('#card .candidate')];
const fixes = () => [...document.querySelectorAll('#findings [data-fix]')];

let shown = null;

/** The text that would be published now, or null while the machine's own shows. */
export const previewed = () => (isPreviewing() ? shown : null);
export const isPreviewing = () => byId('preview') !== null && !byId('preview').hidden;

/** Shows the candidate with this number, from 1; 0 shows the machine's text again. */
export function showCandidate(number) {
  const chosen = candidates()[number - 1];
  if (number === 0 || !chosen) {
    if (number === 0) leavePreview();
    return;
  }
  press(fixes(), () => false);
  press(candidates(), each => each === chosen);
  show(chosen.dataset.text, byId('preview').dataset.candidate.replace('{0}', number));
}

/** Goes through the machine's text and the candidates, in a circle. */
export function stepCandidate(step) {
  const count = candidates().length + 1;
  const at = candidates().findIndex(isPressed) + 1;
  showCandidate((at + step + count) % count);
}

/** Applies a suggestion to the text that shows, or takes it back. */
export function toggleFix(button) {
  press(candidates(), () => false);
  button.setAttribute('aria-pressed', String(!isPressed(button)));
  const applied = fixes().filter(isPressed);
  if (applied.length === 0) leavePreview();
  else show(withFixes(applied), byId('preview').dataset.fixed.replace('{0}', applied.length));
}

/** Applies the first suggestion that is not applied yet. */
export function nextFix() {
  const next = fixes().find(each => !isPressed(each));
  if (next) toggleFix(next);
}

export function leavePreview() {
  if (!byId('preview')) return;
  shown = null;
  press([...candidates(), ...fixes()], () => false);
  byId('preview').hidden = true;
  byId('text').hidden = false;
  nameApproval(byId('approve').dataset.plain);
}

function show(text, title) {
  shown = text;
  byId('text').hidden = true;
  byId('preview').hidden = false;
  setText(byId('preview-title'), title);
  setText(byId('preview-text'), text);
  showDiff(byId('preview').querySelector('[data-diff]'), original(), text);
  nameApproval(byId('approve').dataset.preview);
}

function nameApproval(name) {
  setText(byId('approve-name'), name);
}

/** From the end to the beginning, so that the places of the others stay; of two that overlap the later one wins. */
function withFixes(applied) {
  const places = applied
    .map(each => ({ start: Number(each.dataset.start), end: Number(each.dataset.end), text: each.dataset.wording }))
    .sort((one, other) => other.start - one.start);
  let text = original();
  let border = text.length + 1;
  for (const place of places) {
    if (place.end > border) continue;
    text = text.slice(0, place.start) + place.text + text.slice(place.end);
    border = place.start;
  }
  return text;
}

const isPressed = button => button.getAttribute('aria-pressed') === 'true';
const press = (buttons, which) => buttons.forEach(each => each.setAttribute('aria-pressed', String(which(each))));
