// Passkeys: asks the server what to ask, then the authenticator, and sends its answer with the form.
(() => {
  "use strict";
  if (!window.PublicKeyCredential || !window.isSecureContext) return;
  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const named = (list) => list.map((known) => ({ ...known, id: bytes(known.id) }));

  const options = async (form) => {
    const csrf = form.elements.csrf ? form.elements.csrf.value : "";
    const body = new URLSearchParams({ csrf });
    const response = await fetch(form.dataset.challenge, { method: "POST", body, redirect: "follow" });
    if (!response.ok || !response.headers.get("content-type").startsWith("application/json")) throw new Error("refused");
    const asked = await response.json();
    asked.challenge = bytes(asked.challenge);
    for (const list of ["allowCredentials", "excludeCredentials"]) if (asked[list]) asked[list] = named(asked[list]);
    if (asked.user) asked.user.id = bytes(asked.user.id);
    return asked;
  };

  const answer = async (form, publicKey) => {
    if (form.dataset.passkey === "create") {
      const made = await navigator.credentials.create({ publicKey });
      return { client_data: text(made.response.clientDataJSON), attestation: text(made.response.attestationObject) };
    }
    const used = await navigator.credentials.get({ publicKey });
    return {
      credential: text(used.rawId),
      client_data: text(used.response.clientDataJSON),
      authenticator_data: text(used.response.authenticatorData),
      signature: text(used.response.signature),
    };
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const trouble = form.querySelector("[data-trouble]");
    const desk = document.querySelector("input[type=checkbox][name=desk]");
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      trouble.hidden = true;
      try {
        const fields = await answer(form, await options(form));
        if (desk && form.elements.desk) form.elements.desk.value = desk.checked ? "1" : "";
        for (const [name, value] of Object.entries(fields)) form.elements[name].value = value;
        form.submit();
      } catch {
        // The person looked away, or the authenticator is another one: the other ways in remain.
        trouble.hidden = false;
      }
    });
  }
})();
