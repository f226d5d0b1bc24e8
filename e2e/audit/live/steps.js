// One step: the page is changed as a reader's setting would change it, looked at, and put back.

// Sizes of text are a class of the root (e2e/test_settings.py proves that they are no more).
const SIZE = /\bts-\w+/;

// WCAG 1.4.12: what a reader may set. A constructed sheet is not touched by the page's policy.
const SPACING = `* { line-height: 1.5em !important; letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important } p { margin-bottom: 2em !important }
  h1, h2, h3, h4, h5, h6 { line-height: 1.5em !important }`;

function taken(step, options) {
  const root = document.documentElement;
  const [before, sheets] = [root.className, [...document.adoptedStyleSheets]];
  if (step.size) root.className = before.replace(SIZE, `ts-${step.size}`);
  if (step.spaced) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(SPACING);
    document.adoptedStyleSheets = [...sheets, sheet];
  }
  for (const name of step.names) rules[name](options);
  if (step.size) root.className = before;
  if (step.spaced) document.adoptedStyleSheets = sheets;
  return hits.splice(0);
}
