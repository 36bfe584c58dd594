// The form for terms: an input method's Enter chooses a word and adds nothing; the keyboard stays where work goes on.
import { hasJustComposed, isComposing } from './keys.js';

const form = document.getElementById('add');
const term = document.getElementById('term');

form.addEventListener('keydown', event => {
  if (event.key === 'Enter' && isComposing(event)) event.preventDefault();
});

document.addEventListener('submit', event => {
  if (!hasJustComposed()) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);

document.body.addEventListener('htmx:afterRequest', event => {
  // Its own mark of success means that something was shown, a refusal too.
  const { status } = event.detail.xhr;
  if (status < 200 || status >= 300) return;
  if (event.detail.elt === form) form.reset();
  (document.getElementById('put-back') ?? term).focus();
});
