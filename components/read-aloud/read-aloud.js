/* Reads the main text aloud, in a browser that has a Japanese voice; the button exists only there. */
(function () {
  "use strict";
  var place = document.querySelector("[data-read]");
  var main = document.getElementById("main");
  var region = document.getElementById("status");
  var speech = window.speechSynthesis;
  var button = null;
  if (!place || !main || !speech || !window.SpeechSynthesisUtterance) { return; }

  function voice() {
    return speech.getVoices().filter(function (one) { return /^ja/i.test(one.lang); })[0];
  }
  /* What is said: words with an authored reading by their reading, and nothing twice. */
  function spoken(node) {
    if (node.nodeType === 3) { return node.data; }
    if (node.nodeType === 1 && /^(?!ja)./i.test(node.lang)) { return ""; }
    if (node.nodeType !== 1 || /^(RP|RT|SCRIPT|STYLE|SVG|SELECT|TEXTAREA)$/i.test(node.tagName)) { return ""; }
    if (node.getAttribute("aria-hidden") === "true") { return ""; }
    if (node.tagName === "RUBY") {
      var reading = node.querySelector("rt");
      if (reading) { return reading.textContent; }
    }
    var text = Array.prototype.map.call(node.childNodes, spoken).join("");
    return /^(P|LI|H1|H2|H3|DT|DD|TD|TH|CAPTION|LEGEND|LABEL|BUTTON)$/.test(node.tagName) ? text + "\n" : text;
  }
  function sentences() {
    return spoken(main).split(/[\n。]+/).map(function (one) { return one.trim(); })
      .filter(function (one) { return one; });
  }
  function say(name) {
    if (region) { region.textContent = place.getAttribute(name); }
  }
  function stop() {
    speech.cancel();
    button.textContent = place.getAttribute("data-read");
  }
  function start() {
    var parts = sentences();
    speech.cancel();
    button.textContent = place.getAttribute("data-stop");
    say("data-going");
    parts.forEach(function (text, index) {
      var utterance = new window.SpeechSynthesisUtterance(text);
      utterance.lang = "ja-JP";
      utterance.voice = voice();
      utterance.rate = 0.9;
      if (index === parts.length - 1) {
        utterance.onend = function () { stop(); say("data-done"); };
      }
      speech.speak(utterance);
    });
  }
  function offer() {
    if (button || !voice()) { return; }
    button = document.createElement("button");
    button.type = "button";
    button.className = "small-button";
    button.textContent = place.getAttribute("data-read");
    button.addEventListener("click", function () {
      if (button.textContent === place.getAttribute("data-read")) { start(); return; }
      stop();
      if (region) { region.textContent = ""; }
    });
    place.appendChild(button);
  }
  offer();
  if (speech.addEventListener) { speech.addEventListener("voiceschanged", offer); }
  else { speech.onvoiceschanged = offer; }
  window.addEventListener("pagehide", function () { speech.cancel(); });
}());
