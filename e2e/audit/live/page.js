// Rules on the page in its window, and what other passes measure.

rules["weight"] = (options) => {
  const entries = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
  const bytes = entries.reduce((sum, entry) => sum + (entry.encodedBodySize || 0), 0);
  const nodes = document.querySelectorAll("*").length;
  const { transfer, requests, nodes: most } = options.budget;
  if (bytes > transfer) hit("weight", document.documentElement, `${bytes} bytes, at most ${transfer}`);
  if (entries.length > requests) hit("weight", document.documentElement, `${entries.length} requests, at most ${requests}`);
  if (nodes > most) hit("weight", document.documentElement, `${nodes} elements, at most ${most}`);
};

rules["no-visible-label"] = () => {
  for (const field of document.querySelectorAll("input:not([type=hidden], [type=submit], [type=button], [type=reset], [type=image]), select, textarea")) {
    const named = (field.getAttribute("aria-labelledby") || "").split(/\s+/).map((name) => document.getElementById(name));
    const labels = [...(field.labels || []), ...named.filter(Boolean)];
    if (labels.length && shown(field) && !labels.some(visible)) hit("no-visible-label", field, "the label is not seen");
  }
};

rules["320-hscroll"] = () => {
  const page = document.documentElement;
  if (page.scrollWidth <= page.clientWidth) return;
  const edge = page.clientWidth + 1;
  const wide = [...document.body.querySelectorAll("*")].filter((element) => {
    if (element.getBoundingClientRect().right + scrollX <= edge) return false;
    for (let node = element.parentElement; node && node !== document.body; node = node.parentElement) {
      if (/auto|scroll|hidden|clip/.test(styleOf(node).overflowX)) return false;
    }
    return true;
  });
  const inner = wide.filter((element) => !wide.some((other) => other !== element && element.contains(other)));
  hit("320-hscroll", inner[0] || document.body, `${page.scrollWidth} px in ${page.clientWidth} px`);
};

// Everything that draws text, with its size: compared before and after the browser's own setting.
rules["sizes"] = () => {
  window.__auditSizes = new Map([...texts()].map(([, element]) => [element, sizeOf(element)]));
};

rules["font-not-scaling"] = () => {
  for (const [element, before] of window.__auditSizes || []) {
    const after = sizeOf(element);
    if (element.isConnected && visible(element) && after < before * 1.9) {
      hit("font-not-scaling", element, `${round(before)} px → ${round(after)} px`);
    }
  }
};

// On paper (e2e/paper.py): nothing to press, and every word dark enough for a grey printer.
rules["paper"] = () => {
  for (const element of document.querySelectorAll("nav, form[action='/prefs']")) {
    if (visible(element)) hit("paper", element, "is printed");
  }
  const seen = new Set();
  for (const [, element] of texts(document.querySelector("main") || document.body)) {
    const ink = contrast(colour(styleOf(element).color), [255, 255, 255]);
    if (ink < 7 && !seen.has(element)) hit("paper", element, `is printed in ${styleOf(element).color}`);
    seen.add(element);
  }
};
