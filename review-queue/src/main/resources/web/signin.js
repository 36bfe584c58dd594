// A link such as /sign-in#token=… signs in by itself; the fragment never leaves the browser.
const form = document.getElementById('sign-in');

function signInByLink() {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (!form || !token) return;
  history.replaceState(null, '', location.pathname + location.search);
  form.elements.token.value = token;
  form.requestSubmit();
}

addEventListener('hashchange', signInByLink);
signInByLink();
