// The seeded fault of kbd-trap.html: Tab does not leave the field.
document.querySelector("#f-mail").addEventListener("keydown", function (event) {
  if (event.key === "Tab") event.preventDefault();
});
