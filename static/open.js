// Opens what an address holds: the lab behind #, or what the page's form names.
// It is sent when the page is looked at, so that a page fetched beforehand makes
// no lab.
const auto = document.querySelector("#opening[data-auto] form");
const link = document.getElementById("link"), file = document.getElementById("file");
const whole = /^#lab=/.test(location.hash);

// A frame finds the lab again that it had here before.
const own = auto?.elements.lab, place = own && `drydock-frame?${new URLSearchParams(new URL(auto.action).search)}`;
try { if (own) own.value = localStorage.getItem(place) ?? ""; } catch { /* nothing is kept here */ }

function open(form) {
	if (document.visibilityState === "hidden") return document.addEventListener("visibilitychange", () => open(form), { once: true });
	form.requestSubmit();
}

if (auto) open(auto);
else if (whole && link) {
	link.value = location.hash.slice(1);
	history.replaceState(null, "", location.pathname); // going back does not open it again
	file.disabled = true; // an empty file need not travel
	open(link.form);
}
// A link that is followed from the page of another one.
addEventListener("hashchange", () => location.reload());
addEventListener("pageshow", (event) => { if (event.persisted && file) file.disabled = false; });
