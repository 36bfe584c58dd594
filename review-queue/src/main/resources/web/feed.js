// Changes of the queue as they come, by server-sent events; where those do not pass, by asking now and then.
const POLL_MILLIS = 4000;
const CALM_MILLIS = 300; // Several changes at once are one look at the list.

let source = null;
let polling = null;
let waiting = null;
let heard = () => {};

/** Asks for the list; the server answers with nothing where nothing has changed. */
export function refresh() {
  clearTimeout(waiting);
  waiting = null;
  window.htmx.trigger(document.body, 'm6-queue');
}

function refreshSoon() {
  waiting ??= setTimeout(refresh, CALM_MILLIS * Math.random());
}

function showLive(isLive) {
  const sign = document.getElementById('live-sign');
  sign.classList.toggle('on', isLive);
  const words = isLive ? sign.dataset.live : sign.dataset.slow;
  sign.setAttribute('aria-label', words);
  sign.title = words;
}

function poll(on) {
  clearInterval(polling);
  polling = on ? setInterval(refresh, POLL_MILLIS) : null;
  showLive(!on);
}

function open() {
  if (source || document.hidden) return;
  source = new EventSource('/review/events');
  source.addEventListener('open', () => {
    poll(false);
    refresh();
  });
  source.addEventListener('queue', event => {
    JSON.parse(event.data).items.forEach(heard);
    refreshSoon();
  });
  source.addEventListener('error', () => {
    if (polling === null) poll(true);
    if (source?.readyState === EventSource.CLOSED) {
      source = null;
      setTimeout(open, POLL_MILLIS);
    }
  });
}

/** A page that nobody looks at takes up no connection. */
function close() {
  source?.close();
  source = null;
  clearInterval(polling);
  polling = null;
}

export function listen(onItem) {
  heard = onItem;
  poll(true);
  open();
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) close();
    else {
      poll(true);
      open();
    }
  });
  addEventListener('pagehide', close);
  addEventListener('pageshow', open);
}
