// The operator's script: stays awake, follows the newest passage, and can be made larger for those far away.
import { follow } from './follow.js';

const SIZE = 'm6.live.size';
const SIZES = [0.8, 1, 1.25, 1.5, 1.9];
const byId = id => document.getElementById(id);
const isPressed = button => button.getAttribute('aria-pressed') === 'true';

let lock = null;
let wantsLight = true;

function size() {
  const stored = Number(localStorage.getItem(SIZE) ?? 1);
  return SIZES.includes(stored) ? stored : 1;
}

function showSize() {
  document.documentElement.style.setProperty('--script-size', size());
}

function changeSize(step) {
  const at = SIZES.indexOf(size()) + step;
  localStorage.setItem(SIZE, SIZES[Math.min(Math.max(at, 0), SIZES.length - 1)]);
  showSize();
}

async function stayAwake(on) {
  const button = byId('awake');
  if (on) {
    lock = await navigator.wakeLock.request('screen').catch(() => null);
    lock?.addEventListener('release', () => button.setAttribute('aria-pressed', 'false'));
  } else {
    await lock?.release();
    lock = null;
  }
  button.setAttribute('aria-pressed', String(lock !== null));
}

function goToNewest() {
  if (!isPressed(byId('follow'))) return;
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  document.querySelector('#passages .script li:last-child')
    ?.scrollIntoView({ block: 'end', behavior: calm ? 'auto' : 'smooth' });
}

byId('smaller').addEventListener('click', () => changeSize(-1));
byId('larger').addEventListener('click', () => changeSize(1));
byId('follow').addEventListener('click', event => {
  event.currentTarget.setAttribute('aria-pressed', String(!isPressed(event.currentTarget)));
  goToNewest();
});
if ('wakeLock' in navigator) {
  const button = byId('awake');
  button.hidden = false;
  button.addEventListener('click', () => {
    wantsLight = !isPressed(button);
    stayAwake(wantsLight);
  });
  // The browser takes the lock away from a page that is hidden.
  document.addEventListener('visibilitychange', () => { if (!document.hidden && wantsLight) stayAwake(true); });
  stayAwake(true);
}
follow(byId('passages'), { changed: goToNewest });
showSize();
goToNewest();
