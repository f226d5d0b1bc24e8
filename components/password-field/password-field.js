/* Lets people see what they type: a button, which only a browser that can do it gets. */
(function () {
  "use strict";
  Array.prototype.forEach.call(document.querySelectorAll("input[data-show]"), function (field) {
    var button = document.createElement("button");
    button.type = "button";
    button.className = "small-button password-field__switch";
    button.setAttribute("aria-controls", field.id);
    function draw() {
      button.textContent = field.getAttribute(field.type === "password" ? "data-show" : "data-hide");
    }
    button.addEventListener("click", function () {
      field.type = field.type === "password" ? "text" : "password";
      draw();
    });
    /* what is sent is a password again, so that the browser offers to keep it */
    if (field.form) {
      field.form.addEventListener("submit", function () { field.type = "password"; draw(); });
    }
    draw();
    field.parentNode.insertBefore(button, field.nextSibling);
  });
}());
