// The shortest way from one text to another, in the characters that people see (grapheme clusters). Myers' O(ND).
const MOST_STEPS = 1500; // Texts further apart than this are shown as one deletion and one insertion.
const segmenter = typeof Intl.Segmenter === 'function' ? new Intl.Segmenter('zh', { granularity: 'grapheme' }) : null;

/** Splits a text into the characters that people see; none of them is ever cut in two. */
export function characters(text) {
  return segmenter ? Array.from(segmenter.segment(text), piece => piece.segment) : Array.from(text);
}

/** The pieces that make both texts: [{ kind: 'same' | 'removed' | 'added', text }]; neighbours differ in kind. */
export function diff(before, after) {
  const a = characters(before);
  const b = characters(after);
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const pieces = [];
  add(pieces, 'same', a.slice(0, head));
  const left = a.slice(head, a.length - tail);
  const right = b.slice(head, b.length - tail);
  for (const step of steps(left, right)) add(pieces, step.kind, [step.text]);
  add(pieces, 'same', a.slice(a.length - tail));
  return removedFirst(pieces);
}

/** How many characters were added and removed. */
export function size(pieces) {
  const count = kind => pieces.filter(each => each.kind === kind)
    .reduce((sum, each) => sum + characters(each.text).length, 0);
  return { added: count('added'), removed: count('removed') };
}

function steps(a, b) {
  if (a.length === 0) return b.map(text => ({ kind: 'added', text }));
  if (b.length === 0) return a.map(text => ({ kind: 'removed', text }));
  const trace = frontiers(a, b);
  return trace === null
    ? [...a.map(text => ({ kind: 'removed', text })), ...b.map(text => ({ kind: 'added', text }))]
    : walkBack(trace, a, b);
}

/** For each number of changes, how far along a each diagonal reaches; null if the texts are too far apart. */
function frontiers(a, b) {
  const most = Math.min(a.length + b.length, MOST_STEPS);
  const middle = most + 1;
  const reach = new Int32Array(2 * most + 3);
  const trace = [];
  for (let changes = 0; changes <= most; changes++) {
    trace.push(reach.slice(middle - changes - 1, middle + changes + 2));
    for (let k = -changes; k <= changes; k += 2) {
      const down = k === -changes || (k !== changes && reach[middle + k - 1] < reach[middle + k + 1]);
      let x = down ? reach[middle + k + 1] : reach[middle + k - 1] + 1;
      let y = x - k;
      while (x < a.length && y < b.length && a[x] === b[y]) { x++; y++; }
      reach[middle + k] = x;
      if (x >= a.length && y >= b.length) return trace;
    }
  }
  return null;
}

function walkBack(trace, a, b) {
  const found = [];
  let x = a.length;
  let y = b.length;
  for (let changes = trace.length - 1; changes >= 0; changes--) {
    const at = k => trace[changes][k + changes + 1];
    const k = x - y;
    const down = k === -changes || (k !== changes && at(k - 1) < at(k + 1));
    const fromX = changes === 0 ? 0 : at(down ? k + 1 : k - 1);
    const fromY = changes === 0 ? 0 : fromX - (down ? k + 1 : k - 1);
    while (x > fromX && y > fromY) found.push({ kind: 'same', text: a[--x], y: --y });
    if (changes > 0) found.push(down ? { kind: 'added', text: b[--y] } : { kind: 'removed', text: a[--x] });
  }
  return found.reverse();
}

function add(pieces, kind, parts) {
  if (parts.length === 0) return;
  const last = pieces[pieces.length - 1];
  if (last && last.kind === kind) last.text += parts.join('');
  else pieces.push({ kind, text: parts.join('') });
}

/** Between two stretches that stay, what goes stands before what comes. */
function removedFirst(pieces) {
  const sorted = [];
  let added = [];
  for (const piece of pieces) {
    if (piece.kind === 'added') {
      added.push(piece.text);
    } else {
      if (piece.kind === 'same') {
        add(sorted, 'added', added);
        added = [];
      }
      add(sorted, piece.kind, [piece.text]);
    }
  }
  add(sorted, 'added', added);
  return sorted;
}
