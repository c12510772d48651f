// Places in the text: the server counts characters (code points), the browser UTF-16 units; this turns one into the other.

const text = document.getElementById("text");

/** Characters of a string, as the server counts them. */
export function characters(string) {
  let count = 0;
  for (const _ of string) count += 1;
  return count;
}

/** The place of a point in the DOM, null where it lies outside the text. */
function placeOf(node, offset) {
  const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  const paragraph = element.closest(".para");
  if (!paragraph || !text.contains(paragraph)) {
    if (!text.contains(node)) return null;
    const next = node.childNodes[offset];
    return next && next.dataset ? Number(next.dataset.start) : null;
  }
  const before = document.createRange();
  before.setStart(paragraph, 0);
  before.setEnd(node, offset);
  return Number(paragraph.dataset.start) + characters(before.toString());
}

/** The words that are selected in the text, as {start, end, exact}; null where there are none. */
export function selected() {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const start = placeOf(range.startContainer, range.startOffset);
  const end = placeOf(range.endContainer, range.endOffset);
  if (start === null || end === null || end <= start) return null;
  const raw = whole().slice(start, end).join("");
  const trimmed = raw.trim();
  if (!trimmed) return null;
  const from = start + characters(raw.slice(0, raw.length - raw.trimStart().length));
  return { start: from, end: from + characters(trimmed), exact: trimmed };
}

/** The text's characters; between paragraphs there are only line ends. */
export function whole() {
  const all = [];
  for (const paragraph of text.querySelectorAll(".para")) {
    const start = Number(paragraph.dataset.start);
    while (all.length < start) all.push("\n");
    for (const character of paragraph.textContent) all.push(character);
  }
  return all;
}

/** The paragraph that holds a place. */
export function paragraphAt(place) {
  const all = text.querySelectorAll(".para");
  let low = 0;
  let high = all.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (Number(all[middle].dataset.start) <= place) low = middle;
    else high = middle - 1;
  }
  return all[low];
}
