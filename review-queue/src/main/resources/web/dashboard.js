// Keeps open what a person has opened when the numbers are written anew.
const numbers = document.getElementById('numbers');
let open = [];

numbers.addEventListener('htmx:beforeSwap', () => {
  open = [...numbers.querySelectorAll('details[open]')].map(each => each.id);
});
numbers.addEventListener('htmx:afterSwap', () => {
  for (const id of open) document.getElementById(id)?.setAttribute('open', '');
});
