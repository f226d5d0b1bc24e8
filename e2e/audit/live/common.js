// What all rules of the browser share. The files of this folder are joined into one function body
// by e2e/audit/live.py; each adds to `rules`, and the caller names those it wants.
const rules = {};
const hits = [];

const styleOf = (element, pseudo) => getComputedStyle(element, pseudo);
const round = (value) => Math.round(value * 100) / 100;

function selectorOf(element) {
  const steps = [];
  for (let node = element; node && node.nodeType === 1; node = node.parentElement) {
    if (/^[A-Za-z][\w-]*$/.test(node.id)) {
      steps.unshift(`${node.localName}#${node.id}`);
      break;
    }
    let step = node.localName;
    const alike = node.parentElement ? [...node.parentElement.children].filter((one) => one.localName === step) : [];
    if (alike.length > 1) step += `:nth-of-type(${alike.indexOf(node) + 1})`;
    steps.unshift(step);
    if (["main", "body", "html"].includes(step)) break;
  }
  return steps.join(" > ");
}

function hit(rule, element, what) {
  const snippet = element.outerHTML.replace(/\s+/g, " ").slice(0, 160);
  hits.push({ rule, selector: selectorOf(element), snippet, what: String(what) });
}

// Text for screen readers alone: one pixel large, cut away, or pushed far off the page.
function visuallyHidden(element) {
  for (let node = element; node && node !== document.body; node = node.parentElement) {
    const style = styleOf(node);
    if (style.position !== "absolute" && style.position !== "fixed") continue;
    const box = node.getBoundingClientRect();
    if (box.width <= 2 || box.height <= 2) return true;
    if (/rect\((0|1px)/.test(style.clip) || /inset\((50|100)%/.test(style.clipPath)) return true;
    if (box.right + scrollX < 0 || box.bottom + scrollY < 0) return true;
  }
  return false;
}

function visible(element) {
  if (!element.checkVisibility({ opacityProperty: false, visibilityProperty: true })) return false;
  const box = element.getBoundingClientRect();
  return (box.width > 0 || box.height > 0) && !visuallyHidden(element);
}

// Text nodes that a person sees, each with its element.
function* texts(root = document.body) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const element = node.parentElement;
    if (!node.data.trim() || element.closest("script,style,template,noscript,option,rt,rp,title")) continue;
    if (visible(element)) yield [node, element];
  }
}

function lines(node) {
  const range = document.createRange();
  range.selectNodeContents(node);
  return [...range.getClientRects()].filter((box) => box.width > 0);
}

function colour(text) {
  const parts = text.match(/[\d.]+/g);
  if (!parts || parts.length < 3) return [0, 0, 0, 0];
  const [red, green, blue, alpha = 1] = parts.map(Number);
  return [red, green, blue, alpha];
}

function over(front, back) {
  const alpha = front[3];
  return [0, 1, 2].map((part) => front[part] * alpha + back[part] * (1 - alpha)).concat(1);
}

// The colour behind an element: its own background, or the nearest one around it.
function backgroundOf(element) {
  const layers = [];
  for (let node = element; node; node = node.parentElement) {
    const layer = colour(styleOf(node).backgroundColor);
    layers.push(layer);
    if (layer[3] === 1) break;
  }
  return layers.reduceRight((back, front) => over(front, back), [255, 255, 255, 1]);
}

function luminance([red, green, blue]) {
  const linear = [red, green, blue].map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
}

function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((left, right) => right - left);
  return (light + 0.05) / (dark + 0.05);
}

// The font size as it is drawn, the scaling of a drawing included.
function sizeOf(element) {
  const size = parseFloat(styleOf(element).fontSize);
  const drawing = element.closest("svg");
  return drawing && element.getScreenCTM ? size * element.getScreenCTM().d : size;
}

const CONTROLS = "button, input:not([type=hidden]), select, textarea, summary, [role=button]";
// What looks like a button without being one.
const boxed = (element) => parseFloat(styleOf(element).borderTopWidth) > 0 || colour(styleOf(element).backgroundColor)[3] > 0;
