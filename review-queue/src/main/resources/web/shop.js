// The merchant's list keeps itself up to date, and waits while somebody marks a text in it.
import { tellTimes } from './common.js';
import { follow } from './follow.js';

const list = document.getElementById('products');

function isFree() {
  const selection = getSelection();
  return selection.isCollapsed || !list.contains(selection.anchorNode);
}

const askAgain = follow(list, { changed: tellTimes, isFree });
document.addEventListener('selectionchange', () => { if (isFree()) askAgain(); });
