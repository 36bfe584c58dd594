// What every page shares: ages that keep up with the clock, copying, closing notices, being offline.
const words = document.body.dataset;

function spell(milliseconds) {
  const minutes = Math.floor(milliseconds / 60000);
  if (minutes < 1) return words.now;
  if (minutes < 60) return words.minutes.replace('{0}', minutes);
  if (minutes < 48 * 60) return words.hours.replace('{0}', Math.floor(minutes / 60));
  return words.days.replace('{0}', Math.floor(minutes / 1440));
}

function spellLeft(milliseconds) {
  if (milliseconds <= 0) return words.overdue;
  const seconds = Math.floor(milliseconds / 1000);
  return seconds < 3600
    ? `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
    : spell(milliseconds);
}

/** Rewrites a text only when it changes, so that nothing flickers and screen readers stay quiet. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export function tellTimes() {
  for (const time of document.querySelectorAll('time[data-age]')) {
    const at = Date.parse(time.dateTime);
    if (at) setText(time, spell(Date.now() - at));
  }
  for (const time of document.querySelectorAll('time[data-until]')) {
    setText(time, spellLeft(Date.parse(time.dateTime) - Date.now()));
  }
}

export function showOffline() {
  const notice = document.getElementById('notice');
  if (!notice || notice.querySelector('.offline')) return;
  const message = document.createElement('div');
  message.className = 'message warn offline';
  message.textContent = words.offline;
  notice.replaceChildren(message);
}

export function showOnline() {
  document.querySelector('#notice .offline')?.remove();
}

async function copy(button) {
  const text = button.dataset.copy;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = document.createElement('textarea');
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  }
  const before = button.textContent;
  button.textContent = words.copied;
  setTimeout(() => { button.textContent = before; }, 1500);
}

document.addEventListener('click', event => {
  const closing = event.target.closest('[data-close]');
  if (closing) closing.parentElement.remove();
  const copying = event.target.closest('[data-copy]');
  if (copying) copy(copying);
  const language = event.target.closest('a[data-language]');
  if (language) keepQuery(language);
});

/** The other language shows the same item under the same filter. */
function keepQuery(link) {
  const query = new URLSearchParams(location.search);
  query.set('lang', link.dataset.language);
  link.search = query;
}


document.body.addEventListener('htmx:beforeRequest', event => {
  // A page that nobody looks at does not poll.
  const polling = event.detail.requestConfig.verb === 'get';
  if (polling && document.hidden) event.preventDefault();
});
/** Good news goes by itself; warnings stay. */
function letGo() {
  const message = document.querySelector('#notice .good, #notice .info');
  const lasts = Number(message?.querySelector('[data-undo]')?.dataset.millis ?? 0);
  if (message) setTimeout(() => message.remove(), Math.max(lasts, 4000));
}

document.body.addEventListener('htmx:oobAfterSwap', letGo);
document.body.addEventListener('htmx:afterSwap', event => { if (event.detail.target?.id === 'notice') letGo(); });
document.body.addEventListener('htmx:sendError', showOffline);
document.body.addEventListener('htmx:afterRequest', event => {
  if (event.detail.xhr && event.detail.xhr.status > 0) showOnline();
});
document.body.addEventListener('htmx:afterSettle', tellTimes);
setInterval(tellTimes, 1000);
tellTimes();
