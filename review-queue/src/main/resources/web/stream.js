// Server-sent events for a page that somebody looks at; where none can be had, the page asks now and then.

function showLive(isLive) {
  const sign = document.getElementById('live-sign');
  sign.classList.toggle('on', isLive);
  const words = isLive ? sign.dataset.live : sign.dataset.slow;
  sign.setAttribute('aria-label', words);
  sign.title = words;
}

/**
 * @param address where the stream is, asked for anew whenever it is opened
 * @param events what to do by an event's name
 * @param ask looks at how things stand: when the stream opens or breaks, and every so often while there is none
 * @param every how often, in milliseconds
 */
export function listen({ address, events, ask, every }) {
  let source = null;
  let asking = null;

  function askNowAndThen(on) {
    clearInterval(asking);
    asking = on ? setInterval(ask, every) : null;
    showLive(!on);
  }

  function open() {
    if (source || document.hidden) return;
    source = new EventSource(address());
    source.addEventListener('open', () => {
      askNowAndThen(false);
      ask();
    });
    for (const [name, hear] of Object.entries(events)) source.addEventListener(name, hear);
    source.addEventListener('error', () => {
      if (asking === null) {
        askNowAndThen(true);
        ask();
      }
      if (source?.readyState === EventSource.CLOSED) {
        source = null;
        setTimeout(open, every);
      }
    });
  }

  /** A page that nobody looks at takes up no connection. */
  function close() {
    source?.close();
    source = null;
    clearInterval(asking);
    asking = null;
  }

  askNowAndThen(true);
  open();
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) close();
    else {
      askNowAndThen(true);
      open();
    }
  });
  addEventListener('pagehide', close);
  addEventListener('pageshow', open);
}
