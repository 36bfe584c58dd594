// The countdown of the reviewer's hold, its heartbeat, and what to do when it is lost.
import { setText } from './common.js';
import { byId, card, field, isDirty, isShown } from './card.js';

const ACTIVE_MILLIS = 180000; // Whoever has not touched anything for so long no longer holds an item.

let activeAt = Date.now();
let leaseEnd = 0;
let nextBeat = 0;
let held = null;

export const touch = () => { activeAt = Date.now(); };
export const isActive = () => Date.now() - activeAt < ACTIVE_MILLIS;

export function holdLease(milliseconds) {
  held = card();
  leaseEnd = performance.now() + milliseconds;
  nextBeat = performance.now() + Math.max(milliseconds / 3, 3000);
}

async function beat() {
  const current = byId('current');
  const item = field('item').value;
  const tilde = item.indexOf('~');
  const path = `/api/v1/items/${encodeURIComponent(item.slice(tilde + 1))}/${item.slice(0, tilde)}/renewal`;
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

/** Somebody who writes keeps the text; for others the server says at once what became of the item. */
function lost(text) {
  const banner = byId('lost');
  if (!banner) return;
  leaseEnd = 0;
  if (text) setText(byId('lost-text'), text);
  if (isShown(banner)) return;
  banner.hidden = false;
  if (!isDirty() && isActive()) byId('reclaim').click();
}

/** Somebody else has taken or decided the item that lies open, as the feed tells. */
export function heard({ item, state, by, mine }) {
  if (!byId('current') || field('item').value !== item || card().querySelector('.htmx-request')) return;
  const words = byId('lost').dataset;
  if (state === 'DECIDED') lost(words.decided.replace('{0}', by));
  else if (state === 'CLAIMED' && !mine) lost(words.taken.replace('{0}', by));
}

export function tick() {
  const lease = byId('lease');
  if (!lease || held !== card() || isShown(byId('lost'))) return;
  const left = Math.max(0, leaseEnd - performance.now());
  const seconds = Math.ceil(left / 1000);
  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  setText(lease, left > 0 ? card().dataset.left.replace('{0}', clock) : card().dataset.over);
  lease.classList.toggle('short', left < 20000);
  if (left === 0) lost();
  else if (!document.hidden && isActive() && performance.now() > nextBeat) {
    nextBeat = performance.now() + 3000;
    beat().catch(() => { /* the next beat tries again; the countdown shows how long that is good for */ });
  }
}
