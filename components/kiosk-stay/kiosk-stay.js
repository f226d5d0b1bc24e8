/* At a kiosk: asks in the page whether anybody is there, so that nothing half typed is lost. */
(function () {
  "use strict";
  var TELL = 20 * 1000;
  var template = document.getElementById("kiosk-stay");
  if (!template || !template.content) { return; }
  var box = template.content.querySelector("section");
  var idle = Number(box.getAttribute("data-idle")) * 1000;
  var last = Number(box.getAttribute("data-last")) * 1000;
  var form = box.querySelector("form");
  var used = Date.now(), told = used, before = null, asking = false;
  function asks() { return box.parentNode === document.body; }
  /* Two short tones, where the person chose sound; a browser without them stays silent. */
  function sound() {
    var Audio = window.AudioContext || window.webkitAudioContext;
    if (!box.getAttribute("data-sounds") || !Audio) { return; }
    var player = new Audio();
    [0, 0.35].forEach(function (at) {
      var tone = player.createOscillator(), volume = player.createGain();
      tone.frequency.value = 880;
      volume.gain.value = 0.2;
      tone.connect(volume);
      volume.connect(player.destination);
      tone.start(player.currentTime + at);
      tone.stop(player.currentTime + at + 0.2);
    });
  }
  function tell() {
    var request = new XMLHttpRequest();
    told = Date.now();
    request.open("POST", form.getAttribute("action"));
    request.setRequestHeader("Content-Type", "application/x-www-form-urlencoded");
    request.send("quiet=yes&token=" + encodeURIComponent(form.elements.token.value));
  }
  function touched() {
    if (asks()) { return; }
    used = Date.now();
    if (used - told >= TELL) { tell(); }
  }
  ["keydown", "input", "pointerdown", "touchstart", "wheel", "scroll"].forEach(function (name) {
    document.addEventListener(name, touched, true);
  });
  /* Where a clerk is at work beside the person nobody is asked: the server knows for how long yet. */
  function ask() {
    var request = new XMLHttpRequest();
    asking = true;
    request.onloadend = function () {
      var left = request.status === 200 ? Number(request.responseText) * 1000 : 0;
      asking = false;
      if (left > 0) { used = Date.now() - idle + left; return; }
      if (Date.now() - used < idle || asks()) { return; }
      before = document.activeElement;
      document.body.insertBefore(box, document.body.firstChild);
      box.querySelector("button").focus();
      sound();
    };
    request.open("GET", "/kiosk/still-there?quiet=yes");
    request.send();
  }
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    document.body.removeChild(box);
    used = Date.now();
    tell();
    if (before && before.focus) { before.focus(); }
  });
  window.setInterval(function () {
    var quiet = Date.now() - used;
    if (quiet >= idle + last) {
      window.location.replace("/kiosk/over");
    } else if (quiet >= idle && !asks() && !asking) {
      ask();
    }
  }, 1000);
}());
/* Back never shows a page of the person before, even where the browser kept it whole. */
window.addEventListener("pageshow", function (event) {
  "use strict";
  if (event.persisted && document.querySelector(".kiosk-bar")) { window.location.reload(); }
});
