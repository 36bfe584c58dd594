// A part of the page that shows what is published, as it is published.
import { showOffline, showOnline } from './common.js';
import { morph } from './morph.js';
import { listen } from './stream.js';

const POLL_MILLIS = 5000; // Only where no stream can be had.
const CALM_MILLIS = 150; // Several changes at once are one look.

/**
 * @param part says where its content is (data-from) and where its changes are told (data-events)
 * @param changed runs after the part has changed
 * @param isFree whether the part may change now
 * @returns what asks again, for a page that was not free before
 */
export function follow(part, { changed, isFree = () => true }) {
  const events = new URL(part.dataset.events, location);
  let waiting = null;
  let isAsking = false;
  let asksAgain = false;

  async function ask() {
    if (isAsking || !isFree()) {
      asksAgain = true;
      return;
    }
    isAsking = true;
    asksAgain = false;
    try {
      await look();
      showOnline();
    } catch {
      showOffline();
    } finally {
      isAsking = false;
    }
    if (asksAgain && isFree()) askSoon();
  }

  async function look() {
    const from = new URL(part.dataset.from, location);
    from.searchParams.set('seen', part.querySelector('#seen').value);
    const answer = await fetch(from, { headers: { 'HX-Request': 'true' } });
    if (answer.status === 401) location.reload();
    if (answer.status !== 200) return;
    const html = await answer.text();
    if (!isFree()) {
      asksAgain = true;
      return;
    }
    morph(part, html);
    changed();
  }

  function askSoon() {
    waiting ??= setTimeout(() => {
      waiting = null;
      ask();
    }, CALM_MILLIS);
  }

  /** A stream that is opened once more goes on where it was. */
  function hear(event) {
    if (event.lastEventId) events.searchParams.set('after', event.lastEventId);
    askSoon();
  }

  listen({
    address: () => events.href,
    events: { content: hear, retracted: hear, reset: hear },
    ask: askSoon,
    every: POLL_MILLIS,
  });
  return () => { if (asksAgain) askSoon(); };
}
