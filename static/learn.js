// A solution is watched: its lines are typed one after the other, each when the
// one before was answered and has been seen.
const pause = 900; // ms between a line's end and the next line
const playing = () => !document.getElementById("skip").disabled; // something can be skipped
const wait = (ms) => new Promise((done) => setTimeout(done, ms));

document.addEventListener("submit", async (event) => {
	const watch = event.target.closest("form[data-watch]");
	if (!watch) return;
	event.preventDefault();
	const lines = [...watch.closest("details").querySelectorAll(".type form")].map((form) => {
		const fields = new URLSearchParams(new FormData(form, form.querySelector("button")));
		return [form.getAttribute("action"), fields];
	});
	watch.querySelector("button").disabled = true;
	for (const [action, fields] of lines) {
		const form = document.createElement("form");
		Object.assign(form, { method: "post", action, hidden: true });
		form.dataset.input = "";
		for (const [name, value] of fields) {
			const field = document.createElement("input");
			Object.assign(field, { type: "hidden", name, value });
			form.append(field);
		}
		document.body.append(form);
		form.requestSubmit();
		form.remove();
		do await wait(pause); while (document.querySelector("#lines .pending") || playing());
	}
});
