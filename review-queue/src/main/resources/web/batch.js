// Approving many together: how many are ticked, and when there is nothing to approve.
import { setText } from './common.js';

const form = () => document.getElementById('batch');

export function onPick() {
  const picked = form().querySelectorAll('[name=pick]:checked').length;
  const name = document.getElementById('batch-name');
  setText(name, name.dataset.words.replace('{0}', picked));
  document.getElementById('approve-batch').disabled = picked === 0;
}

export const isBatch = () => form() !== null;

export function approveBatch() {
  const button = document.getElementById('approve-batch');
  if (button && !button.disabled) form().requestSubmit();
}
