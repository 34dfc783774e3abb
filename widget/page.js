// The page's own address may set what the clinic's page would: ?theme=dark&country=GB
const chat = document.querySelector("triage-chat");
const asked = new URLSearchParams(location.search);
const allowed = { theme: /^(light|dark)$/, country: /^[A-Z]{2}$/ };
for (const [name, form] of Object.entries(allowed)) {
  const value = asked.get(name);
  if (value && form.test(value)) {
    chat.setAttribute(name, value);
    if (name === "theme") document.documentElement.dataset.theme = value;
  }
}
