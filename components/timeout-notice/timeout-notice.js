/* Says in the page's status region, once, that the time to use the site is about to end. */
(function () {
  "use strict";
  var EARLY = 5 * 60;
  var until = document.querySelector("[data-left]");
  var region = document.getElementById("status");
  if (!until || !region) { return; }
  function say(name) {
    return function () {
      var message = document.createElement("p");
      message.className = "status__message";
      message.textContent = until.getAttribute(name);
      region.textContent = "";
      region.appendChild(message);
    };
  }
  var left = Number(until.getAttribute("data-left"));
  window.setTimeout(say("data-soon"), Math.max(0, left - EARLY) * 1000);
  window.setTimeout(say("data-ended"), left * 1000);
}());
