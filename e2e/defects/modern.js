// Seeded fault: newer than ES2015.
document.querySelector("main")?.focus();
