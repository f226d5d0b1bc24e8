/* Opens the explanation of a word below the paragraph it stands in; a second press closes it. */
(function () {
  "use strict";
  var PLACE = "p, li, dd, dt, td, th, h1, h2, h3";
  if (!window.fetch || !Element.prototype.closest) { return; }
  function close(link) {
    var shown = document.getElementById(link.getAttribute("aria-controls"));
    if (shown) { shown.parentNode.removeChild(shown); }
    link.setAttribute("aria-expanded", "false");
  }
  function show(link, html) {
    var box = document.createElement("div");
    var place = link.closest(PLACE) || link;
    box.className = "explanation";
    box.id = "x-" + link.pathname.split("/").pop();
    box.tabIndex = -1;
    box.innerHTML = html.replace(/^<head>.*?<\/head>/, "");
    if (/^(LI|DD|DT|TD|TH)$/.test(place.tagName)) { place.appendChild(box); }
    else { place.parentNode.insertBefore(box, place.nextSibling); }
    link.setAttribute("aria-controls", box.id);
    link.setAttribute("aria-expanded", "true");
    box.focus();
  }
  document.addEventListener("click", function (event) {
    var link = event.target.closest("main a.term");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
    event.preventDefault();
    if (link.getAttribute("aria-expanded") === "true") { close(link); return; }
    var headers = { "HX-Request": "true", "HX-Request-Type": "partial" };
    window.fetch(link.href, { headers: headers, credentials: "same-origin" }).then(function (answer) {
      if (!answer.ok) { throw new Error(String(answer.status)); }
      return answer.text();
    }).then(function (html) { show(link, html); }).catch(function () { window.location = link.href; });
  });
}());
