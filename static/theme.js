// Sets the theme that was chosen before anything is painted, and lets it be
// changed. Without a choice the page follows the system.
(() => {
	const root = document.documentElement;
	const themes = ["", "light", "dark", "contrast"];
	let now = "";
	try { now = localStorage.getItem("theme") ?? ""; } catch { /* storage may be off */ }
	const show = () => { now ? root.dataset.theme = now : delete root.dataset.theme; };
	show();
	root.dataset.script = "";
	// The server draws the picture for this shape of window.
	window.tellShape = () => { document.cookie = `shape=${matchMedia("(max-width: 700px)").matches ? "narrow" : "wide"}; path=/; max-age=31536000; samesite=lax`; };
	tellShape();
	document.addEventListener("DOMContentLoaded", () => {
		const button = document.getElementById("theme");
		if (!button) return;
		const say = () => { button.title = `Theme: ${now || "as the system"}`; button.setAttribute("aria-label", button.title); };
		say();
		button.addEventListener("click", () => {
			now = themes[(themes.indexOf(now) + 1) % themes.length];
			try { localStorage.setItem("theme", now); } catch { /* as above */ }
			show();
			say();
		});
	});
})();
