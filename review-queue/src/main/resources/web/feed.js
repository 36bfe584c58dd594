// Changes of the queue as they come.
import { listen as listenTo } from './stream.js';

const POLL_MILLIS = 4000;
const CALM_MILLIS = 300; // Several changes at once are one look at the list.

let waiting = null;

/** Asks for the list; the server answers with nothing where nothing has changed. */
export function refresh() {
  clearTimeout(waiting);
  waiting = null;
  window.htmx.trigger(document.body, 'm6-queue');
}

function refreshSoon() {
  waiting ??= setTimeout(refresh, CALM_MILLIS * Math.random());
}

export function listen(onItem) {
  listenTo({
    address: () => '/review/events',
    events: {
      queue: event => {
        JSON.parse(event.data).items.forEach(onItem);
        refreshSoon();
      },
    },
    ask: refresh,
    every: POLL_MILLIS,
  });
}
