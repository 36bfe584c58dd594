// Taking back what was just decided, as long as that lasts; the server has the last word on it.
import { setText } from './common.js';
import { byId, card, isDirty } from './card.js';

const ends = new WeakMap();

const offer = () => document.querySelector('#notice [data-undo], #card [data-undo]');

/** Answers false if there is nothing to undo. */
export function undo() {
  const form = offer();
  form?.requestSubmit();
  return form !== null;
}

/** What is being written about the card that makes room goes along and comes back in the notice. */
export function carryUnsaved(form) {
  form.querySelector('[name=unsaved]').value = isDirty() ? byId('editor').value : '';
}

export function tickUndo() {
  for (const form of document.querySelectorAll('[data-undo]')) {
    if (!ends.has(form)) ends.set(form, performance.now() + Number(form.dataset.millis));
    const left = ends.get(form) - performance.now();
    const seconds = form.dataset.left.replace('{0}', Math.ceil(left / 1000));
    if (left > 0) setText(form.querySelector('[data-undo-left]'), seconds);
    else if (!form.matches('.htmx-request')) letGo(form);
  }
}

function letGo(form) {
  if (form.contains(document.activeElement)) card().focus({ preventScroll: true });
  const passing = form.closest('#notice .good');
  (passing ?? form).remove();
}
