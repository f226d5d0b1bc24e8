// Rules on focus. The keys themselves are pressed by e2e/audit/passes.py.

// What Tab stops at, in the page's order: one stop for each group of radio buttons.
function stops() {
  const groups = new Set();
  const every = "a[href], area[href], button, input:not([type=hidden]), select, textarea, summary, iframe, [tabindex], [contenteditable=true], audio[controls], video[controls]";
  return [...document.querySelectorAll(every)].filter((element) => {
    if (element.tabIndex < 0 || element.disabled || element.closest("[inert], fieldset[disabled]")) return false;
    if (!element.checkVisibility({ visibilityProperty: true })) return false;
    if (element.localName === "summary" && element !== element.parentElement.querySelector("summary")) return false;
    if (element.type !== "radio" || !element.name) return true;
    const group = [...document.getElementsByName(element.name)].filter((one) => one.form === element.form);
    const checked = group.find((one) => one.checked);
    if (checked) return element === checked;
    const first = !groups.has(element.name);
    groups.add(element.name);
    return first;
  });
}

rules["stops"] = () => {
  window.__auditListen = window.__auditListen || document.addEventListener("focusin", (event) => window.__auditSeen.push(event.target), true) || true;
  // Begin at the top, wherever a fragment or the page itself has put the focus.
  window.getSelection().removeAllRanges();
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.blur();
  document.body.removeAttribute("tabindex");
  window.__auditSeen = [];
  window.__auditStops = stops();
};

rules["walked"] = () => {
  const [wanted, seen] = [window.__auditStops, window.__auditSeen];
  const order = wanted.map((element) => seen.indexOf(element));
  const missing = wanted.filter((element) => !seen.includes(element));
  for (const element of wanted.filter((one) => one.tabIndex > 0)) hit("tab-order", element, `tabindex=${element.tabIndex}`);
  if (missing.length) {
    const last = seen[seen.length - 1] || document.body;
    hit("kbd-trap", last, `${missing.length} of ${wanted.length} are never reached; the first is ${selectorOf(missing[0])}`);
    return;
  }
  const late = order.findIndex((place, index) => index > 0 && place < order[index - 1]);
  if (late > 0 && wanted[late].tabIndex === 0) hit("tab-order", wanted[late], "reached before what stands before it");
};

rules["late-field"] = (options) => {
  const wanted = stops();
  const first = wanted.findIndex((element) => element.closest("main") && element.matches("input, select, textarea"));
  if (first > options.before_field) hit("late-field", wanted[first], `after ${first} stops`);
};

const rings = (style) => ({
  outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
  // auto is drawn by the browser: its width says nothing, its look is the browser's own
  own: style.outlineStyle !== "auto",
  colour: colour(style.outlineColor),
  shadow: style.boxShadow,
  ground: colour(style.backgroundColor),
});

function shadowWidth(shadow) {
  if (shadow === "none") return 0;
  const lengths = shadow.replace(/rgba?\([^)]*\)|inset|color\([^)]*\)/g, "").split(",");
  return Math.max(...lengths.map((part) => parseFloat((part.match(/-?[\d.]+px/g) || [])[3] || "0")));
}

function checkRing(element, before) {
  const after = rings(styleOf(element));
  const behind = backgroundOf(element.parentElement || element);
  const shadow = after.shadow === before.shadow ? 0 : shadowWidth(after.shadow);
  const outline = after.own ? after.outline : 0;
  const outlined = outline >= 3 && contrast(over(after.colour, behind), behind) >= 3;
  const shaded = shadow >= 3 && contrast(colour(after.shadow), behind) >= 3;
  // A ground that changes altogether is more than a ring (2.4.13: contrast of the states).
  const filled = contrast(over(after.ground, behind), over(before.ground, behind)) >= 3;
  if (!outlined && !shaded && !filled) {
    hit("focus-ring", element, `outline ${outline} px ${after.own ? "" : "auto "}${round(contrast(over(after.colour, behind), behind))}:1, shadow ${shadow} px`);
  }
}

function checkWords(element) {
  for (const [, owner] of texts(element)) {
    const behind = backgroundOf(owner);
    const ratio = contrast(over(colour(styleOf(owner).color), behind), behind);
    if (ratio < 6.995) return hit("focus-contrast", element, `${round(ratio)}:1`);
  }
  return undefined;
}

function checkCover(element) {
  const box = element.getBoundingClientRect();
  if (!box.width || box.right < 0 || box.bottom < 0) return;
  const marks = element.labels ? [...element.labels] : [];
  const points = [[0.5, 0.5], [0.02, 0.1], [0.98, 0.1], [0.02, 0.9], [0.98, 0.9]];
  for (const [across, down] of points) {
    const top = document.elementFromPoint(box.left + box.width * across, box.top + box.height * down);
    if (!top || top === element || element.contains(top) || top.contains(element)) continue;
    if (marks.some((label) => label === top || label.contains(top))) continue;
    hit("focus-obscured", element, selectorOf(top));
    return;
  }
}

function focused(options, look) {
  for (const element of stops().slice(0, options.most_stops)) {
    if (/^(iframe|audio|video)$/.test(element.localName)) continue;
    const before = rings(styleOf(element));
    element.focus({ focusVisible: true, preventScroll: true });
    if (document.activeElement !== element) continue;
    look(element, before);
    element.blur();
  }
}

rules["focus"] = (options) => {
  focused(options, (element, before) => {
    checkRing(element, before);
    checkWords(element);
    element.scrollIntoView({ block: "center", behavior: "instant" });
    checkCover(element);
  });
  scrollTo(0, 0);
};

// What other colours can change.
rules["focus-colours"] = (options) => {
  focused(options, (element, before) => {
    checkRing(element, before);
    checkWords(element);
  });
};
