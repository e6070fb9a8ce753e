"use strict";
// Makes an element the same as a fresh one by as few changes as can be. What stays the same is not touched, so that focus, selection, typed text and
// scrolled tables stay. Elements with an id are found by it wherever they stand among their siblings: a thing on the map is one element for as long as it
// is drawn. Whether details are open is the reader's choice.
const morph = (old, fresh, held = null) => {
  for (const { name } of [...old.attributes]) if (name !== "open" && !fresh.hasAttribute(name)) old.removeAttribute(name);
  // A drawing that the page has already is sent without its parts.
  const kept = fresh.dataset.kept !== undefined && old.dataset.kept === fresh.dataset.kept && !fresh.firstChild;
  for (const { name, value } of fresh.attributes) if (name !== "open" && old.getAttribute(name) !== value) old.setAttribute(name, value);
  if (!kept) morphChildren(old, fresh, held);
};

// Where a link or a form leads. It never changes below a hand: a row that now stands for something else gets links and forms of its own.
const aim = (one) => one.nodeName === "FORM" || one.nodeName.toLowerCase() === "a" ? one.getAttribute("action") || one.getAttribute("href") : null;

// held: the element under somebody's focus; it goes only when they have left it.
const morphChildren = (old, fresh, held) => {
  const wanted = new Set([...fresh.children].map((one) => one.id).filter(Boolean));
  for (const one of [...old.children]) if (one.id && !wanted.has(one.id) && one !== held) one.remove();
  const named = new Map([...old.children].filter((one) => one.id).map((one) => [one.id, one]));
  const alike = (one, other) => one && one.nodeName === other.nodeName && (one.id || "") === (other.id || "") && aim(one) === aim(other);
  let at = old.firstChild;
  for (const next of [...fresh.childNodes]) {
    const found = next.id ? named.get(next.id) : at;
    if (!alike(found, next)) { old.insertBefore(next, at); continue; }
    if (found === at) at = at.nextSibling;
    else if (old.moveBefore) old.moveBefore(found, at);
    else old.insertBefore(found, at);
    if (found.nodeType !== Node.ELEMENT_NODE) { if (found.data !== next.data) found.data = next.data; }
    else if (!found.isEqualNode(next)) morph(found, next, held);
  }
  while (at) {
    const gone = at;
    at = at.nextSibling;
    if (gone !== held) gone.remove();
  }
};
