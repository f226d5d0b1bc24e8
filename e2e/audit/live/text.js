// Rules on text as it is drawn.

rules["css-text"] = () => {
  for (const element of document.body.querySelectorAll("*")) {
    for (const pseudo of ["::before", "::after"]) {
      const content = styleOf(element, pseudo).content;
      const words = (content.match(/"((?:[^"\\]|\\.)*)"/g) || []).join("");
      if (/[\p{L}\p{N}]/u.test(words) && visible(element)) hit("css-text", element, `${pseudo} ${content}`);
    }
  }
};

rules["font-lt-18"] = (options) => {
  const seen = new Set();
  for (const [, element] of texts()) {
    const size = sizeOf(element);
    if (size < options.smallest_text - 0.05 && !seen.has(element)) hit("font-lt-18", element, `${round(size)} px`);
    seen.add(element);
  }
  for (const field of document.querySelectorAll("input:not([type=hidden], [type=radio], [type=checkbox]), select, textarea")) {
    const size = sizeOf(field);
    if (visible(field) && size < options.smallest_text - 0.05) hit("font-lt-18", field, `${round(size)} px`);
  }
};

rules["line-height"] = () => {
  for (const element of document.querySelectorAll("p, li, dd, dt, td, th, blockquote, legend, label")) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!own || !visible(element) || element.closest("svg")) continue;
    const style = styleOf(element);
    const ratio = parseFloat(style.lineHeight) / parseFloat(style.fontSize);
    if (!(ratio >= 1.49)) hit("line-height", element, style.lineHeight === "normal" ? "normal" : round(ratio));
  }
};

rules["justify"] = () => {
  const seen = new Set();
  for (const [, element] of texts()) {
    if (styleOf(element).textAlign !== "justify" || seen.has(element.parentElement)) continue;
    hit("justify", element, "text-align: justify");
    seen.add(element);
    seen.add(element.parentElement);
  }
};

rules["measure-40"] = () => {
  const seen = new Set();
  for (const [node, element] of texts()) {
    if (seen.has(element)) continue;
    const style = styleOf(element);
    const each = sizeOf(element) + (parseFloat(style.letterSpacing) || 0);
    const longest = Math.max(0, ...lines(node).map((box) => box.width)) / each;
    if (longest <= 40.6) continue;
    seen.add(element);
    hit("measure-40", element, `${Math.round(longest)} characters`);
  }
};

rules["bg-image-text"] = () => {
  const seen = new Set();
  for (const [, element] of texts()) {
    for (let node = element; node; node = node.parentElement) {
      if (styleOf(node).backgroundImage !== "none" && !seen.has(node)) {
        hit("bg-image-text", node, styleOf(node).backgroundImage.slice(0, 60));
        seen.add(node);
      }
      if (colour(styleOf(node).backgroundColor)[3] === 1) break;
    }
  }
};

rules["link-no-underline"] = () => {
  for (const link of document.querySelectorAll("p a[href], li a[href], dd a[href], td a[href], label a[href]")) {
    const around = link.closest("p, li, dd, td, label");
    const rest = around.textContent.replace(link.textContent, "").replace(/[\s、。・|｜/／>＞»→]/g, "");
    if (!rest || !visible(link) || boxed(link)) continue;
    const underlined = [link, ...link.querySelectorAll("*")].some((one) => styleOf(one).textDecorationLine.includes("underline"));
    const bordered = styleOf(link).borderBottomStyle !== "none" && parseFloat(styleOf(link).borderBottomWidth) >= 1;
    if (!underlined && !bordered) hit("link-no-underline", link, link.textContent.trim());
  }
};

rules["fake-heading"] = () => {
  const body = parseFloat(styleOf(document.querySelector("main p") || document.body).fontSize);
  for (const element of document.querySelectorAll("main p, main div")) {
    const words = element.textContent.trim();
    if (!words || words.length > 40 || /[。、！？：:]$/.test(words) || !visible(element)) continue;
    if (element.closest("a, button, label, legend, summary, figure, table, li, dl, [role=alert], [role=status]")) continue;
    const first = document.querySelector("h1");
    if (first && element.compareDocumentPosition(first) & Node.DOCUMENT_POSITION_FOLLOWING) continue;
    // What a group is called may stand above it as plain words too.
    const group = element.closest("[aria-label]");
    if (group && group.getAttribute("aria-label").trim() === words) continue;
    if ([...element.children].some((child) => !["inline", "ruby"].includes(styleOf(child).display))) continue;
    const drawn = [...texts(element)].map(([, owner]) => styleOf(owner));
    if (!drawn.length || !drawn.every((style) => Number(style.fontWeight) >= 600)) continue;
    const large = drawn.every((style) => parseFloat(style.fontSize) >= body * 1.1);
    const next = element.nextElementSibling;
    const strong = element.localName === "p" && next && ["P", "UL", "OL", "DL", "TABLE"].includes(next.tagName);
    if (large || strong) hit("fake-heading", element, `«${words}»`);
  }
};
