// DSM shows this page on a port of its own; the pages of Grappe are on the usual one.
for (const link of document.querySelectorAll("a.main")) {
  link.href = `https://${location.hostname}${new URL(link.href).pathname}`;
}
