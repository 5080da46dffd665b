/* Passkeys: a form with data-passkey="get" or "create" holds the question in data-options; the answer goes into its
   field "answer" and the form is sent like any other. Without this file, or where the browser has no passkeys, the
   form stays hidden and password and code still work. */
(function () {
  "use strict";

  function bytes(text) {
    var plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, function (letter) { return letter.charCodeAt(0); });
  }

  function text(buffer) {
    var plain = String.fromCharCode.apply(null, new Uint8Array(buffer));
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }

  function known(list) {
    return (list || []).map(function (one) { return Object.assign({}, one, { id: bytes(one.id) }); });
  }

  function question(options, kind) {
    var asked = Object.assign({}, options, { challenge: bytes(options.challenge) });
    if (kind === "create") {
      asked.user = Object.assign({}, options.user, { id: bytes(options.user.id) });
      asked.excludeCredentials = known(options.excludeCredentials);
    } else {
      asked.allowCredentials = known(options.allowCredentials);
    }
    return { publicKey: asked };
  }

  function answer(made, kind) {
    var told = { clientDataJSON: text(made.response.clientDataJSON) };
    if (kind === "create") {
      told.attestationObject = text(made.response.attestationObject);
      told.transports = made.response.getTransports ? made.response.getTransports() : [];
    } else {
      told.authenticatorData = text(made.response.authenticatorData);
      told.signature = text(made.response.signature);
      told.userHandle = made.response.userHandle ? text(made.response.userHandle) : null;
    }
    return JSON.stringify({
      id: made.id,
      rawId: text(made.rawId),
      type: made.type,
      authenticatorAttachment: made.authenticatorAttachment || undefined,
      clientExtensionResults: made.getClientExtensionResults(),
      response: told
    });
  }

  function prepare(form) {
    var kind = form.dataset.passkey;
    var says = form.querySelector("[data-passkey-says]");
    form.hidden = false;
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      if (says) says.hidden = true;
      var asked = question(JSON.parse(form.dataset.options), kind);
      var waiting = kind === "create" ? navigator.credentials.create(asked) : navigator.credentials.get(asked);
      waiting.then(function (made) {
        form.elements.answer.value = answer(made, kind);
        form.submit();
      }).catch(function () {
        if (says) says.hidden = false;
      });
    });
  }

  if (!window.PublicKeyCredential || !navigator.credentials) return;
  document.querySelectorAll("form[data-passkey]").forEach(prepare);
})();
