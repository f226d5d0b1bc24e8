// Rules on boxes: targets, borders, places.

// The area that answers a press: a field's label counts, as does the row around a radio button.
function area(element) {
  const boxes = [element, ...(element.labels || [])]
    .filter((one) => one === element || /^(radio|checkbox)$/.test(element.type))
    .map((one) => one.getBoundingClientRect())
    .filter((box) => box.width > 0 && box.height > 0);
  const left = Math.min(...boxes.map((box) => box.left));
  const top = Math.min(...boxes.map((box) => box.top));
  const right = Math.max(...boxes.map((box) => box.right));
  const bottom = Math.max(...boxes.map((box) => box.bottom));
  return { left, top, right, bottom, width: right - left, height: bottom - top };
}

const shown = (element) => visible(element) || [...(element.labels || [])].some(visible);

// A link with other words on its line: its width is that of its words.
function inText(link) {
  if (boxed(link)) return false;
  const around = link.parentElement.closest("p, li, dd, dt, td, th, span, label, legend, div");
  return !!around && around.textContent.replace(link.textContent, "").trim() !== "";
}

rules["target-44"] = (options) => {
  for (const element of document.querySelectorAll(`${CONTROLS}, a[href]`)) {
    if (!shown(element) || element.closest("svg")) continue;
    const box = area(element);
    const link = element.localName === "a" && !boxed(element);
    const least = link ? options.target : options.control;
    const across = link && inText(element) ? 24 : least;
    if (box.height < least - 0.5 || box.width < across - 0.5) {
      hit("target-44", element, `${round(box.width)} × ${round(box.height)} px, ${least} px`);
    }
  }
};

rules["target-gap"] = () => {
  const controls = [...document.querySelectorAll(CONTROLS)].filter(shown);
  const boxes = controls.map(area);
  for (let index = 1; index < controls.length; index += 1) {
    const [one, other] = [boxes[index - 1], boxes[index]];
    const across = Math.max(other.left - one.right, one.left - other.right);
    const down = Math.max(other.top - one.bottom, one.top - other.bottom);
    const gap = Math.max(across, down);
    // The label of a radio button is its own target: rows may touch where their borders part them.
    const rows = controls[index].type === "radio" || controls[index].type === "checkbox";
    if (gap < 7.5 && !rows) hit("target-gap", controls[index], `${round(gap)} px`);
  }
};

rules["clipped"] = () => {
  for (const element of document.body.querySelectorAll("*")) {
    if (element.closest("svg") || /^(input|select|textarea|option)$/.test(element.localName)) continue;
    const style = styleOf(element);
    const across = /hidden|clip/.test(style.overflowX) && element.scrollWidth > element.clientWidth + 1;
    const down = /hidden|clip/.test(style.overflowY) && element.scrollHeight > element.clientHeight + 1;
    if ((across || down) && element.textContent.trim() && visible(element)) {
      hit("clipped", element, `${element.scrollWidth} × ${element.scrollHeight} in ${element.clientWidth} × ${element.clientHeight}`);
    }
  }
  // Fields and their words: a button or a list that is narrower than what it says.
  for (const button of document.querySelectorAll("button, select")) {
    if (visible(button) && button.scrollWidth > button.clientWidth + 2) {
      hit("clipped", button, `${button.scrollWidth} in ${button.clientWidth}`);
    }
  }
};

rules["border-contrast"] = () => {
  for (const element of document.querySelectorAll("input:not([type=hidden], [type=image]), select, textarea, button")) {
    const style = styleOf(element);
    if (!visible(element) || (/^(radio|checkbox|file)$/.test(element.type) && style.appearance !== "none")) continue;
    const outside = backgroundOf(element.parentElement);
    const filled = contrast(backgroundOf(element), outside);
    const sides = ["Top", "Right", "Bottom", "Left"].map((side) =>
      parseFloat(style[`border${side}Width`]) >= 1 && style[`border${side}Style`] !== "none"
        ? contrast(over(colour(style[`border${side}Color`]), outside), outside)
        : 1,
    );
    const best = Math.max(filled, Math.min(...sides));
    if (best < 4.495) hit("border-contrast", element, `${round(best)}:1`);
  }
  // Marks beside words (▲ ✓ →): axe judges letters only.
  for (const [node, element] of texts()) {
    if (/[\p{L}\p{N}]/u.test(node.data)) continue;
    const behind = backgroundOf(element);
    const ratio = contrast(over(colour(styleOf(element).color), behind), behind);
    if (ratio < 4.495) hit("border-contrast", element, `«${node.data.trim()}» ${round(ratio)}:1`);
  }
};

rules["no-border-forced"] = () => {
  const links = [...document.querySelectorAll("a[href]")].filter((link) => link.matches("[class*=button], [role=button]"));
  const controls = document.querySelectorAll("input:not([type=hidden], [type=image]), select, textarea, button");
  for (const element of [...controls, ...links]) {
    const style = styleOf(element);
    if (!visible(element) || (/^(radio|checkbox|file)$/.test(element.type) && style.appearance !== "none")) continue;
    const sides = ["Top", "Right", "Bottom", "Left"].filter(
      (side) => parseFloat(style[`border${side}Width`]) >= 1 && style[`border${side}Style`] !== "none",
    );
    const seen = sides.length && contrast(colour(style.borderBottomColor), backgroundOf(element.parentElement)) >= 3;
    if (!seen) hit("no-border-forced", element, `${sides.length} borders, ${style.borderBottomColor}`);
  }
};

rules["visual-order"] = () => {
  const flows = (element) => {
    const style = styleOf(element);
    return !/absolute|fixed/.test(style.position) && visible(element) && element.textContent.trim() !== "";
  };
  for (const parent of document.body.querySelectorAll("*")) {
    if (parent.closest("svg, ruby, select") || parent.children.length < 2) continue;
    const children = [...parent.children].filter(flows);
    for (let index = 1; index < children.length; index += 1) {
      const [one, other] = [children[index - 1].getClientRects()[0], children[index].getClientRects()[0]];
      if (!one || !other) continue;
      const above = other.bottom <= one.top + 1;
      const sameRow = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > Math.min(one.height, other.height) / 2;
      if (above || (sameRow && other.right <= one.left + 1)) {
        hit("visual-order", children[index], above ? "drawn above the one before" : "drawn left of the one before");
      }
    }
  }
};

rules["fixed-pos"] = () => {
  for (const element of document.body.querySelectorAll("*")) {
    const position = styleOf(element).position;
    const head = position === "sticky" && element.localName === "th";
    if ((position === "fixed" || position === "sticky") && !head && visible(element)) hit("fixed-pos", element, position);
  }
};

rules["animation"] = () => {
  for (const animation of document.getAnimations()) {
    if (animation.effect && animation.effect.target) hit("animation", animation.effect.target, animation.animationName || "animation");
  }
  for (const element of document.body.querySelectorAll("*")) {
    const style = styleOf(element);
    if (style.transitionDuration.split(",").some((time) => parseFloat(time) > 0)) hit("animation", element, `transition ${style.transitionDuration}`);
    else if (/^(marquee|blink)$/.test(element.localName)) hit("animation", element, element.localName);
    else if (element.matches("video[autoplay], audio[autoplay]")) hit("animation", element, "autoplay");
  }
  if (styleOf(document.documentElement).scrollBehavior === "smooth") hit("animation", document.documentElement, "scroll-behavior: smooth");
};
