// Shows a difference as text with deletions and insertions, which differ by strokes and not by colour alone.
import { diff, size } from './diff.js';

const ELEMENTS = { same: 'span', removed: 'del', added: 'ins' };

/** Fills an element with the difference; the sentence beside it says how much changed. */
export function showDiff(element, before, after) {
  const pieces = diff(before, after);
  element.replaceChildren(...pieces.map(piece => {
    const node = document.createElement(ELEMENTS[piece.kind]);
    node.textContent = piece.text;
    return node;
  }));
  tellSize(element, size(pieces));
}

function tellSize(element, { added, removed }) {
  const count = element.parentElement.querySelector('[data-diff-count]');
  if (!count) return;
  const words = document.querySelector('.desk').dataset;
  const parts = [];
  if (removed > 0) parts.push(words.removed.replace('{0}', removed));
  if (added > 0) parts.push(words.added.replace('{0}', added));
  count.textContent = parts.length > 0 ? parts.join(' · ') : words.same;
}
