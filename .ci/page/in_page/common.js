// What the checks that run in the page share. Each of them is one function body: it sees these.

// Text that nobody is to see.
const UNSEEN = "script,style,noscript,template,title,desc,defs,symbol,clipPath,mask,pattern,.vh";

// A check says so much of one kind, then how many more there are.
const MOST_TOLD = 8;

const style = remembered((element) => getComputedStyle(element));

// Whether anybody can see the element.
const isSeen = remembered(
  (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }),
);

function remembered(work) {
  const known = new Map();
  return (key) => {
    if (!known.has(key)) known.set(key, work(key));
    return known.get(key);
  };
}

// Where an element is, from the nearest id down.
function path(element) {
  const steps = [];
  for (let at = element; at && at !== document.documentElement; at = at.parentElement) {
    if (at.id) {
      steps.unshift(`#${at.id}`);
      break;
    }
    const alike = [...(at.parentElement?.children ?? [])].filter((e) => e.localName === at.localName);
    const name = at.localName + (at.classList.length ? `.${at.classList[0]}` : "");
    steps.unshift(alike.length > 1 ? `${name}:nth-of-type(${alike.indexOf(at) + 1})` : name);
  }
  return steps.join(" > ");
}

// What elements that look alike share: their names and classes, from the body down.
function kindOf(element) {
  const names = [];
  for (let at = element; at && at !== document.body; at = at.parentElement) {
    names.unshift([at.localName, ...at.classList].join("."));
  }
  return names.join(" ");
}

function quoted(text) {
  const line = text.replace(/\s+/g, " ").trim();
  return `"${line.length > 30 ? `${line.slice(0, 30)}…` : line}"`;
}

const number = (value) => String(Math.round(value * 10) / 10);

function where(box) {
  return `${number(box.left)}…${number(box.right)} × ${number(box.top)}…${number(box.bottom)}`;
}

// The box of letters in a line: fonts leave more room above and below than letters fill.
function ofLetters(rect) {
  return {
    left: rect.left,
    right: rect.right,
    top: rect.top + 0.12 * rect.height,
    bottom: rect.bottom - 0.08 * rect.height,
  };
}

function union(boxes) {
  return {
    left: Math.min(...boxes.map((b) => b.left)),
    right: Math.max(...boxes.map((b) => b.right)),
    top: Math.min(...boxes.map((b) => b.top)),
    bottom: Math.max(...boxes.map((b) => b.bottom)),
  };
}

// How far two boxes lie over one another, the lesser of across and down; below 0 if they do not.
function overlap(a, b) {
  return Math.min(
    Math.min(a.right, b.right) - Math.max(a.left, b.left),
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top),
  );
}

// Every piece of text that can be seen: its element, and a box for each line of it.
function texts(root = document.body) {
  const found = [];
  const range = document.createRange();
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const element = node.parentElement;
    if (!node.data.trim() || element.closest(UNSEEN) || !isSeen(element)) continue;
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()].filter((r) => r.width > 0 && r.height > 0).map(ofLetters);
    if (boxes.length) found.push({ element, text: node.data, boxes });
  }
  return found;
}

// CSS pixels of one unit of an element's coordinates.
function scaleOf(element) {
  const m = element.getScreenCTM?.();
  return m ? Math.sqrt(Math.abs(m.a * m.d - m.b * m.c)) : 1;
}

// Failures by kind: the first few are told whole.
function failures() {
  const kinds = new Map();
  return {
    add(kind, text) {
      if (!kinds.has(kind)) kinds.set(kind, []);
      kinds.get(kind).push(`${kind}: ${text}`);
    },
    told() {
      return [...kinds].flatMap(([kind, all]) =>
        all.length > MOST_TOLD
          ? [...all.slice(0, MOST_TOLD), `${kind}: and ${all.length - MOST_TOLD} more`]
          : all,
      );
    },
  };
}
