// The table of keys, where each can be changed. A key that has a meaning already is refused.
import { isComposing, isKey, isOn, nameOf, remap, resetKeys, showKeys, switchKeys } from './keys.js';

const dialog = document.getElementById('keys');
const complaint = document.getElementById('keys-complaint');
let asked = null;

export function openKeys() {
  document.getElementById('keys-on').checked = isOn();
  complaint.textContent = '';
  dialog.showModal();
}

export const isOpen = () => dialog.open;

function ask(button) {
  stopAsking();
  asked = button;
  complaint.textContent = '';
  button.classList.add('asked');
  button.firstElementChild.textContent = dialog.dataset.press;
}

function stopAsking() {
  asked?.classList.remove('asked');
  asked = null;
  showKeys();
}

function onKey(event) {
  if (asked === null || isComposing(event) || ['Shift', 'Control', 'Alt', 'Meta', 'Tab'].includes(event.key)) return;
  event.preventDefault();
  event.stopPropagation();
  const button = asked;
  const key = nameOf(event);
  stopAsking();
  if (event.key === 'Escape') return;
  if (!isKey(key) || event.ctrlKey || event.altKey || event.metaKey) {
    complaint.textContent = dialog.dataset.bad;
    return;
  }
  const taken = remap(button.dataset.remap, key);
  complaint.textContent = taken === null ? '' : dialog.dataset.taken
    .replace('{0}', key.toUpperCase())
    .replace('{1}', document.getElementById(`key-of-${taken}`).textContent);
}

dialog.addEventListener('keydown', onKey, true);
dialog.addEventListener('cancel', event => { if (asked) event.preventDefault(); });
dialog.addEventListener('close', stopAsking);
dialog.addEventListener('click', event => {
  const button = event.target.closest('[data-remap]');
  if (button) ask(button);
  else if (event.target.closest('#keys-reset')) {
    resetKeys();
    complaint.textContent = '';
  }
});
document.getElementById('keys-on').addEventListener('change', event => switchKeys(event.target.checked));
