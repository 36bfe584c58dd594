// Approving many together: what the ticked ones come to, and when there is nothing to approve.
import { setText } from './common.js';

const form = () => document.getElementById('batch');

export function onPick() {
  const picked = [...form().querySelectorAll('[name=pick]:checked')];
  const proposed = picked.filter(each => each.dataset.two === 'true').length;
  const approved = picked.length - proposed;
  const name = document.getElementById('batch-name');
  if (proposed === 0) setText(name, name.dataset.approve.replace('{0}', approved));
  else if (approved === 0) setText(name, name.dataset.propose.replace('{0}', proposed));
  else setText(name, name.dataset.both.replace('{0}', approved).replace('{1}', proposed));
  document.getElementById('approve-batch').disabled = picked.length === 0;
}

export const isBatch = () => form() !== null;

export function approveBatch() {
  const button = document.getElementById('approve-batch');
  if (button && !button.disabled) form().requestSubmit();
}
