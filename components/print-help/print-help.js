/* Puts a button beside the words on how to print, where the browser can be told to. */
(function () {
  "use strict";
  var box = document.querySelector(".print-help");
  if (!box || !window.print) { return; }
  var button = document.createElement("button");
  button.type = "button";
  button.className = "button button--primary";
  button.textContent = box.getAttribute("data-button");
  button.addEventListener("click", function () { window.print(); });
  box.insertBefore(button, box.firstChild);
}());
