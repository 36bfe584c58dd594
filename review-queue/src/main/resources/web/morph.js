// Makes a part of the page look like newer markup and touches only what differs: what one has selected, where one is with
// the keyboard and how far one has scrolled stay as they are.

const keyOf = node => node.dataset?.key ?? node.id ?? '';

function morphAttributes(now, next) {
  for (const { name } of [...now.attributes]) {
    if (!next.hasAttribute(name)) now.removeAttribute(name);
  }
  for (const { name, value } of next.attributes) {
    if (now.getAttribute(name) !== value) now.setAttribute(name, value);
  }
}

function morphNode(now, next) {
  if (now.isEqualNode(next)) return;
  if (now.nodeType !== Node.ELEMENT_NODE) {
    now.data = next.data;
    return;
  }
  morphAttributes(now, next);
  morphChildren(now, next);
}

/** Children with a key are found again wherever they went; the others go by their place. */
function morphChildren(now, next) {
  const keyed = new Map([...now.children].filter(keyOf).map(child => [keyOf(child), child]));
  let at = now.firstChild;
  for (const wanted of [...next.childNodes]) {
    const key = keyOf(wanted);
    let own = keyed.get(key);
    keyed.delete(key);
    if (!key && at && !keyOf(at) && at.nodeName === wanted.nodeName) own = at;
    if (!own || own.nodeName !== wanted.nodeName) {
      now.insertBefore(wanted, at);
      continue;
    }
    if (own === at) at = at.nextSibling;
    else now.insertBefore(own, at);
    morphNode(own, wanted);
  }
  while (at) {
    const gone = at;
    at = at.nextSibling;
    gone.remove();
  }
}

/** @param html markup of what stands in the part */
export function morph(part, html) {
  const focused = document.activeElement;
  morphChildren(part, new DOMParser().parseFromString(html, 'text/html').body);
  // What was moved has lost it.
  if (focused !== document.activeElement && focused?.isConnected) focused.focus({ preventScroll: true });
}
